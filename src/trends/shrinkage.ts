/**
 * How many times as often something happens as it would by chance, drawn towards 1 by how little is known of it.
 *
 * Of each thing a count is known; its true ratio λ_i has a prior that is found from all counts together:
 *
 *   rates:   count_i ~ Poisson(λ_i · expected_i),                        λ_i ~ Σ w_k Gamma(a_k, a_k)
 *   growth:  recent_i ~ Binomial(n_i, π_i), π_i / (1 − π_i) = λ_i · s / (1 − s),   π_i ~ Σ w_k Beta(b_k s, b_k (1 − s))
 *
 * The second is the first for two counts, one of the recent time and one of the time before, given their sum n_i,
 * with s the part of all that is recent; b_k = a_k / (s (1 − s)) makes λ vary as much as in the first, with variance
 * 1 / a_k. The a_k run from "all alike" to "some many times as often". The weights w_k come by EM, so that where
 * nothing happens nothing is found, however many are looked at. What is given is a ratio, the geometric mean of λ_i
 * given the counts (EBGM), and its 5 % and 95 % quantiles (EB05, EB95): two papers where one is expected give no ratio
 * of 2; 200 for 100 nearly do. Sorting by the lower bound puts first what is surely more, not what is rare. Where the
 * bound says that there may be nothing it says no more; there, a test of each by itself sorts.
 *
 * Sources: DuMouchel 1999, https://doi.org/10.1080/00031305.1999.10474456 (the model, with two gammas of free mean);
 * Stephens 2017, https://doi.org/10.1093/biostatistics/kxw041 (fixed components, and made-up counts of the narrowest
 * one, which make the weights cautious)
 */
import { betaCdf, digamma, gammaCdf, lnBeta, lnGamma } from './distributions.ts'

export interface Estimate {
  /** Geometric mean of λ. */
  readonly ratio: number
  /** 5 % quantile. */
  readonly low: number
  /** 95 % quantile. */
  readonly high: number
}

export interface Shrinkage<Counts> {
  /** Of the components, from the narrowest to the widest; their sum is 1. */
  readonly weights: readonly number[]
  /** Cost: about 0.2 ms. */
  estimate(counts: Counts): Estimate
  /** What lists are sorted by: the lower bound where it is above 1, else 1 − chance, which is not. Cost: half as much. */
  order(counts: Counts): number
}

export interface Count {
  readonly count: number
  /** Above 0. */
  readonly expected: number
}

export interface RecentCount {
  readonly recent: number
  readonly before: number
}

/** What the data are to the mixture. */
interface Model<Counts> {
  /** ln of the probability of the counts if the variance of λ is 1 / shape, up to a number that is the same for all. */
  logLikelihood(counts: Counts, shape: number): number
  /** The mean of ln λ given the counts, under the same. */
  logMean(counts: Counts, shape: number): number
  /** Probability of such a count or a higher one where λ is 1. */
  chance(counts: Counts): number
  /** P(λ ≤ x) given the counts, under the same. */
  cdf(x: number, counts: Counts, shape: number): number
  /** Equal for equal counts. */
  key(counts: Counts): string
}

/** 1 / variance of λ. */
export const SHAPES: readonly number[] = [1000, 300, 100, 30, 10, 3, 1, 0.3]
/** So many made-up counts say that nothing happens. */
const NULL_COUNT = 10
const EM_STEPS = 200
const BISECTIONS = 30

/** Counts against what is expected. */
export function fitRates(all: Iterable<Count>): Shrinkage<Count> {
  return fitMixture(all, {
    key: ({ count, expected }) => `${count}/${expected}`,
    logLikelihood: ({ count, expected }, shape) =>
      lnGamma(shape + count) -
      lnGamma(shape) +
      shape * Math.log(shape / (shape + expected)) +
      count * Math.log(expected / (shape + expected)),
    chance: ({ count, expected }) => (count === 0 ? 1 : gammaCdf(expected, count, 1)),
    logMean: ({ count, expected }, shape) => digamma(shape + count) - Math.log(shape + expected),
    cdf: (x, { count, expected }, shape) => gammaCdf(x, shape + count, shape + expected),
  })
}

/**
 * Counts of a recent time against those of the time before.
 *
 * @param share part of everything that is recent, in (0, 1)
 */
export function fitGrowth(all: Iterable<RecentCount>, share: number): Shrinkage<RecentCount> {
  const prior = (shape: number) => [shape / (1 - share), shape / share] as const
  return fitMixture(all, {
    key: ({ recent, before }) => `${recent}/${before}`,
    logLikelihood({ recent, before }, shape) {
      const [a, b] = prior(shape)
      return lnBeta(a + recent, b + before) - lnBeta(a, b)
    },
    chance: (counts) => growthChance(counts, share),
    logMean({ recent, before }, shape) {
      const [a, b] = prior(shape)
      return digamma(a + recent) - digamma(b + before) - Math.log(share / (1 - share))
    },
    cdf(x, { recent, before }, shape) {
      const [a, b] = prior(shape)
      return betaCdf((x * share) / (x * share + 1 - share), a + recent, b + before)
    },
  })
}

/** P(as many recent ones or more), if each is recent with the probability `share`; in [0, 1]. */
export function growthChance({ recent, before }: RecentCount, share: number): number {
  return recent === 0 ? 1 : betaCdf(share, recent, before + 1)
}

/** Equal counts are taken together, so a hundred thousand of them with few different values are as cheap as a few hundred. */
function fitMixture<Counts>(all: Iterable<Counts>, model: Model<Counts>): Shrinkage<Counts> {
  const groups = new Map<string, { likelihoods: number[]; times: number }>()
  for (const counts of all) {
    const key = model.key(counts)
    const known = groups.get(key)
    if (known) known.times++
    else groups.set(key, { likelihoods: likelihoodsOf(counts), times: 1 })
  }
  let weights = SHAPES.map(() => 1 / SHAPES.length)
  for (let step = 0; step < EM_STEPS; step++) {
    const next: number[] = SHAPES.map((_, k) => (k === 0 ? NULL_COUNT : 0))
    for (const { likelihoods, times } of groups.values()) {
      const total = weightedSum(weights, likelihoods)
      for (let k = 0; k < next.length; k++) next[k]! += (times * weights[k]! * likelihoods[k]!) / total
    }
    const sum = next.reduce((a, b) => a + b)
    weights = next.map((weight) => weight / sum)
  }
  return {
    weights,
    estimate(counts) {
      const parts = posteriorOf(counts)
      const quantile = (probability: number) => quantileOf((x) => cdf(parts, x, counts), probability)
      return { ratio: ratioOf(parts, counts), low: quantile(0.05), high: quantile(0.95) }
    },
    order(counts) {
      const parts = posteriorOf(counts)
      // Whether the bound is above 1 is told by one step of its search.
      if (cdf(parts, 1, counts) < 0.05) return quantileOf((x) => cdf(parts, x, counts), 0.05)
      return 1 - model.chance(counts)
    },
  }

  /** Under each shape, all times the same factor, the largest 1. */
  function likelihoodsOf(counts: Counts): number[] {
    const logs = SHAPES.map((shape) => model.logLikelihood(counts, shape))
    const most = Math.max(...logs)
    return logs.map((log) => Math.exp(log - most))
  }

  function posteriorOf(counts: Counts): Part[] {
    const likelihoods = likelihoodsOf(counts)
    const total = weightedSum(weights, likelihoods)
    const parts = SHAPES.map((shape, k) => ({ shape, weight: (weights[k]! * likelihoods[k]!) / total }))
    return parts.filter(({ weight }) => weight > 1e-9)
  }

  function cdf(parts: readonly Part[], x: number, counts: Counts): number {
    return parts.reduce((sum, { shape, weight }) => sum + weight * model.cdf(x, counts, shape), 0)
  }

  function ratioOf(parts: readonly Part[], counts: Counts): number {
    return Math.exp(parts.reduce((sum, { shape, weight }) => sum + weight * model.logMean(counts, shape), 0))
  }
}

/** One component of a posterior. */
interface Part {
  readonly shape: number
  readonly weight: number
}

function weightedSum(weights: readonly number[], values: readonly number[]): number {
  let sum = 0
  for (let k = 0; k < weights.length; k++) sum += weights[k]! * values[k]!
  return sum
}

function quantileOf(cdf: (x: number) => number, probability: number): number {
  let low = 0
  let high = 1
  while (cdf(high) < probability) high *= 2
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2
    if (cdf(middle) < probability) low = middle
    else high = middle
  }
  return (low + high) / 2
}
