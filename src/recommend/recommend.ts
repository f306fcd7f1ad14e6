/**
 * Recommendations from a history, and the history papers that caused each.
 *
 * Two steps: candidates (the neighbours of history items), then scoring (log-mean-exp of locally
 * scaled similarities, see interest.ts, less what speaks against). Re-ranking for variety is diversify.ts.
 */
import { byScore, type Ranked } from '../diversify.ts'
import { type Filter, rowsWithin } from '../filter.ts'
import { logMeanExp, sharesOf } from '../interest.ts'
import type { Library } from '../library.ts'
import type { ScaledVector } from '../local-scaling.ts'
import { fadedWeights, type History, type HistoryItem } from './history.ts'

export interface RecommendOptions extends Filter {
  readonly count: number
}

export interface Cause {
  readonly item: HistoryItem
  /** Part of the positive score that this item made, in (0, 1]; all items' shares add up to 1. */
  readonly share: number
  /** Locally scaled; see local-scaling.ts. */
  readonly similarity: number
}

/** History items whose neighbours become candidates: the heaviest ones, when there are more. */
const PROBES_MAX = 32
/** Neighbours looked at, by all probes together, because a search costs in proportion to what it is asked for. */
const NEIGHBOURS_TOTAL = 1_600
/** A probe that found only papers of the history would be of no use. */
const NEIGHBOURS_MIN = 50
const KNOWN_PASSED_MAX = 100
/** Candidates scored against the whole history, the nearest to any probe first. */
const CANDIDATES_MAX = 1_000
/** History items that a candidate is scored against, the heaviest first. */
const ITEMS_MAX = 300
/** How much a disliked paper takes from its like, beside what a liked one gives. */
const NEGATIVE_WEIGHT = 0.5
const CAUSES = 5

export interface Recommender {
  /** Best first, ties by id; empty when the history has no positive item or nothing passes the filter. */
  rank(options: RecommendOptions): Ranked[]
  /** Why a paper is recommended: the items with the largest shares, largest first. */
  because(row: number): Cause[]
}

/**
 * A recommender for one history.
 *
 * Cost of `rank`: at most 32 index searches for 1,600 neighbours in all, and 1,000 × items dot products.
 */
export function recommenderFor(library: Library, history: History): Recommender {
  const positive = side(library, history.positive)
  const negative = side(library, history.negative)
  const against = (row: number) =>
    negative.items.length === 0
      ? 0
      : Math.max(0, logMeanExp(similarities(library, row, negative), negative.weights))
  const score = (row: number) =>
    logMeanExp(similarities(library, row, positive), positive.weights) - NEGATIVE_WEIGHT * against(row)
  return {
    rank(options) {
      if (positive.items.length === 0) return []
      const rows = candidateRows(
        library,
        positive,
        history.known,
        rowsWithin(library, options),
        options.count,
      )
      return rows
        .map((row): Ranked => ({ row, score: score(row) }))
        .sort(byScore)
        .slice(0, options.count)
    },
    because: (row) => causes(library, row, positive),
  }
}

interface Side {
  readonly items: readonly HistoryItem[]
  readonly weights: Float64Array
  readonly vectors: readonly ScaledVector[]
}

/** One side of a history, heaviest first, at most ITEMS_MAX. */
function side(library: Library, items: readonly HistoryItem[]): Side {
  const faded = fadedWeights(items)
  const order = Array.from(items.keys()).sort((a, b) => faded[b]! - faded[a]! || a - b)
  const kept = order.slice(0, ITEMS_MAX)
  return {
    items: kept.map((i) => items[i]!),
    weights: Float64Array.from(kept, (i) => faded[i]!),
    vectors: kept.map((i) => {
      const { row, vector } = items[i]!
      return row === undefined ? library.scaling.of(vector) : library.scaling.ofRow(row)
    }),
  }
}

/** The neighbours of the heaviest items, the most similar to any of them first; of a small collection, every paper. */
function candidateRows(
  library: Library,
  { vectors }: Side,
  known: ReadonlySet<number>,
  within: Uint32Array | undefined,
  pool: number,
): number[] {
  if ((within?.length ?? library.count) <= CANDIDATES_MAX) {
    return Array.from(within ?? library.cards.keys()).filter((row) => !known.has(row))
  }
  const probes = vectors.slice(0, PROBES_MAX)
  const share = Math.ceil(Math.max(NEIGHBOURS_TOTAL, 2 * pool) / probes.length)
  const count =
    Math.min(Math.max(NEIGHBOURS_MIN, share), library.count) + Math.min(known.size, KNOWN_PASSED_MAX)
  const nearest = new Map<number, number>()
  for (const probe of probes) {
    for (const { row } of library.index.nearest(probe.vector, { count, within })) {
      if (known.has(row)) continue
      nearest.set(
        row,
        Math.max(library.scaling.similarity(row, probe), nearest.get(row) ?? Number.NEGATIVE_INFINITY),
      )
    }
  }
  const ranked = Array.from(nearest, ([row, score]): Ranked => ({ row, score })).sort(byScore)
  return ranked.slice(0, Math.max(CANDIDATES_MAX, pool)).map(({ row }) => row)
}

function similarities(library: Library, row: number, { vectors }: Side): Float64Array {
  return Float64Array.from(vectors, (item) => library.scaling.similarity(row, item))
}

function causes(library: Library, row: number, positive: Side): Cause[] {
  const found = similarities(library, row, positive)
  const shares = sharesOf(found, positive.weights)
  const order = Array.from(shares.keys()).sort((a, b) => shares[b]! - shares[a]! || a - b)
  return order
    .slice(0, CAUSES)
    .map((i) => ({ item: positive.items[i]!, share: shares[i]!, similarity: found[i]! }))
}
