/** The few numbers that stand for many: medians, percentiles, and ratios with their spread. */

/** The middle value; of an even number, the upper of the two in the middle. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

/** @param share in [0, 1] */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

/** Ratio of two series that were measured in turn: the median over the rounds, the smallest and the largest. */
export function ratio(ours: readonly number[], theirs: readonly number[]): string {
  const ratios = ours.map((value, round) => value / theirs[round]!)
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)]
  return `${times(median(ratios))} (${times(low)} to ${times(high)})`
}

/** Three figures: `123`, `12.3`, `1.23`, `0.123`. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–'
  if (value >= 100) return Math.round(value).toLocaleString('en')
  return value.toFixed(value >= 10 ? 1 : value >= 1 ? 2 : 3)
}

const times = (value: number) => `${value.toFixed(2)}×`
