/** How many papers two trees over nearly the same collection have in common, node by node. */
import type { TopicTree } from '../topic.ts'

export interface Overlap {
  /** Papers in a node of the first tree and in one of the second. */
  both(node: number, other: number): number
  /** Of a node of the first tree, those that are anywhere in the second. */
  ofFirst(node: number): number
  /** The same the other way round. */
  ofSecond(other: number): number
  /** Jaccard index of two nodes over the papers that both trees hold, in [0, 1]. */
  jaccard(node: number, other: number): number
}

type Tree = Pick<TopicTree, 'merges' | 'leaves'>

/**
 * @param rowInSecond of each row of the first, −1 where the second has it not
 *
 * Cost: nodes² steps and memory; 4 MB for the 1,039 nodes of 100,000 papers.
 */
export function overlapOf(first: Tree, second: Tree, rowInSecond: Int32Array): Overlap {
  const [height, width] = [nodesIn(first), nodesIn(second)]
  const table = new Uint32Array(height * width)
  rowInSecond.forEach((other, row) => {
    const leaf = first.leaves[row]!
    const otherLeaf = other < 0 ? -1 : second.leaves[other]!
    if (leaf >= 0 && otherLeaf >= 0) table[leaf * width + otherLeaf]!++
  })
  first.merges.forEach(([a, b], m) => {
    const into = (first.merges.length + 1 + m) * width
    for (let x = 0; x < width; x++) table[into + x] = table[a * width + x]! + table[b * width + x]!
  })
  second.merges.forEach(([a, b], m) => {
    const into = second.merges.length + 1 + m
    for (let y = 0; y < height; y++) table[y * width + into] = table[y * width + a]! + table[y * width + b]!
  })
  // The last node of a tree holds all that is in it.
  const both = (node: number, other: number) => table[node * width + other]!
  const ofFirst = (node: number) => both(node, width - 1)
  const ofSecond = (other: number) => both(height - 1, other)
  return {
    both,
    ofFirst,
    ofSecond,
    jaccard(node, other) {
      const union = ofFirst(node) + ofSecond(other) - both(node, other)
      return union === 0 ? 0 : both(node, other) / union
    },
  }
}

function nodesIn({ merges }: Tree): number {
  return 2 * merges.length + 1
}
