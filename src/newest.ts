/** The newest papers of a library, by their own dates: what is new where a machine's clock says nothing. */
import type { Library } from './library.ts'

/**
 * Rows of the dated papers of the last days up to the newest paper's, newest first.
 *
 * @param options.atLeast so many even where they are older: a small collection has a paper a week
 */
export function newestRows(
  { newestFirst: rows, days: dayOf, cards }: Library,
  { days, atLeast, atMost = Number.POSITIVE_INFINITY }: { days: number; atLeast: number; atMost?: number },
): number[] {
  const newest = rows[0]
  if (newest === undefined) return []
  const first = dayOf[newest]! - days + 1
  const end = rows.findIndex(
    (row, at) =>
      cards[row]!.publishedOn === undefined || at >= atMost || (at >= atLeast && dayOf[row]! < first),
  )
  return Array.from(rows.subarray(0, end === -1 ? rows.length : end))
}
