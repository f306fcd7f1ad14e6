/** The topics of an earlier snapshot, seen from the papers of now. */
import { nodesOfLeaves, type TopicModel } from '../topic.ts'
import type { Grouping } from './grouping.ts'

export interface TopicsBefore {
  readonly model: TopicModel
  /** For each row of now its row there, −1 for a paper that came since. */
  readonly rowBefore: Int32Array
}

/** A collection of which fewer papers than this share were there before is a new one, and grouped anew. */
const KNOWN_SHARE_MIN = 0.5

/** The groups that the papers were in; undefined where too few of them were there. */
export function groupingBefore({ model, rowBefore }: TopicsBefore): Grouping | undefined {
  const { merges, leaves } = model.tree
  const known = rowBefore.reduce((count, row) => (row >= 0 && leaves[row]! >= 0 ? count + 1 : count), 0)
  if (known === 0 || known < KNOWN_SHARE_MIN * rowBefore.length) return undefined
  const topicOfLeaf = nodesOfLeaves(
    merges,
    model.topics.map(({ node }) => node),
  )
  return { leaves: rowBefore.map((row) => (row < 0 ? -1 : leaves[row]!)), topicOfLeaf: [...topicOfLeaf] }
}
