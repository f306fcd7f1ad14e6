import { describe, expect, it } from 'vitest'
import { seeded } from '../../src/random.ts'
import { betaCdf, digamma, gammaCdf, lnBeta, lnGamma } from '../../src/trends/distributions.ts'
import { fitGrowth, fitRates } from '../../src/trends/shrinkage.ts'

/** Oracle values: scipy 1.17.1. */
describe('distributions', () => {
  it('ln Γ, ψ and ln B are those of scipy.special', () => {
    expect(lnGamma(0.3)).toBeCloseTo(1.0957979948180756, 12)
    expect(lnGamma(5)).toBeCloseTo(Math.log(24), 12)
    expect(lnGamma(1000.5)).toBeCloseTo(5908.674175848678, 9)
    expect(digamma(0.3)).toBeCloseTo(-3.502524222200133, 11)
    expect(digamma(25.5)).toBeCloseTo(3.2189424728839198, 11)
    expect(lnBeta(2, 3)).toBeCloseTo(-Math.log(12), 12)
  })

  it('the gamma distribution is scipy.stats.gamma.cdf(x, shape, scale=1/rate)', () => {
    expect(gammaCdf(1, 3, 2)).toBeCloseTo(0.32332358381693654, 12)
    expect(gammaCdf(1.2, 1000, 1000)).toBeCloseTo(0.9999999987118394, 12)
    expect(gammaCdf(30, 0.3, 0.3)).toBeCloseTo(0.9999917263039977, 12)
    expect(gammaCdf(0, 3, 2)).toBe(0)
    // Of shape 1 it is the exponential distribution.
    expect(gammaCdf(0.5, 1, 2)).toBeCloseTo(1 - Math.exp(-1), 14)
  })

  it('the beta distribution is scipy.stats.beta.cdf(x, a, b)', () => {
    expect(betaCdf(0.3, 2, 5)).toBeCloseTo(0.5798250000000003, 12)
    expect(betaCdf(0.21, 1250, 5000)).toBeCloseTo(0.9749299443885209, 11)
    expect(betaCdf(0.9, 0.4, 0.7)).toBeCloseTo(0.9033684709954665, 12)
    expect([betaCdf(0, 2, 5), betaCdf(1, 2, 5)]).toEqual([0, 1])
    // Of a = b = 1 it is the uniform distribution.
    expect(betaCdf(0.25, 1, 1)).toBeCloseTo(0.25, 14)
  })
})

describe('shrinkage', () => {
  it('without data has the narrowest prior: the posterior is one beta, or one gamma', () => {
    // scipy.stats.beta.ppf([.05, .95], 1000 / .8 + 300, 1000 / .2 + 700) as odds, times .8 / .2
    const growth = fitGrowth([], 0.2).estimate({ recent: 300, before: 700 })
    expect(growth.low).toBeCloseTo(1.0372678639721804, 8)
    // exp(scipy.special.digamma(1000 / .8 + 300) − digamma(1000 / .2 + 700)) · .8 / .2
    expect(growth.ratio).toBeCloseTo(1.0874638300923927, 8)
    expect(growth.high).toBeCloseTo(1.1397844192431512, 8)
    // scipy.stats.gamma.ppf([.05, .95], 1000 + 300, scale=1 / (1000 + 200))
    const rate = fitRates([]).estimate({ count: 300, expected: 200 })
    expect(rate.low).toBeCloseTo(1.0343899097052165, 8)
    // exp(scipy.special.digamma(1000 + 300)) / (1000 + 200)
    expect(rate.ratio).toBeCloseTo(1.082916693386342, 8)
    expect(rate.high).toBeCloseTo(1.1332242416810636, 8)
  })

  it('sorts by the lower bound what is sure, and below that by a test of each', () => {
    const growth = fitGrowth([], 0.2)
    const sure = { recent: 300, before: 700 }
    expect(growth.order(sure)).toBeCloseTo(growth.estimate(sure).low, 12)
    // P(X ≥ 2) for X of the binomial distribution with n = 2 and p = 0.2.
    expect(growth.order({ recent: 2, before: 0 })).toBeCloseTo(1 - 0.04, 12)
    expect(growth.order({ recent: 0, before: 2 })).toBe(0)
    // P(X ≥ 1) for X of the Poisson distribution with mean 3.
    expect(fitRates([]).order({ count: 1, expected: 3 })).toBeCloseTo(Math.exp(-3), 12)
  })

  it('learns from the others whether a count can be trusted', () => {
    const alike = Array.from({ length: 200 }, () => ({ recent: 10, before: 40 }))
    const unlike = Array.from({ length: 200 }, (_, i) => ({ recent: i % 2 ? 1 : 40, before: 40 }))
    const one = { recent: 20, before: 30 }
    expect(fitGrowth(alike, 0.2).estimate(one).low).toBeLessThan(1)
    expect(fitGrowth(unlike, 0.2).estimate(one).low).toBeGreaterThan(1.3)
  })

  it('draws few papers to 1 more than many of the same ratio', () => {
    const unlike = Array.from({ length: 200 }, (_, i) => ({ recent: i % 2 ? 1 : 40, before: 40 }))
    const growth = fitGrowth(unlike, 0.2)
    const few = growth.estimate({ recent: 2, before: 4 })
    const many = growth.estimate({ recent: 200, before: 400 })
    expect(few.ratio).toBeLessThan(many.ratio)
    expect(few.low).toBeLessThan(1)
    expect(many.low).toBeGreaterThan(1.7)
    expect(many.ratio).toBeGreaterThan(1.85)
    expect(many.ratio).toBeLessThan(2)
  })

  it('of true ratios that vary, nine in ten lie between its bounds', () => {
    const random = seeded(7)
    const poisson = (mean: number) => {
      let count = 0
      for (let p = random(); p > Math.exp(-mean); p *= random()) count++
      return count
    }
    // e to the power of a sum of twelve uniform numbers less 6 is about log-normal.
    const truths = Array.from({ length: 2_000 }, () => {
      const normal = Array.from({ length: 12 }, random).reduce((a, b) => a + b) - 6
      return Math.exp(0.5 * normal)
    })
    const counts = truths.map((truth) => ({ recent: poisson(10 * truth), before: poisson(40) }))
    const growth = fitGrowth(counts, 0.2)
    const within = truths.filter((truth, i) => {
      const { low, high } = growth.estimate(counts[i]!)
      return low < truth && truth < high
    })
    expect(within.length / truths.length).toBeGreaterThan(0.87)
    expect(within.length / truths.length).toBeLessThan(0.95)
  })
})
