import { describe, expect, it } from 'vitest'
import { differenceEstimate, meanEstimate, ratioEstimate } from '../../src/evaluate/bootstrap.ts'
import { seeded } from '../../src/random.ts'

/** Half zeros, half ones: mean 0.5, and the mean of n draws has the standard error 0.5 / √n. */
const coin = Array.from({ length: 400 }, (_, at) => at % 2)

describe('meanEstimate', () => {
  it('gives the interval that the normal distribution predicts for a coin', () => {
    // 0.5 ± 1.96 · 0.5 / √400 = 0.5 ± 0.049
    const { value, low, high } = meanEstimate(coin)
    expect(value).toBe(0.5)
    expect(Math.abs(low - 0.451)).toBeLessThan(0.006)
    expect(Math.abs(high - 0.549)).toBeLessThan(0.006)
  })

  it('gives the same interval twice', () => {
    expect(meanEstimate(coin)).toEqual(meanEstimate(coin))
  })

  it('is sure of values that are all the same', () => {
    expect(meanEstimate([0.25, 0.25, 0.25])).toEqual({ value: 0.25, low: 0.25, high: 0.25 })
  })
})

describe('two methods on the same queries', () => {
  const random = seeded(3)
  const hard = coin.map((ease) => ease * 10 + random())
  const better = hard.map((value) => value + 0.5)

  it('differ surely where every query differs by as much, however different the queries are', () => {
    // Drawn apart, the interval would be ± 1.96 · √2 · 5 / √400 = ± 0.69 and tell nothing.
    const { value, low, high } = differenceEstimate(better, hard)
    for (const bound of [value, low, high]) expect(bound).toBeCloseTo(0.5, 10)
  })

  it('have the ratio of their means, not the mean of their ratios', () => {
    // Means 3.5 and 1.5: 2.333. The ratios of the two queries are 1 and 3, their mean 2.
    expect(ratioEstimate([1, 6], [1, 2]).value).toBeCloseTo(3.5 / 1.5, 12)
  })

  it('must have as many values', () => {
    expect(() => differenceEstimate([1, 2], [1])).toThrow(RangeError)
  })
})
