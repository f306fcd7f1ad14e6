/**
 * How strong a burst a word is in now, by an automaton with two states, for comparison.
 *
 * In the low state the word is in its usual part p of each period's papers, in the high one in 2p. Rising costs ln T,
 * falling nothing; the cheapest path through the T periods is found. The weight of a burst is what the high state saves
 * over its periods; of a word that is not in the high state at the end it is 0.
 *
 * Source: Kleinberg 2002, https://doi.org/10.1145/775047.775061 (section 4, batches; s = 2, γ = 1)
 */

const SCALE = 2
const RISE_COST = 1

/**
 * @param counts papers of each period that hold the word
 * @param totals papers of each period
 * @returns 0 or more
 */
export function burstWeight(counts: ArrayLike<number>, totals: ArrayLike<number>): number {
  const periods = counts.length
  const all = { count: 0, total: 0 }
  for (let t = 0; t < periods; t++) {
    all.count += counts[t]!
    all.total += totals[t]!
  }
  if (all.count === 0) return 0
  const low = all.count / all.total
  const high = Math.min(0.9999, SCALE * low)
  if (high <= low) return 0
  /** What the high state saves in a period; the binomial coefficient is the same in both. */
  const saved = (t: number) =>
    counts[t]! * Math.log(high / low) + (totals[t]! - counts[t]!) * Math.log((1 - high) / (1 - low))
  const rise = RISE_COST * Math.log(periods)
  // Savings of the best paths that end in either state, and of the burst that the second is in.
  let inLow = 0
  let inHigh = Number.NEGATIVE_INFINITY
  let burst = 0
  for (let t = 0; t < periods; t++) {
    const rising = inLow - rise
    const stays = inHigh >= rising
    const nextLow = Math.max(inLow, inHigh)
    burst = (stays ? burst : 0) + saved(t)
    inHigh = Math.max(inHigh, rising) + saved(t)
    inLow = nextLow
  }
  return inHigh > inLow ? Math.max(0, burst) : 0
}
