import { describe, expect, it } from 'vitest'
import { seeded } from '../../src/random.ts'
import { continued } from '../../src/topics/continued.ts'
import { type Grouping, settled, topicsOfRows } from '../../src/topics/grouping.ts'
import { unitAt } from '../support/flat-library.ts'

// Two topics, around 0° and around 90°, of two leaves each: at −10° and 10°, at 80° and 100°.
const angles = [-10, 10, 80, 100]
const rows = (more: readonly number[] = []) => [...angles, ...more].map(unitAt)
const grouping = (leaves: readonly number[]): Grouping => ({
  leaves: Int32Array.from(leaves),
  topicOfLeaf: [0, 0, 1, 1],
})
const topics = (found: Grouping) => [...topicsOfRows(found)]

describe('papers settled into topics', () => {
  it('go to the nearest, and there into the nearest leaf', () => {
    // The paper at 75° was in the first topic, in the leaf of 10°, which it had drawn to 43°: nobody is in that now.
    const found = settled(rows([75]), grouping([0, 1, 2, 3, 1]), 0)
    expect(topics(found)).toEqual([0, 0, 1, 1, 1])
    expect([...found.leaves]).toEqual([0, 0, 1, 2, 1])
  })

  it('stay where another topic is nearer by less than the margin', () => {
    const at = (degrees: number, margin: number) =>
      topics(settled(rows([degrees]), grouping([0, 1, 2, 3, 1]), margin)).at(-1)
    expect(at(40, 0)).toBe(0)
    // The centroid of −10°, 10° and 58° is at 19°: cos 39° = 0.777, cos 32° = 0.848, 0.07 more.
    expect(at(58, 0)).toBe(1)
    expect(at(58, 0.04)).toBe(1)
    expect(at(58, 0.1)).toBe(0)
  })

  it('take in those that were in none, and lose topics that nobody is in', () => {
    const found = settled(rows([5]), grouping([0, 1, -1, -1, -1]), 0)
    // Without the second topic all are in the first.
    expect(topics(found)).toEqual([0, 0, 0, 0, 0])
    expect(found.topicOfLeaf).toEqual([0, 0])
  })
})

describe('topics that go on', () => {
  const random = seeded(1)

  it('keep all their papers, and take new ones in where they are nearest', () => {
    const found = continued(rows([12, 97]), grouping([0, 1, 2, 3, -1, -1]), { leaves: 4, random })
    expect([...found.leaves]).toEqual([0, 1, 2, 3, 1, 3])
    // Even a paper that another topic is nearer to.
    expect(topics(continued(rows([85]), grouping([0, 1, 2, 3, 0]), { leaves: 4, random }))).toEqual([
      0, 0, 1, 1, 0,
    ])
  })

  it('part their widest leaves until there are enough', () => {
    const more = [150, 152]
    const found = continued(rows(more), grouping([0, 1, 2, 3, 3, 3]), { leaves: 5, random })
    // The leaf of 100°, 150° and 152° is the widest, and falls into 100° and the others.
    expect(topics(found)).toEqual([0, 0, 1, 1, 1, 1])
    expect(found.topicOfLeaf).toHaveLength(5)
    expect(found.leaves[4]).toBe(found.leaves[5])
    expect(found.leaves[3]).not.toBe(found.leaves[4])
  })

  it('of a small collection have each paper for a leaf', () => {
    const found = continued(rows(), grouping([0, 0, 2, 2]), { leaves: 4, random })
    expect([...found.leaves]).toEqual([0, 1, 2, 3])
    expect(topics(found)).toEqual([0, 0, 1, 1])
  })
})
