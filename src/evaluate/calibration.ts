/**
 * Whether probabilities are what they say: papers that are given 0.1 should be right one time in ten.
 *
 * Source: Naeini, Cooper & Hauskrecht 2015 (expected calibration error); here over bins that hold as
 * many papers each, because most probabilities are small.
 */
import { sum } from '../vector.ts'

export interface Judged {
  /** What gave it. */
  readonly method: string
  readonly probability: number
  readonly hit: boolean
}

export interface Bin {
  readonly count: number
  /** Mean probability. */
  readonly said: number
  /** Share of hits. */
  readonly found: number
}

/** Bins of as equal a size as can be, the least probable papers first. */
export function reliability(judged: readonly Judged[], binCount: number): Bin[] {
  const order = [...judged].sort((a, b) => a.probability - b.probability)
  return Array.from({ length: Math.min(binCount, order.length) }, (_, bin) => {
    const own = order.slice(
      Math.floor((bin * order.length) / binCount),
      Math.floor(((bin + 1) * order.length) / binCount),
    )
    return {
      count: own.length,
      said: sum(own.map(({ probability }) => probability)) / own.length,
      found: own.filter(({ hit }) => hit).length / own.length,
    }
  })
}

/** Mean distance between what was said and what was found, in [0, 1], weighed by the papers of each bin. */
export function calibrationError(bins: readonly Bin[]): number {
  const total = sum(bins.map(({ count }) => count))
  return sum(bins.map(({ count, said, found }) => (count / total) * Math.abs(said - found)))
}
