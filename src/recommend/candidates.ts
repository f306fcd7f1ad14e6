/**
 * Candidate generation: the papers near to a history, found without looking at all of them.
 *
 * The neighbours of each history paper stand ready in its list (index/neighbours.ts). Where lists
 * are too few, because the history is short, a filter passes few papers or they come from outside
 * the collection, some items search the index as well: not the heaviest alone, which of a reader who
 * took up something new would all be of that.
 */
import { byScore, type Ranked } from '../diversify.ts'
import { SHARPNESS } from '../interest.ts'
import type { Library } from '../library.ts'
import { RowScores } from '../row-scores.ts'
import { Top } from '../top.ts'
import { type Side, sampleOf } from './sides.ts'

/** Neighbours looked at by all searches together, because one costs in proportion to what it is asked for. */
const NEIGHBOURS_TOTAL = 1_000
const SEARCHES_MAX = 8

/**
 * At most `count` rows, the nearest to the history first: by Σ w · exp(β s) over the items whose
 * neighbour they are. Without `within`, any row but the known ones; where no more than `count`
 * rows are allowed, all of them.
 *
 * Cost: one step a neighbour, and at most 8 index searches: 5 ms for 1,000 items of 100,000 papers.
 */
export function nearRows(
  library: Library,
  side: Side,
  options: { known: ReadonlySet<number>; within?: Uint32Array; count: number },
): number[] {
  const { known, within, count } = options
  const passes = within && new Set(within)
  const allowed = (row: number) => !known.has(row) && (passes?.has(row) ?? true)
  let found = fromLists(library, side, allowed)
  if (found.rows.length < Math.max(count, NEIGHBOURS_TOTAL)) {
    const searched = sampleOf(side, SEARCHES_MAX)
    found = fromLists(library, side, allowed, new Set(searched.places))
    addSearched(found, library, searched, options)
  }
  const best = new Top<Ranked>(count, byScore)
  for (const row of found.rows) best.add({ row, score: found.get(row) })
  const rows = best.sorted().map(({ row }) => row)
  return (within?.length ?? library.count) <= count ? withRest(rows, library, within, known) : rows
}

const gain = (weight: number, similarity: number) => weight * Math.exp(SHARPNESS * similarity)

/** Scores from the lists of all items but those of the given places. */
function fromLists(
  library: Library,
  { items, weights, places }: Side,
  allowed: (row: number) => boolean,
  without: ReadonlySet<number> = new Set(),
): RowScores {
  const { perRow, rows, similarities } = library.neighbours
  const found = new RowScores(library.count)
  for (let i = 0; i < items.length; i++) {
    const own = items[i]!.row
    if (own === undefined || without.has(places[i]!)) continue
    for (let at = own * perRow; at < (own + 1) * perRow; at++) {
      const row = rows[at]!
      if (!allowed(row)) continue
      found.add(row, gain(weights[i]!, library.scaling.ofCosine(row, own, similarities[at]!)))
    }
  }
  return found
}

/** Adds what the items' searches of the index find. */
function addSearched(
  found: RowScores,
  library: Library,
  { vectors, weights }: Side,
  { known, within, count }: { known: ReadonlySet<number>; within?: Uint32Array; count: number },
): void {
  const each = Math.min(
    Math.ceil(Math.max(NEIGHBOURS_TOTAL, count) / vectors.length) +
      Math.min(known.size, NEIGHBOURS_TOTAL / 10),
    library.count,
  )
  for (const [i, item] of vectors.entries()) {
    for (const { row } of library.index.nearest(item.vector, { count: each, within })) {
      if (!known.has(row)) found.add(row, gain(weights[i]!, library.scaling.similarity(row, item)))
    }
  }
}

/** Of a small collection every paper is a candidate, near or not. */
function withRest(
  rows: number[],
  library: Library,
  within: Uint32Array | undefined,
  known: ReadonlySet<number>,
): number[] {
  const there = new Set(rows)
  const all = within ?? library.cards.keys()
  return [...rows, ...Array.from(all).filter((row) => !there.has(row) && !known.has(row))]
}
