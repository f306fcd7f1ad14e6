import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hitsOf, ndcg, recallOfPossible } from '../../src/evaluate/metrics.ts'
import {
  chanceOf,
  estimateOf,
  hitRate,
  meanOfParts,
  ndcgPart,
  recallOfPossiblePart,
  recallPart,
  type Sought,
} from '../../src/evaluate/sought.ts'

/** The hidden papers of some lists, by their ranks. */
const sought = (...lists: readonly (readonly (number | undefined)[])[]): Sought[] =>
  lists.flatMap((ranks, list) =>
    ranks.map((rank, row) => ({
      row,
      interest: 0,
      list,
      hiddenCount: ranks.length,
      candidateCount: 50,
      rank,
    })),
  )

describe('of two lists with three hidden papers each', () => {
  // At ranks 1 and 4 and nowhere; at rank 2, 30 and nowhere.
  const found = sought([1, 4, undefined], [2, 30, undefined])

  it('recall is the share of hidden papers among the first k', () => {
    expect(meanOfParts(found, recallPart(3))).toBeCloseTo(2 / 6, 12)
    expect(meanOfParts(found, recallPart(100))).toBeCloseTo(4 / 6, 12)
  })

  it('recall of what is possible counts by what k places could hold', () => {
    // Of two places one is hit in either list: 1/2 and 1/2.
    expect(meanOfParts(found, recallOfPossiblePart(2))).toBeCloseTo(0.5, 12)
  })

  it('nDCG is that of the lists, on average', () => {
    // k = 4. Best: 1 + 1/log₂3 + 1/2 = 2.13093. First list 1 + 1/log₂5 = 1.43068; second 1/log₂3 = 0.63093.
    expect(meanOfParts(found, ndcgPart(4))).toBeCloseTo((1.43068 + 0.63093) / 2 / 2.13093, 5)
  })

  it('the hit rate is the share of the lists that found any', () => {
    expect(hitRate(found, 1).value).toBe(0.5)
    expect(hitRate(found, 2).value).toBe(1)
    // Of six papers drawn from the six, none is one of the two hits in (4/6)⁶ = 8.8 % of the draws.
    expect(hitRate(found, 2)).toMatchObject({ low: 0, high: 1 })
  })
})

it('the parts add up to the measures of the lists, whatever is found where', () => {
  const ranks = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 4, maxLength: 4 })
  fc.assert(
    fc.property(
      fc.array(ranks, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 50 }),
      (lists, k) => {
        const found = sought(...lists)
        const ranking = Array.from({ length: 60 }, (_, at) => at + 1)
        const mean = (of: (hits: number[]) => number) =>
          lists.reduce((sum, list) => sum + of(hitsOf(ranking, new Set(list))), 0) / lists.length
        expect(meanOfParts(found, recallOfPossiblePart(k))).toBeCloseTo(
          mean((hits) => recallOfPossible(hits, 4, k)),
          12,
        )
        expect(meanOfParts(found, ndcgPart(k))).toBeCloseTo(
          mean((hits) => ndcg(hits, [1, 1, 1, 1], k)),
          12,
        )
      },
    ),
    { seed: 1 },
  )
})

describe('chance', () => {
  it('is k of the candidates for recall', () => {
    expect(meanOfParts(sought([1, 2, 3]), chanceOf(recallPart(20)))).toBeCloseTo(20 / 50, 12)
    // Three hidden and two places: two places hold 2 · 3/50 of them on average, over 2.
    expect(meanOfParts(sought([1, 2, 3]), chanceOf(recallOfPossiblePart(2)))).toBeCloseTo(3 / 50, 12)
  })

  it('is all when a list holds every candidate', () => {
    const few = sought([1, 2]).map((each) => ({ ...each, candidateCount: 7 }))
    expect(meanOfParts(few, chanceOf(recallPart(20)))).toBe(1)
  })

  it('is what random orders give on average, for nDCG too', () => {
    const part = ndcgPart(10)
    const all = Array.from({ length: 50 }, (_, at) => meanOfParts(sought([at + 1]), part))
    expect(meanOfParts(sought([1]), chanceOf(part))).toBeCloseTo(
      all.reduce((sum, one) => sum + one, 0) / 50,
      12,
    )
  })
})

it('an interval is one over hidden papers', () => {
  // 100 papers, half of them found: 0.5 ± 1.96 · 0.5 / √100 = 0.5 ± 0.098.
  const half = sought(
    ...Array.from({ length: 10 }, () => Array.from({ length: 10 }, (_, at) => (at < 5 ? at + 1 : undefined))),
  )
  const { value, low, high } = estimateOf(half, recallPart(5))
  expect(value).toBe(0.5)
  expect(Math.abs(low - 0.402)).toBeLessThan(0.015)
  expect(Math.abs(high - 0.598)).toBeLessThan(0.015)
})
