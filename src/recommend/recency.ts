/**
 * How much a paper's age takes from its score: half for every `recencyDays` between it and the
 * newest paper of the collection, so that the same collection gives the same list tomorrow.
 */
import type { Library } from '../library.ts'

/** A paper without a date counts as if it were this many half-lives old: neither new nor lost. */
const UNDATED_HALF_LIVES = 1

/** @returns a factor in (0, 1] for each row; 1 for all when age does not matter */
export function freshness(library: Library, recencyDays: number | undefined): (row: number) => number {
  const { cards, days, newestFirst } = library
  const newest = newestFirst[0]
  if (recencyDays === undefined || newest === undefined || !cards[newest]!.publishedOn) return () => 1
  return (row) => {
    const dated = cards[row]!.publishedOn !== undefined
    return 2 ** -(dated ? (days[newest]! - days[row]!) / recencyDays : UNDATED_HALF_LIVES)
  }
}
