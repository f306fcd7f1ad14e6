import { describe, expect, it } from 'vitest'
import { fuzzyGraph } from '../../src/map/fuzzy-graph.ts'

/** Four papers in a row: 0 and 1 near, 2 further, 3 far; each knows two. */
const LISTS = {
  perRow: 2,
  rows: Uint32Array.of(1, 2, 0, 2, 1, 3, 2, 1),
  similarities: Float32Array.of(0.9, 0.7, 0.9, 0.8, 0.8, 0.6, 0.6, 0.5),
}

describe('the fuzzy graph', () => {
  it('has each pair of neighbours once, each as sure of its nearest as anybody', () => {
    const { heads, tails, weights } = fuzzyGraph(4, LISTS)
    const edges = Array.from(heads, (head, i) =>
      [Math.min(head, tails[i]!), Math.max(head, tails[i]!)].join(),
    )
    expect(edges.sort()).toEqual(['0,1', '0,2', '1,2', '1,3', '2,3'])
    expect(weights[0]).toBe(1)
    expect(weights.every((weight) => weight > 0 && weight <= 1)).toBe(true)
  })

  it('gives every paper the same sum of weights, log2 of the length of its list, however far its neighbours are', () => {
    // Three in each list: the nearest weighs 1, and the others share log2 3 - 1.
    const perRow = 3
    const rows = Uint32Array.of(1, 2, 3, 2, 3, 4, 3, 4, 0, 4, 0, 1, 0, 1, 2)
    const near = [0.99, 0.98, 0.97]
    const far = [0.5, 0.3, 0.1]
    const similarities = Float32Array.from([near, far, near, far, near].flat())
    const { heads, tails, weights } = fuzzyGraph(5, { perRow, rows, similarities })
    // No two have one another among their first ones: 0 names 1, 2, 3 and is named by 2, 3, 4.
    const one = Array.from(heads.keys()).filter((i) => heads[i] === 0 && tails[i] === 1)
    expect(one.map((i) => weights[i])).toEqual([1])
    // w(0→2) and w(2→0) by hand: s^1 + s^2 = 0.58496 with s = e^(-0.01/σ), so s = 0.4143; near lists of 0 and 2 alike.
    const s = (Math.sqrt(1 + 4 * (Math.log2(3) - 1)) - 1) / 2
    const between = Array.from(heads.keys()).find((i) => heads[i] === 0 && tails[i] === 2)!
    expect(weights[between]).toBeCloseTo(s + s * s - s * s * s, 4)
  })

  it('takes no neighbours at all', () => {
    const none = { perRow: 0, rows: new Uint32Array(), similarities: new Float32Array() }
    expect(fuzzyGraph(1, none).heads.length).toBe(0)
  })
})
