/**
 * Candidate generation: the papers near to a history, found without looking at all of them.
 *
 * The neighbours of each history paper stand ready in its list (index/neighbours.ts). Where lists
 * are too few, because the history is short, a filter passes few papers or they come from outside
 * the collection, some items search the index as well: not the heaviest alone, which of a reader who
 * took up something new would all be of that.
 */
import { SHARPNESS } from '../interest.ts'
import type { Library } from '../library.ts'
import { RowScores } from '../row-scores.ts'
import { Top } from '../top.ts'
import { type Side, sampleOf } from './sides.ts'

/** Neighbours looked at by all searches together, because one costs in proportion to what it is asked for. */
const NEIGHBOURS_TOTAL = 1_000
const SEARCHES_MAX = 8
/** Steps through all lists together: of a long history's, the nearer halves are looked at. */
const LISTED_MAX = 16_000
/** So many from the lists are as many as are scored (score.ts), and nothing has to be searched for. */
const ENOUGH = 500

/** The rows that a list may hold. */
export interface Pool {
  /** Undefined for the whole collection. */
  readonly within?: Uint32Array
  /** Rows that are left out of it. */
  readonly known: ReadonlySet<number>
  has(row: number): boolean
}

export function poolOf(known: ReadonlySet<number>, within?: Uint32Array): Pool {
  const passes = within && new Set(within)
  return { within, known, has: (row) => !known.has(row) && (passes?.has(row) ?? true) }
}

/**
 * At most `count` rows of the pool, the nearest to the history first: by Σ w · exp(β s) over the items
 * whose neighbour they are; where it has no more than `count` rows, all of them.
 *
 * Cost: one step a neighbour, and at most 8 index searches: 5 ms for 1,000 items of 100,000 papers.
 */
export async function nearRows(library: Library, side: Side, pool: Pool, count: number): Promise<number[]> {
  let found = fromLists(library, side, pool)
  if (found.rows.length < ENOUGH) {
    const searched = sampleOf(side, SEARCHES_MAX)
    found = fromLists(library, side, pool, new Set(searched.places))
    await addSearched(found, library, searched, pool, count)
  }
  const best = new Top<number>(count, (a, b) => sign(found.get(b) - found.get(a)) || a - b)
  for (const row of found.rows) best.add(row)
  const rows = best.sorted()
  return (pool.within?.length ?? library.count) <= count ? withRest(rows, library, pool) : rows
}

/** A small whole number costs no memory where it is returned; a fraction does. */
const sign = (difference: number) => (difference > 0 ? 1 : difference < 0 ? -1 : 0)

const gain = (weight: number, similarity: number) => weight * Math.exp(SHARPNESS * similarity)

/** Scores from the lists of all items but those of the given places. */
function fromLists(
  library: Library,
  { items, weights, places }: Side,
  pool: Pool,
  without: ReadonlySet<number> = new Set(),
): RowScores {
  const { perRow, rows, similarities } = library.neighbours
  const found = new RowScores(library.count)
  const depth = Math.min(perRow, Math.ceil(LISTED_MAX / items.length))
  for (let i = 0; i < items.length; i++) {
    const own = items[i]!.row
    if (own === undefined || without.has(places[i]!)) continue
    for (let at = own * perRow; at < own * perRow + depth; at++) {
      const row = rows[at]!
      if (!pool.has(row)) continue
      found.add(row, gain(weights[i]!, library.scaling.ofCosine(row, own, similarities[at]!)))
    }
  }
  return found
}

/** Adds what the items' searches of the index find. */
async function addSearched(
  found: RowScores,
  library: Library,
  { vectors, weights }: Side,
  { known, within }: Pool,
  count: number,
): Promise<void> {
  const each = Math.min(
    Math.ceil(Math.max(NEIGHBOURS_TOTAL, count) / vectors.length) +
      Math.min(known.size, NEIGHBOURS_TOTAL / 10),
    library.count,
  )
  // All at once: where the vectors stand elsewhere, none waits for another.
  const searches = await Promise.all(
    vectors.map(({ vector }) => library.index.nearest(vector, { count: each, within })),
  )
  for (const [i, item] of vectors.entries()) {
    for (const { row } of searches[i]!) {
      if (!known.has(row)) found.add(row, gain(weights[i]!, library.scaling.similarity(row, item)))
    }
  }
}

/** Of a small collection every paper is a candidate, near or not. */
function withRest(rows: number[], library: Library, pool: Pool): number[] {
  const there = new Set(rows)
  const all = pool.within ?? library.cards.keys()
  return [...rows, ...Array.from(all).filter((row) => !there.has(row) && pool.has(row))]
}
