/**
 * Item-item collaborative filtering as it is commonly done, to compare the product's with
 * (co-reading.ts): papers read together with those of a history.
 *
 *   score(x) = Σ over i in the history:  both(i, x) / √(n(i) · n(x))
 *
 * where n counts readers that have a paper and `both` those that have the two; the reader asked
 * about never counts. Only the visible part of anyone's library is looked at.
 *
 * Source: Sarwar, Karypis, Konstan & Riedl 2001, https://doi.org/10.1145/371920.372071 (item-based, cosine)
 */
import type { Split } from './split.ts'

export interface ItemCosine {
  /** One score a paper; 0 where nobody else joins it to the history. Cost: one step a paper of each reader met. */
  scores(split: Split): Float64Array
  /** How many other readers have each paper. */
  popularity(split: Split): Float64Array
}

export function itemCosine(splits: readonly Split[], paperCount: number): ItemCosine {
  const readersOf = Array.from({ length: paperCount }, (): Split[] => [])
  for (const split of splits) for (const item of split.visible) readersOf[item]!.push(split)
  const counts = Float64Array.from(readersOf, (readers) => readers.length)

  const popularity = (own: Split) => {
    const others = counts.slice()
    for (const item of own.visible) others[item]! -= 1
    return others
  }
  return {
    popularity,
    scores(own) {
      const others = popularity(own)
      const scores = new Float64Array(paperCount)
      for (const item of own.visible) {
        for (const other of readersOf[item]!) {
          if (other.reader === own.reader) continue
          for (const met of other.visible) scores[met]! += 1 / Math.sqrt(others[item]! * others[met]!)
        }
      }
      return scores
    },
  }
}
