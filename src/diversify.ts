/** Papers that are relevant and unlike one another: maximal marginal relevance (MMR). */
import { dot, type Rows, row } from './vector.ts'

export interface Ranked {
  readonly row: number
  /** What the list is sorted by; higher is better. */
  readonly score: number
}

/** How many candidates MMR chooses from, for each one asked for; with as many as asked it could only re-order. */
export const POOL_PER_PICK = 5

/** Best first, ties by row, which is by id. */
export function byScore(a: Ranked, b: Ranked): number {
  return b.score - a.score || a.row - b.row
}

/**
 * Each pick maximises `(1 − diversity) · score − diversity · s`, where `s` is the cosine to the
 * nearest paper already picked (0 for the first pick, and never below 0). Ties go to the candidate that came first.
 *
 * @param candidates best first; scores on a scale like a cosine's
 * @param options.count how many to pick
 * @param options.diversity 0 keeps the order as it came, 1 looks for variety alone
 * @returns picks in order, each with its own score
 * @throws RangeError when `diversity` lies outside [0, 1]
 *
 * Cost: count × candidates dot products; 20 of 100 at D = 384 is 0.8 M multiplications.
 * Source: Carbonell & Goldstein 1998, https://doi.org/10.1145/290941.291025
 */
export function diversify<T extends Ranked>(
  vectors: Rows,
  candidates: readonly T[],
  options: { count: number; diversity: number },
): T[] {
  const { count, diversity } = options
  if (!(diversity >= 0 && diversity <= 1))
    throw new RangeError(`diversity is ${diversity}, it must lie in [0, 1]`)
  if (diversity === 0) return candidates.slice(0, count)
  const left = [...candidates]
  const nearest = new Float64Array(left.length)
  const picks: T[] = []
  while (picks.length < count && left.length > 0) {
    let best = 0
    let bestValue = Number.NEGATIVE_INFINITY
    left.forEach((candidate, at) => {
      const value = (1 - diversity) * candidate.score - diversity * nearest[at]!
      if (value > bestValue) {
        best = at
        bestValue = value
      }
    })
    const [pick] = left.splice(best, 1)
    nearest.copyWithin(best, best + 1)
    picks.push(pick!)
    left.forEach((candidate, at) => {
      nearest[at] = Math.max(nearest[at]!, dot(row(vectors, candidate.row), row(vectors, pick!.row)))
    })
  }
  return picks
}
