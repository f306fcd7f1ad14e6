/**
 * Whether topics stay what they are while a collection grows: papers are added to the first of a file, and the others
 * should be in the topic they were in. Beside it what happens when topics are found anew, and only their
 * ids are matched.
 */
import type { NeighbourLists } from '../index/neighbours.ts'
import type { Paper } from '../paper.ts'
import type { TopicModel } from '../topic.ts'
import { ASSIGNED_BY, assignmentOf } from '../topics/assign.ts'
import { findTopics } from '../topics/find.ts'
import { matchedNodes } from '../topics/match.ts'
import { overlapOf } from '../topics/overlap.ts'
import { type Matrix, matrix, row } from '../vector.ts'
import { agreement } from './clustering-metrics.ts'
import { table } from './report.ts'

export interface Grown {
  readonly vectors: Matrix
  readonly neighbours: NeighbourLists
}

interface Step {
  readonly before: TopicModel
  readonly now: TopicModel
}

/**
 * @param grown the collection at each of its sizes, the smallest first; all begin with the same papers
 * @param papers of the largest
 */
export async function stabilityTable(
  grown: readonly Grown[],
  papers: readonly Paper[],
  primaries: readonly string[],
): Promise<string> {
  const paperAt = (at: number) => papers[at]!
  const anew: TopicModel[] = []
  for (const { vectors, neighbours } of grown) anew.push(await findTopics(vectors, neighbours, paperAt))
  const kept: TopicModel[] = []
  for (const [step, { vectors, neighbours }] of grown.entries()) {
    const model = kept.at(-1)
    kept.push(
      model
        ? await findTopics(vectors, neighbours, paperAt, {
            before: { model, rowBefore: rowsBefore(grown, step) },
          })
        : anew[0]!,
    )
  }
  const lines = grown.slice(1).map((_, i) => {
    const step = i + 1
    const rowBefore = rowsBefore(grown, step)
    const own = { before: kept[i]!, now: kept[step]! }
    const other = { before: anew[i]!, now: withMatchedIds(anew[step]!, anew[i]!, rowBefore) }
    const added = assignedAlike(kept[i]!, kept[step]!, grown[step]!)
    return [
      `${grown[i]!.vectors.count.toLocaleString('en')} + ${(rowBefore.length - grown[i]!.vectors.count).toLocaleString('en')}`,
      ...figuresOf(own, primaries),
      `${(100 * added).toFixed(1)} %`,
      ...figuresOf(other, primaries),
    ]
  })
  const heads = ['stay', 'topics', 'renamed', 'NMI']
  return table(
    ['papers', ...heads, 'new ones assigned alike', ...heads.map((head) => `anew: ${head}`)],
    lines,
  )
}

function rowsBefore(grown: readonly Grown[], step: number): Int32Array {
  const known = grown[step - 1]!.vectors.count
  return Int32Array.from({ length: grown[step]!.vectors.count }, (_, at) => (at < known ? at : -1))
}

function figuresOf({ before, now }: Step, primaries: readonly string[]): string[] {
  const idOf = (model: TopicModel, at: number) => model.topics[model.assignment[at]!]?.id
  const stayed = Array.from(before.assignment.keys()).filter((at) => idOf(before, at) === idOf(now, at))
  const labels = new Map(before.topics.map(({ id, label }) => [id, label]))
  const known = now.topics.filter(({ id }) => labels.has(id))
  const renamed = known.filter(({ id, label }) => labels.get(id) !== label)
  const { nmi } = agreement([...now.assignment], primaries.slice(0, now.assignment.length))
  return [
    `${((100 * stayed.length) / before.assignment.length).toFixed(2)} %`,
    `${known.length} of ${before.topics.length}, ${now.topics.length - known.length} new`,
    String(renamed.length),
    nmi.toFixed(3),
  ]
}

/** Of the papers that came, those that were given without a rebuild the topic that they are in after it. */
function assignedAlike(before: TopicModel, now: TopicModel, { vectors, neighbours }: Grown): number {
  const known = before.assignment.length
  const { perRow, rows, similarities } = neighbours
  const added = Array.from({ length: vectors.count - known }, (_, i) => known + i)
  const alike = added.filter((at) => {
    const near = Array.from({ length: perRow }, (_, i) => at * perRow + i)
      .filter((i) => rows[i]! < known)
      .slice(0, ASSIGNED_BY)
      .map((i) => ({ row: rows[i]!, similarity: similarities[i]! }))
    const probabilities = assignmentOf(before, row(vectors, at), near)
    const best = probabilities.indexOf(Math.max(...probabilities))
    return before.topics[best]!.id === now.topics[now.assignment[at]!]!.id
  })
  return alike.length / added.length
}

/** Topics found anew under the ids of those that they are. */
function withMatchedIds(now: TopicModel, before: TopicModel, rowBefore: Int32Array): TopicModel {
  const all = matrix(now.centroids, now.centroids.length / now.topics.length)
  const cut = {
    nodes: now.topics.map(({ node }) => node),
    centroids: now.topics.map((_, place) => row(all, place)),
    nodeCount: now.tree.nodes.length,
  }
  const matched = matchedNodes(cut, before, overlapOf(now.tree, before.tree, rowBefore))
  return {
    ...now,
    topics: now.topics.map((topic) => ({
      ...topic,
      id: before.tree.nodes[matched[topic.node]!]?.id ?? `new ${topic.id}`,
    })),
  }
}
