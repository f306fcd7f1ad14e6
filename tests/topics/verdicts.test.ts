import { describe, expect, it } from 'vitest'
import { type Grouping, topicsOfRows } from '../../src/topics/grouping.ts'
import { topicsAdded, type Verdict, verdictOf, withVerdicts } from '../../src/topics/verdicts.ts'
import { unitAt } from '../support/flat-library.ts'

// Leaves at 0°, 30°, 90° and 120°, of two papers each.
const rows = [0, 2, 30, 32, 90, 92, 120, 122].map(unitAt)
const leaves = Int32Array.of(0, 0, 1, 1, 2, 2, 3, 3)
const grouping = (topicOfLeaf: readonly number[]): Grouping => ({ leaves, topicOfLeaf })
const told = (topicOfLeaf: readonly number[], ...verdicts: Verdict[]) => [
  ...topicsOfRows(withVerdicts(rows, grouping(topicOfLeaf), verdicts)),
]

describe('what people said of topics', () => {
  it('unites those that papers of the parts are in', () => {
    const verdict: Verdict = { verdict: 'together', parts: [[0, 1], [6]] }
    expect(told([0, 1, 2, 3], verdict)).toEqual([0, 0, 1, 1, 2, 2, 0, 0])
  })

  it('parts one along its leaves, each to the part that it is nearer to', () => {
    // 0° and 30° with the paper at 2°, the others with that at 120°.
    const verdict: Verdict = { verdict: 'apart', parts: [[1], [6]] }
    expect(told([0, 0, 0, 0], verdict)).toEqual([0, 0, 0, 0, 1, 1, 1, 1])
  })

  it('parts a leaf itself where it holds all of them', () => {
    const verdict: Verdict = { verdict: 'apart', parts: [[6], [7]] }
    const [first, second] = told([0, 1, 2, 3], verdict).slice(6)
    expect(first).not.toBe(second)
  })

  it('changes nothing where it is so already, or where too few of its papers are left', () => {
    const before = [0, 0, 0, 0, 1, 1, 1, 1]
    expect(told([0, 0, 1, 1], { verdict: 'apart', parts: [[0], [6]] })).toEqual(before)
    expect(told([0, 0, 1, 1], { verdict: 'together', parts: [[0], [2]] })).toEqual(before)
    expect(told([0, 0, 1, 1], { verdict: 'together', parts: [[0], []] })).toEqual(before)
    expect(told([0, 0, 1, 1], { verdict: 'apart', parts: [[0], []] })).toEqual(before)
  })

  it('is done in the order in which it was said', () => {
    const together: Verdict = { verdict: 'together', parts: [[0], [6]] }
    const apart: Verdict = { verdict: 'apart', parts: [[0], [6]] }
    expect(told([0, 0, 1, 1], together, apart)).toEqual([0, 0, 0, 0, 1, 1, 1, 1])
    expect(told([0, 0, 1, 1], apart, together)).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
  })

  it('makes as many topics more as it parts', () => {
    expect(topicsAdded([{ verdict: 'apart', parts: [[0], [2], [4], []] }])).toBe(2)
    expect(topicsAdded([{ verdict: 'together', parts: [[0], [2]] }])).toBe(0)
  })

  it('is about the papers that are still there', () => {
    const edit = { id: 'e', verdict: 'apart', parts: [['a', 'gone'], ['b']] } as const
    const rowOf = (id: string) => ({ a: 4, b: 7 })[id]
    expect(verdictOf(edit, rowOf)).toEqual({ verdict: 'apart', parts: [[4], [7]] })
  })
})
