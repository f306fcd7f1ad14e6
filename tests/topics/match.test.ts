import { describe, expect, it } from 'vitest'
import { matchedNodes } from '../../src/topics/match.ts'
import { overlapOf } from '../../src/topics/overlap.ts'
import { unitAt } from '../support/flat-library.ts'
import { topicsOfPlaces } from '../support/trees.ts'

/** Which topic of before each of now is, told by the places of the papers' topics; all centroids alike unless told. */
function matched(
  now: readonly number[],
  before: readonly number[],
  angles: { now?: readonly number[]; before?: readonly number[] } = {},
) {
  const [a, b] = [topicsOfPlaces(now, 2), topicsOfPlaces(before, 2)]
  const centroidsOf = (count: number, own: readonly number[] = []) =>
    Array.from({ length: count }, (_, topic) => unitAt(own[topic] ?? 0))
  const centroids = Float32Array.from(centroidsOf(b.topics.length, angles.before).flatMap((own) => [...own]))
  const overlap = overlapOf(
    a.tree,
    b.tree,
    Int32Array.from(now.keys()).map((row) => (row < before.length ? row : -1)),
  )
  const nodes = a.topics.map(({ node }) => node)
  const cut = { nodes, centroids: centroidsOf(nodes.length, angles.now), nodeCount: a.tree.nodes.length }
  return [...matchedNodes(cut, { ...b, centroids }, overlap)].slice(0, nodes.length)
}

describe('two trees over a collection', () => {
  it('have in common what is counted by hand, in every pair of nodes', () => {
    // Leaves {0, 1, 2}, {3, 4} against {0, 1}, {2, 3}; the paper 4 came since. Node 2 holds all of either.
    const overlap = overlapOf(
      topicsOfPlaces([0, 0, 0, 1, 1], 2).tree,
      topicsOfPlaces([0, 0, 1, 1], 2).tree,
      Int32Array.of(0, 1, 2, 3, -1),
    )
    const table = [0, 1, 2].map((node) => [0, 1, 2].map((other) => overlap.both(node, other)))
    expect(table).toEqual([
      [2, 1, 3],
      [0, 1, 1],
      [2, 2, 4],
    ])
    expect([0, 1, 2].map(overlap.ofFirst)).toEqual([3, 1, 4])
    expect([0, 1, 2].map(overlap.ofSecond)).toEqual([2, 2, 4])
    expect(overlap.jaccard(0, 0)).toBe(2 / 3)
    expect(overlap.jaccard(1, 1)).toBe(1 / 2)
  })
})

describe('topics after a rebuild', () => {
  it('are those that they have most papers of, whatever their numbers', () => {
    expect(matched([1, 1, 0, 0, 1], [0, 0, 1, 1])).toEqual([1, 0])
  })

  it('are matched so that the sum is largest, not each for itself', () => {
    // J: (0, 0) = 3/5, (0, 1) = 2/7, (1, 0) = 2/4, (1, 1) = 0 … taken one by one 0 would take 0 and leave nothing to 1.
    const before = [0, 0, 0, 0, 0, 1, 1, 1, 1]
    const now = [0, 0, 0, 1, 1, 0, 0, 0, 0]
    // J of (0, 1) is 4/7, of (0, 0) 3/9, of (1, 0) 2/5: 0 is 1, and 1 is 0.
    expect(matched(now, before)).toEqual([1, 0])
  })

  it('are new where they have too little in common with any', () => {
    // Three parts of one: J is 1/3 for each, and one of them stays it; of four parts it is 1/4, and none does.
    const three = matched([0, 0, 1, 1, 2, 2], [0, 0, 0, 0, 0, 0])
    expect(three.filter((other) => other === 0)).toHaveLength(1)
    expect(matched([0, 0, 1, 1, 2, 2, 3, 3], new Array(8).fill(0))).toEqual([-1, -1, -1, -1])
  })

  it('of two halves are the one whose centroid is nearer to what it was', () => {
    const halves = { now: [80, 10], before: [0] }
    expect(matched([0, 0, 1, 1], [0, 0, 0, 0], halves)).toEqual([-1, 0])
  })
})
