/**
 * Why a paper is recommended: what each paper of the history did for its score.
 *
 * The score has two positive parts (score.ts). The text's is a sum over history items before its
 * logarithm is taken, the other readers' is one as it is; an item's share is its part of either sum,
 * each weighed by what that sum did for the score. What disliked papers took is not divided.
 */
import type { CoRead } from '../co-reading.ts'
import type { Library } from '../library.ts'
import type { HistoryItem } from './history.ts'
import type { Scored } from './score.ts'
import type { Side } from './sides.ts'
import type { TextScore } from './text-score.ts'

export interface Cause {
  readonly item: HistoryItem
  /** Part of the positive score that this item made, in (0, 1]; those of all items add up to 1. */
  readonly share: number
  /** Locally scaled; see local-scaling.ts. */
  readonly similarity: number
  /** How many other readers have read both. */
  readonly readerCount: number
}

const CAUSES = 5

/** The items with the largest shares, largest first, at most 5. */
export function causesOf(
  library: Library,
  { row, text: textPart, coRead: coReadPart }: Scored,
  { positive, text, coRead }: { positive: Side; text: TextScore; coRead: CoRead },
): Cause[] {
  const evidence = coRead.evidenceOf(row)
  const known = evidence.reduce((sum, { part }) => sum + part, 0)
  const total = textPart + coReadPart
  // A paper at the bottom of a list has neither part; what made it a candidate is its text.
  const byReaders = total > 0 && known > 0 ? coReadPart / total : 0
  const textShares = text.sharesOf(row)
  const textShareOf = new Map(text.positive.items.map((item, i) => [item, textShares[i]!]))
  const shares = positive.items.map(
    (item, i) =>
      (1 - byReaders) * (textShareOf.get(item) ?? 0) + byReaders * (evidence[i]!.part / (known || 1)),
  )
  // A score that other readers made alone is no work of a paper that none of them has read.
  return Array.from(shares.keys())
    .filter((i) => shares[i]! > 0)
    .sort((a, b) => shares[b]! - shares[a]! || a - b)
    .slice(0, CAUSES)
    .map((i) => ({
      item: positive.items[i]!,
      share: shares[i]!,
      similarity: library.scaling.similarity(row, positive.vectors[i]!),
      readerCount: evidence[i]!.readerCount,
    }))
}
