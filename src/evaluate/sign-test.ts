/** Whether more wins than losses may be chance: the exact sign test. */

const LN_HALF = Math.log(0.5)

/**
 * The probability that a fair coin, thrown once for each win and loss, comes out at least as uneven,
 * to either side. 1 when nothing was won or lost.
 *
 * Cost: one step for each of the fewer. Added up in logarithms: 2⁻ⁿ itself is 0 above n = 1,074.
 *
 * Source: Dixon & Mood 1946, https://doi.org/10.1080/01621459.1946.10501898
 */
export function signTest(wins: number, losses: number): number {
  const throws = wins + losses
  let lnTerm = throws * LN_HALF
  let tail = 0
  for (let heads = 0; heads <= Math.min(wins, losses); heads++) {
    tail += Math.exp(lnTerm)
    lnTerm += Math.log((throws - heads) / (heads + 1))
  }
  return Math.min(1, 2 * tail)
}
