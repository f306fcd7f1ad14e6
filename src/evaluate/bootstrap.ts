/**
 * How sure a mean over queries or readers is: the percentile bootstrap.
 *
 * The queries are drawn again with replacement, many times, and the statistic computed of each
 * draw; the middle 95 % of the results is the interval. Several columns are drawn together, query
 * by query, so that what makes a query hard for both methods cancels out of their difference.
 *
 * Source: Efron & Tibshirani 1993, An Introduction to the Bootstrap, chapter 13
 */
import { seeded } from '../random.ts'

export interface Estimate {
  readonly value: number
  /** Bounds of the 95 % interval. */
  readonly low: number
  readonly high: number
}

/** With 2,000 draws the bounds move by about a hundredth of the interval's width from seed to seed. */
const DRAWS = 2_000
const SEED = 1
const OUTSIDE = 0.025

/** The mean of the values, at least one. */
export function meanEstimate(values: readonly number[]): Estimate {
  return bootstrap([values], ([mean]) => mean!)
}

/** Mean of `a` less mean of `b`, both of the same queries in the same order. */
export function differenceEstimate(a: readonly number[], b: readonly number[]): Estimate {
  return bootstrap([a, b], ([ofA, ofB]) => ofA! - ofB!)
}

/** Mean of `a` over mean of `b`, both of the same queries in the same order. */
export function ratioEstimate(a: readonly number[], b: readonly number[]): Estimate {
  return bootstrap([a, b], ([ofA, ofB]) => ofA! / ofB!)
}

/** Cost: 2,000 × columns × length additions. */
function bootstrap(
  columns: readonly (readonly number[])[],
  statistic: (means: readonly number[]) => number,
): Estimate {
  const count = columns[0]!.length
  if (columns.some((column) => column.length !== count)) throw new RangeError('columns of different lengths')
  return resampled(count, (rows) => statistic(columns.map((column) => meanAt(column, rows))))
}

/** Any statistic of `count` rows, at least one. @param statistic of the rows drawn, as many as there are */
export function resampled(count: number, statistic: (rows: Uint32Array) => number): Estimate {
  const random = seeded(SEED)
  const rows = new Uint32Array(count)
  const drawn = Array.from({ length: DRAWS }, () => {
    for (let at = 0; at < count; at++) rows[at] = Math.floor(random() * count)
    return statistic(rows)
  })
  drawn.sort((a, b) => a - b)
  const value = statistic(Uint32Array.from({ length: count }, (_, at) => at))
  return { value, low: quantile(drawn, OUTSIDE), high: quantile(drawn, 1 - OUTSIDE) }
}

function meanAt(column: readonly number[], rows: Uint32Array): number {
  let sum = 0
  for (let i = 0; i < rows.length; i++) sum += column[rows[i]!]!
  return sum / rows.length
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.round(share * (sorted.length - 1))]!
}
