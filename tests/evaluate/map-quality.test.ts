import { describe, expect, it } from 'vitest'
import { qualityAt, ranksFrom } from '../../src/evaluate/map-quality.ts'
import { mean } from '../../src/vector.ts'

const onLine = (places: readonly number[]) =>
  places.map((own, at) =>
    ranksFrom(
      places.map((other) => Math.abs(other - own)),
      at,
    ),
  )

describe('the quality of a map', () => {
  const truth = onLine([0, 1, 2.1, 3.3, 4.6, 6, 7.5, 9.1, 10.8, 12.6])
  const map = onLine([0, 5.2, 1.1, 2.3, 9.4, 3.6, 4.1, 8.8, 7.7, 6.3])

  it('is what scikit-learn 1.9.1 says of ten points on a line', () => {
    // trustworthiness(X, Y, n_neighbors=3), and the same with the two exchanged for continuity
    const found = truth.map((ranks, at) => qualityAt(ranks, map[at]!, 3))
    expect(mean(found.map(({ trustworthiness }) => trustworthiness))).toBeCloseTo(0.64, 12)
    expect(mean(found.map(({ continuity }) => continuity))).toBeCloseTo(0.5933333333333333, 12)
  })

  it('is full where the ranks are the same', () => {
    for (const ranks of truth)
      expect(qualityAt(ranks, ranks, 3)).toEqual({ trustworthiness: 1, continuity: 1, recall: 1 })
  })

  it('counts by hand: of six points the nearest two on the map are truly the second and the fifth', () => {
    // k = 2: the fifth is 3 too near, the nearest stands third, 1 too far; the worst is 2 · (12 − 6 − 1) / 2 = 5.
    const ranks = Uint32Array.of(0, 1, 2, 3, 4, 5)
    const onMap = Uint32Array.of(0, 3, 1, 4, 5, 2)
    expect(qualityAt(ranks, onMap, 2)).toEqual({
      trustworthiness: 1 - 3 / 5,
      continuity: 1 - 1 / 5,
      recall: 0.5,
    })
  })

  it('ranks twins by their rows', () => {
    expect([...ranksFrom([5, 0, 1, 1, 0.5], 1)]).toEqual([4, 0, 2, 3, 1])
  })
})
