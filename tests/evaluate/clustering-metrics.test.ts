import { describe, expect, it } from 'vitest'
import { agreement } from '../../src/evaluate/clustering-metrics.ts'

describe('the agreement of two groupings', () => {
  it('is full for the same groups by other names', () => {
    expect(agreement(['x', 'x', 'y', 'z'], [3, 3, 1, 2])).toEqual({
      nmi: 1,
      homogeneity: 1,
      completeness: 1,
      ari: 1,
    })
  })

  it('is what scikit-learn 1.9.1 says of ten items', () => {
    // normalized_mutual_info_score(b, a), homogeneity_score(b, a), completeness_score(b, a), adjusted_rand_score(b, a)
    const found = agreement([0, 0, 0, 1, 1, 1, 2, 2, 2, 2], [0, 0, 1, 1, 1, 1, 1, 2, 2, 1])
    expect(found.nmi).toBeCloseTo(0.4727975547650214, 12)
    expect(found.homogeneity).toBeCloseTo(0.5072843959887263, 12)
    expect(found.completeness).toBeCloseTo(0.44270128334605, 12)
    expect(found.ari).toBeCloseTo(0.14715719063545152, 12)
  })

  it('is homogeneous but not complete where a group is cut in two', () => {
    // H(found) = ln 4, H(reference) = ln 2, all of which is known: I = ln 2.
    const { nmi, homogeneity, completeness } = agreement([0, 1, 2, 3], ['a', 'a', 'b', 'b'])
    expect(homogeneity).toBeCloseTo(1, 12)
    expect(completeness).toBeCloseTo(0.5, 12)
    expect(nmi).toBeCloseTo(2 / 3, 12)
  })

  it('is none where the groups cross: each pair that one makes the other parts', () => {
    // Pairs together in both 0, in either 2 of 6: (0 − 2·2/6) / (2 − 2·2/6) = −½.
    const { nmi, ari } = agreement([0, 0, 1, 1], [0, 1, 0, 1])
    expect(nmi).toBeCloseTo(0, 12)
    expect(ari).toBeCloseTo(-0.5, 12)
  })

  it('is full of nothing, of one item and where both make one group', () => {
    for (const items of [[], [1], [1, 1, 1]])
      expect(agreement(items, items)).toEqual({ nmi: 1, homogeneity: 1, completeness: 1, ari: 1 })
  })
})
