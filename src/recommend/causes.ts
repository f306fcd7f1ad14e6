/**
 * Why a paper is recommended: what each paper of the history did for its score.
 *
 * The score has two positive parts (score.ts). The text's is a sum over history items before its
 * logarithm is taken, the other readers' is one as it is; an item's share is its part of either sum,
 * each weighed by what that sum did for the score. What disliked papers took is not divided.
 */
import type { CoRead } from '../co-reading.ts'
import type { Library } from '../library.ts'
import { Top } from '../top.ts'
import { sum } from '../vector.ts'
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

/** For each recommended paper the items with the largest shares, largest first, at most 5. Cost: one step an item and paper. */
export function causesFrom(
  library: Library,
  { positive, text, coRead }: { positive: Side; text: TextScore; coRead: CoRead },
): (paper: Scored) => Cause[] {
  const placeOf = new Map(positive.items.map((item, place) => [item, place]))
  const textPlaces = text.positive.items.map((item) => placeOf.get(item)!)
  return ({ row, text: textPart, coRead: coReadPart }) => {
    const evidence = coRead.evidenceOf(row)
    const known = sum(Array.from(evidence.values(), ({ part }) => part))
    const total = textPart + coReadPart
    // A paper at the bottom of a list has neither part; what made it a candidate is its text.
    const byReaders = total > 0 && known > 0 ? coReadPart / total : 0
    const shares = new Float64Array(positive.items.length)
    text.sharesOf(row).forEach((share, i) => {
      shares[textPlaces[i]!] = (1 - byReaders) * share
    })
    for (const [place, { part }] of evidence) shares[place]! += (byReaders * part) / (known || 1)
    const best = new Top<number>(CAUSES, (a, b) => shares[b]! - shares[a]! || a - b)
    // A score that other readers made alone is no work of a paper that none of them has read.
    shares.forEach((share, place) => {
      if (share > 0) best.add(place)
    })
    return best.sorted().map((place) => ({
      item: positive.items[place]!,
      share: shares[place]!,
      similarity: library.scaling.similarity(row, positive.vectors[place]!),
      readerCount: evidence.get(place)?.readerCount ?? 0,
    }))
  }
}
