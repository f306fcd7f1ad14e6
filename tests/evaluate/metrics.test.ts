import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  averagePrecision,
  hitsOf,
  ndcg,
  ndcgOfShare,
  recall,
  recallOfPossible,
} from '../../src/evaluate/metrics.ts'

describe('ndcg', () => {
  it('gives scikit-learn’s value for graded gains', () => {
    // The example in scikit-learn's documentation:
    //   ndcg_score([[10, 0, 0, 1, 5]], [[.1, .2, .3, 4, 70]]) = 0.6957
    // Order by score: 5, 1, 0, 0, 10.  DCG = 5/1 + 1/log2(3) + 10/log2(6) = 5 + 0.63093 + 3.86853 = 9.49946
    // Best order: 10, 5, 1.           DCG = 10 + 5/log2(3) + 1/2 = 13.65465;  9.49946 / 13.65465 = 0.69569
    expect(ndcg([5, 1, 0, 0, 10], [10, 0, 0, 1, 5], 5)).toBeCloseTo(0.69569, 5)
  })

  it('gives scikit-learn’s value when it looks at the first four alone', () => {
    // ndcg_score([[10, 0, 0, 1, 5]], [[.05, 1.1, 1., .5, .0]], k=4) = 0.3520; order by score: 0, 0, 1, 10, 5.
    // DCG@4 = 1/log2(4) + 10/log2(5) = 0.5 + 4.30677 = 4.80677;  / 13.65465 = 0.35202
    expect(ndcg([0, 0, 1, 10, 5], [10, 0, 0, 1, 5], 4)).toBeCloseTo(0.35202, 5)
  })

  it('counts relevant items that the list never named', () => {
    // One of two is found, at place 2: (1/log2(3)) / (1 + 1/log2(3)) = 0.63093 / 1.63093 = 0.38685
    expect(ndcg([0, 1, 0], [1, 1], 10)).toBeCloseTo(0.38685, 5)
  })

  it('is 1 for the best order, whatever the gains, and never above it', () => {
    const gains = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(gains, fc.integer({ min: 1, max: 12 }), (list, k) => {
        const best = [...list].sort((a, b) => b - a)
        expect(ndcg(list, list, k)).toBeLessThanOrEqual(1 + 1e-12)
        expect(ndcg(best, list, k)).toBeCloseTo(best[0] === 0 ? 0 : 1, 12)
      }),
      { seed: 1 },
    )
  })
})

describe('recall', () => {
  // Papers 7 and 3 of the five relevant ones stand among the first three.
  const hits = hitsOf([7, 9, 3, 1], new Set([1, 3, 5, 6, 7]))

  it('is hits over all relevant items', () => {
    expect(hits).toEqual([1, 0, 1, 1])
    expect(recall(hits, 5, 3)).toBe(2 / 5)
  })

  it('is hits over the places there were, when those are fewer', () => {
    expect(recallOfPossible(hits, 5, 3)).toBe(2 / 3)
    expect(recallOfPossible(hits, 2, 3)).toBe(2 / 2)
  })
})

describe('averagePrecision', () => {
  it('takes the precision at each item from the threshold on', () => {
    // Relevant (2 and more) at places 1, 3 and 4: (1/1 + 2/3 + 3/4) / 3 = 0.80556
    expect(averagePrecision([2, 1, 3, 2, 0], 2)).toBeCloseTo(0.80556, 5)
  })

  it('is 0 when nothing reaches the threshold', () => {
    expect(averagePrecision([1, 1], 2)).toBe(0)
  })
})

describe('ndcgOfShare', () => {
  it('discounts from the third place on', () => {
    // Ten papers, share 0.4: four places.
    // DCG  = 1 + 3/log2(2) + 0/log2(3) + 2/log2(4) = 1 + 3 + 0 + 1 = 5
    // best = 3 + 2/log2(2) + 2/log2(3) + 1/log2(4) = 3 + 2 + 1.26186 + 0.5 = 6.76186;  5 / 6.76186 = 0.73944
    expect(ndcgOfShare([1, 3, 0, 2, 2, 0, 0, 0, 0, 0], 0.4)).toBeCloseTo(0.73944, 5)
  })

  it('looks at one paper at least', () => {
    expect(ndcgOfShare([1, 2, 0], 0.2)).toBe(1 / 2)
  })
})
