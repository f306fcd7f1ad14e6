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
const CANDIDATES_PER_PROBE = 200
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
 * Cost of `rank`: min(32, items) index searches and at most 1,000 × items dot products.
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
        positive.items,
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

function candidateRows(
  library: Library,
  items: readonly HistoryItem[],
  known: ReadonlySet<number>,
  within: Uint32Array | undefined,
  pool: number,
): number[] {
  const nearest = new Map<number, number>()
  const perProbe = Math.max(CANDIDATES_PER_PROBE, pool) + known.size
  for (const item of items.slice(0, PROBES_MAX)) {
    for (const { row, similarity } of library.index.nearest(item.vector, { count: perProbe, within })) {
      if (!known.has(row)) nearest.set(row, Math.max(similarity, nearest.get(row) ?? -1))
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
