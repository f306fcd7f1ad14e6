import { describe, expect, it } from 'vitest'
import { adjusted } from '../../src/topics/adjusted.ts'
import { type Grouping, topicsOfRows } from '../../src/topics/grouping.ts'
import { holdsOf, type Verdict } from '../../src/topics/verdicts.ts'
import { unitAt } from '../support/flat-library.ts'

// Each paper a leaf. The first topic has papers at 0° and 5° and at 90° and 95°; the second those at 180° and 185°.
const rows = [0, 5, 90, 95, 180, 185].map(unitAt)
const grouping = (topicOfLeaf: readonly number[]): Grouping => ({
  leaves: Int32Array.from(topicOfLeaf.keys()),
  topicOfLeaf,
})
const changed = (topicOfLeaf: readonly number[], wanted: number, verdicts: readonly Verdict[] = []) => {
  const before = grouping(topicOfLeaf)
  const topics = topicsOfRows(adjusted(rows, before, { wanted, holds: holdsOf(before, verdicts) }))
  // Numbered by where they are first met.
  const numbers = [...new Set(topics)]
  return Array.from(topics, (topic) => numbers.indexOf(topic))
}

describe('topics of a collection that grew', () => {
  it('are parted where there should be more, by what differs most', () => {
    expect(changed([0, 0, 0, 0, 1, 1], 4)).toEqual([0, 0, 1, 1, 2, 2])
  })

  it('are united where there should be fewer, the nearest first', () => {
    // Of four, those at 0° and at 5° are one.
    expect(changed([0, 1, 2, 2, 3, 3], 2)).toEqual([0, 0, 1, 1, 2, 2])
  })

  it('stay while their number is near enough', () => {
    expect(changed([0, 0, 1, 1, 2, 2], 3)).toEqual([0, 0, 1, 1, 2, 2])
    expect(changed([0, 0, 1, 1, 2, 2], 4)).toEqual([0, 0, 1, 1, 2, 2])
    expect(changed([0, 0, 1, 1, 2, 2], 2)).toEqual([0, 0, 1, 1, 2, 2])
  })

  it('change places where one is two and two are one, though their number is right', () => {
    expect(changed([0, 0, 0, 0, 1, 2], 3)).toEqual([0, 0, 1, 1, 2, 2])
  })

  it('are not united where they were parted by hand', () => {
    const apart: Verdict = { verdict: 'apart', parts: [[4], [5]] }
    expect(changed([0, 0, 0, 0, 1, 2], 3, [apart])).toEqual([0, 0, 0, 0, 1, 2])
  })

  it('are neither parted nor united where they are parts of one united by hand', () => {
    const parts = (...rows: number[]): Verdict => ({ verdict: 'together', parts: rows.map((row) => [row]) })
    expect(changed([0, 0, 0, 0, 1, 2], 3, [parts(0, 4)])).toEqual([0, 0, 0, 0, 1, 2])
    expect(changed([0, 0, 1, 2], 1, [parts(0, 3)])).toEqual([0, 0, 1, 2])
  })
})
