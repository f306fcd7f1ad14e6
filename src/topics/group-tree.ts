/**
 * The tree of a grouping: leaves merged within their topics, and these into their fields.
 *
 * Above the topics it is by Ward's criterion: themes differ in size, their fields should not.
 */
import type { Merges } from '../topic.ts'
import { unit } from '../vector.ts'
import { type Grouping, meansOf, topicsIn, topicsOfRows } from './grouping.ts'
import { mergeTree, temperOf, WARD } from './merge-tree.ts'

/**
 * @param rows unit length; each leaf and each topic has some
 * @param centroids one a topic
 * @returns with it the node of each topic. Cost: that of `mergeTree`.
 */
export function treeOf(rows: readonly Float32Array[], grouping: Grouping): { merges: Merges; cut: number[] } {
  const leaves = grouping.topicOfLeaf.length
  const { means, sizes } = meansOf(rows, grouping.leaves, leaves)
  const temper = temperOf(leaves, rows.length)
  const lower = mergeTree(means, sizes, { temper, within: grouping.topicOfLeaf })
  const topicOfNode = [...grouping.topicOfLeaf]
  for (const [a] of lower) topicOfNode.push(topicOfNode[a]!)
  // The last node of a topic holds all of it.
  const topics = meansOf(rows, topicsOfRows(grouping), topicsIn(grouping))
  const cut = topics.sizes.map((_, topic) => topicOfNode.lastIndexOf(topic))
  const centroids = topics.means.map((mean) => Float64Array.from(unit(mean)))
  const upper = mergeTree(centroids, topics.sizes, { temper: WARD })
  const nodeOfPlace = (place: number) => cut[place] ?? leaves + lower.length + place - cut.length
  return { merges: [...lower, ...upper.map(([a, b]) => [nodeOfPlace(a), nodeOfPlace(b)] as const)], cut }
}
