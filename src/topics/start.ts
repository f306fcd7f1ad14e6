/** Topics of a collection that has none yet: many small leaves by k-means, and the tree of them cut. */
import type { Random } from '../random.ts'
import { nodesAt, nodesOfLeaves } from '../topic.ts'
import { type Matrix, row } from '../vector.ts'
import { type Grouping, meansOf } from './grouping.ts'
import { kMeans } from './k-means.ts'
import { mergeTree, temperOf } from './merge-tree.ts'

/** Of k-means, of which the best counts. */
const RUNS = 3

/**
 * @param seen unit length (n × D), n above 0
 * @param options.leaves at most; with as many as papers each is one
 *
 * Cost: that of k-means, 3 s for 10,000 papers.
 */
export function begun(seen: Matrix, options: { topics: number; leaves: number; random: Random }): Grouping {
  const { count } = seen
  const found =
    options.leaves === count
      ? Int32Array.from({ length: count }, (_, at) => at)
      : kMeans(seen, { k: options.leaves, runs: RUNS, random: options.random }).assignment
  // Where papers are the same there are fewer leaves than wanted, and gaps among their numbers.
  const numbers = [...new Set(found)].sort((a, b) => a - b)
  const leafOf = new Map(numbers.map((number, leaf) => [number, leaf]))
  const leaves = found.map((number) => leafOf.get(number)!)
  const rows = Array.from({ length: count }, (_, at) => row(seen, at))
  const { means, sizes } = meansOf(rows, leaves, numbers.length)
  const merges = mergeTree(means, sizes, { temper: temperOf(means.length, count) })
  return { leaves, topicOfLeaf: [...nodesOfLeaves(merges, nodesAt(merges, options.topics))] }
}
