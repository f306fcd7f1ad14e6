import { describe, expect, it } from 'vitest'
import { expTerms, logMeanExp, sharesOf } from '../src/interest.ts'

describe('nearness to several things', () => {
  it('is the similarity itself for one thing', () => {
    expect(logMeanExp([0.42], [1])).toBeCloseTo(0.42, 12)
    expect(logMeanExp([0.42], [7])).toBeCloseTo(0.42, 12)
  })

  it('lies between the mean and the maximum', () => {
    // ln((e^9 + e^1) / 2) / 10 = (9 + ln(1 + e^-8) − ln 2) / 10 = 0.83072
    expect(logMeanExp([0.9, 0.1], [1, 1])).toBeCloseTo(0.83072, 4)
  })

  it('moves toward the heavier thing', () => {
    expect(logMeanExp([0.9, 0.1], [9, 1])).toBeGreaterThan(logMeanExp([0.9, 0.1], [1, 9]))
  })

  it('is 0 for nothing', () => {
    expect(logMeanExp([], [])).toBe(0)
  })

  it('is made of shares that add up to 1, in proportion to weight', () => {
    // Equal similarities: only the weights 3 and 1 count.
    expect([...sharesOf(expTerms([0.5, 0.5], [3, 1]))]).toEqual([0.75, 0.25])
    const shares = sharesOf(expTerms([0.9, 0.3, -0.2, 0.8], [1, 2, 3, 0.5]))
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
  })
})
