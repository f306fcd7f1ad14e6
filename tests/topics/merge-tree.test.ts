import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodesAt, nodesOfLeaves } from '../../src/topic.ts'
import { mergeTree, WARD } from '../../src/topics/merge-tree.ts'
import { unitAt } from '../support/flat-library.ts'

const tree = (means: readonly (readonly number[])[], sizes: readonly number[] = means.map(() => 1)) =>
  mergeTree(
    means.map((mean) => Float64Array.from(mean)),
    sizes,
    { temper: 0.5 },
  )

const SCIPY_WARD = '3-4 8-9 6-7 0-1 5-14 10-11 2-15 12-18 13-16 17-20 19-21'
  .split(' ')
  .map((pair) => pair.split('-').map(Number))

describe('a tree of groups', () => {
  it('merges the two groups first whose means are nearest, and goes on with their mean', () => {
    // √½ · 1 for 0 and 1; then √(2/3) · 2.5² = 5.1 for {0, 1} at 0.5 and 3, √½ · 7² for 3 and 10.
    expect(tree([[0], [1], [3], [10]])).toEqual([
      [0, 1],
      [4, 2],
      [5, 3],
    ])
  })

  it('weighs distance by the root of the sizes: a small group goes before a large one that is nearer', () => {
    // √(100·100/200) · 1² = 7.1 for the large ones, √(1·100/101) · 2.6² = 6.7 for the small one.
    expect(tree([[0], [1], [3.6]], [100, 100, 1])[0]).toEqual([1, 2])
    expect(tree([[0], [1], [3.8]], [100, 100, 1])[0]).toEqual([0, 1])
  })

  it('merges the cheapest pair there is at each step, the first of equals', () => {
    const group = fc.record({
      mean: fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 })),
      size: fc.integer({ min: 1, max: 9 }),
    })
    fc.assert(
      fc.property(fc.array(group, { minLength: 1, maxLength: 12 }), (groups) => {
        const means = groups.map(({ mean }) => mean)
        const sizes = groups.map(({ size }) => size)
        const merges = tree(means, sizes)
        expect(merges).toHaveLength(groups.length - 1)
        const nodes = new Map(groups.map(({ mean: [x, y], size }, at) => [at, { x, y, size }]))
        merges.forEach(([a, b], m) => {
          const cost = (i: number, j: number) => {
            const [p, q] = [nodes.get(i)!, nodes.get(j)!]
            return ((p.x - q.x) ** 2 + (p.y - q.y) ** 2) * Math.sqrt((p.size * q.size) / (p.size + q.size))
          }
          const all = [...nodes.keys()]
          const least = Math.min(...all.flatMap((i) => all.filter((j) => j !== i).map((j) => cost(i, j))))
          expect(cost(a, b)).toBeCloseTo(least, 8)
          const [p, q] = [nodes.get(a)!, nodes.get(b)!]
          const size = p.size + q.size
          const at = (one: number, other: number) => (one * p.size + other * q.size) / size
          nodes.delete(a)
          nodes.delete(b)
          nodes.set(groups.length + m, { x: at(p.x, q.x), y: at(p.y, q.y), size })
        })
      }),
      { seed: 1 },
    )
  })

  it('is cut at any number of groups', () => {
    const merges = tree([[0], [1], [3], [10]])
    expect(nodesAt(merges, 4)).toEqual([0, 1, 2, 3])
    expect(nodesAt(merges, 3)).toEqual([2, 3, 4])
    expect(nodesAt(merges, 2)).toEqual([3, 5])
    expect(nodesAt(merges, 1)).toEqual([6])
    expect(nodesAt(merges, 9)).toEqual([0, 1, 2, 3])
    expect([...nodesOfLeaves(merges, [2, 3, 4])]).toEqual([2, 2, 0, 1])
    expect([...nodesOfLeaves(merges, [5])]).toEqual([0, 0, 0, -1])
    expect([...nodesOfLeaves(merges, [6])]).toEqual([0, 0, 0, 0])
  })

  it('by Ward’s criterion is the one that SciPy finds', () => {
    // scipy 1.17.1, linkage(X, 'ward')[:, :2] of the points at these angles on the circle
    const angles = [0, 7, 15, 40, 44, 90, 97, 103, 150, 155, 210, 222]
    const means = angles.map((degrees) => Float64Array.from(unitAt(degrees)))
    const merges = mergeTree(
      means,
      means.map(() => 1),
      { temper: WARD },
    )
    expect(merges.map((parts) => [...parts].sort((a, b) => a - b))).toEqual(SCIPY_WARD)
  })

  it('stays within what its leaves belong to', () => {
    const merges = mergeTree(
      [[0], [1], [3], [4]].map((mean) => Float64Array.from(mean)),
      [1, 1, 1, 1],
      { temper: 0.5, within: [7, 8, 7, 8] },
    )
    // 0 with 3 and 1 with 4, though 0 and 1 are nearer to one another.
    expect(merges).toEqual([
      [0, 2],
      [1, 3],
    ])
  })

  it('of one group is that group', () => {
    expect(tree([[5]])).toEqual([])
    expect(nodesAt([], 3)).toEqual([0])
  })
})
