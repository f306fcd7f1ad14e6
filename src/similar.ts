/**
 * The papers most like one paper, several papers, or a text.
 *
 * In two steps, because the better measure is the dearer one: the index finds the nearest by the vectors of
 * whole texts (`nearestPapers`), and the first hundred of those are put in order by likeness (likeness.ts).
 *
 * For one paper and the whole collection both steps are done when a snapshot is made (`fillSimilar`), and the
 * answer is looked up; it is the same to the byte.
 */
import { byScore, type Ranked } from './diversify.ts'
import { type Filter, rowsWithin } from './filter.ts'
import { SCORE_UNITS, type SimilarTable } from './index/similar-table.ts'
import { logMeanExp } from './interest.ts'
import type { Library } from './library.ts'
import { likeness, paperAsSubject, SHARE_OF_WHOLE, type Subject, type Texts } from './likeness.ts'
import { encodeReasons, REASON_BYTES, type ReasonPlaces } from './reason-places.ts'
import { type Reasons, reasonPlaces, reasonsAt } from './reasons.ts'
import type { Facet } from './text/facets.ts'
import { dot, row } from './vector.ts'

export interface Similar extends Ranked {
  /** Whether it was compared in full; the papers behind those that were are ranked by their whole texts alone. */
  readonly compared: boolean
}

export interface SimilarOptions extends Filter {
  readonly count: number
  /** Rows never answered: the seeds themselves. */
  readonly exclude: ReadonlySet<number>
}

/** Looked at for each seed when there are several: a paper near them all may be the nearest of none. */
const POOL_PER_SEED = 200

/** Of the nearest, so many are compared in full: with 30 CSFCube's NDCG is lower by a half, with all as good. */
const COMPARED = 100
/** Of given candidates, and in all where there are several seeds: 7 ms, about what the event loop can be held for. */
const COMPARISONS_MAX = 400

/**
 * How many of the nearest are compared in full. It depends on nothing that differs from page to page, so
 * that pages agree.
 */
function comparedCount(seedCount: number, given: boolean): number {
  if (given && seedCount === 1) return COMPARISONS_MAX
  return Math.min(COMPARED, Math.floor(COMPARISONS_MAX / seedCount))
}

/**
 * @param seeds at least one
 * @returns best first, ties by id; the score is the likeness to the seed, or for several the
 *   log-mean-exp of the likenesses. Papers beyond those compared follow in the order
 *   of their cosines, their scores falling from the last one's as the cosine's part of a likeness does.
 *
 * Cost: one index search a seed and 2 ms, the latter whatever the size of the collection.
 */
export async function similarPapers(
  library: Library,
  seeds: readonly Subject[],
  options: SimilarOptions,
): Promise<Similar[]> {
  const compared = comparedCount(seeds.length, options.candidates !== undefined)
  const vectors = seeds.map(({ vector }) => vector)
  const near = await nearestPapers(library, vectors, { ...options, count: Math.max(options.count, compared) })
  const ranked: Similar[] = near
    .slice(0, compared)
    .map(({ row: at }) => ({ row: at, score: likenessToAll(library, seeds, at), compared: true }))
    .sort(byScore)
  const last = ranked.at(-1)
  if (last) {
    const edge = near[ranked.length - 1]!.score
    const behind = (cosine: number) => last.score + SHARE_OF_WHOLE * (cosine - edge)
    for (const { row: at, score } of near.slice(compared))
      ranked.push({ row: at, score: behind(score), compared: false })
  }
  return ranked.slice(0, options.count)
}

function likenessToAll(library: Texts, seeds: readonly Subject[], at: number): number {
  const paper = paperAsSubject(library, at)
  const scores = seeds.map((seed) => likeness(library, seed, paper))
  const score = scores.length === 1 ? scores[0]! : logMeanExp(scores, new Float64Array(scores.length).fill(1))
  return Math.round(score * SCORE_UNITS) / SCORE_UNITS
}

/**
 * The papers most like one paper; with neither filter nor facet they are looked up.
 *
 * @param options.facet what they are to be like it in
 */
export async function similarToPaper(
  library: Library,
  seed: number,
  { facet, ...options }: Omit<SimilarOptions, 'exclude'> & { readonly facet?: Facet },
): Promise<Similar[]> {
  const { perRow } = library.similar
  const { count, from, to, topic, candidates } = options
  const narrowed = [facet, from, to, topic, candidates].some((given) => given !== undefined)
  if (narrowed || (count > perRow && perRow < library.count - 1))
    return similarPapers(library, [paperAsSubject(library, seed, facet)], {
      ...options,
      exclude: new Set([seed]),
    })
  const { rows, scores } = library.similar.of(seed)
  const found: Similar[] = []
  for (let at = 0; at < Math.min(count, rows.length); at++)
    found.push({ row: rows[at]!, score: scores[at]! / SCORE_UNITS, compared: true })
  return found
}

/** Where it stands why others are like `seed`. Cost: 1 µs for each that was worked out before, else 50 µs. */
export function reasonPlacesOf(library: Library, seed: number): (other: number) => ReasonPlaces {
  const known = library.similar.reasonsOf(seed)
  return (other) => known(other) ?? reasonPlaces(library, seed)(other)
}

/** Why others are like `seed`. Cost: 2 µs for each beside finding where it stands. */
export function reasonsOf(library: Library, seed: number): (other: number) => Reasons {
  const textsAt = reasonsAt(library, seed)
  const placesOf = reasonPlacesOf(library, seed)
  return (other) => textsAt(other, placesOf(other))
}

/**
 * Works out the rows `first` to `end` (exclusive) of a table in whose lists the nearest stand, nearest first.
 *
 * Cost: 2.9 ms a row on a busy machine: a hundred comparisons and the reasons for twenty of them.
 */
export function fillSimilar(texts: Texts, table: SimilarTable, first: number, end: number): void {
  const { perRow, reasonsPerRow, rows, scores, reasons } = table
  const bytes = new DataView(reasons.buffer, reasons.byteOffset, reasons.byteLength)
  for (let at = first; at < end; at++) {
    const seed = [paperAsSubject(texts, at)]
    const start = at * perRow
    const ranked: Ranked[] = Array.from(rows.subarray(start, start + perRow), (other) => ({
      row: other,
      score: likenessToAll(texts, seed, other),
    }))
    ranked.sort(byScore).forEach((other, i) => {
      rows[start + i] = other.row
      scores[start + i] = Math.round(other.score * SCORE_UNITS)
    })
    const places = reasonPlaces(texts, at)
    for (let i = 0; i < reasonsPerRow; i++)
      encodeReasons(places(rows[start + i]!), bytes, (at * reasonsPerRow + i) * REASON_BYTES)
  }
}

/**
 * By the vectors of whole texts alone.
 *
 * @param seeds vectors of unit length (D,), at least one
 * @returns best first, ties by id; the score is the cosine to the seed, or for several the
 *   log-mean-exp of the cosines, in [−1, 1] either way
 *
 * Cost: one index search a seed; 0.3 ms for one seed among 100,000 papers.
 */
export async function nearestPapers(
  library: Library,
  seeds: readonly Float32Array[],
  options: SimilarOptions,
): Promise<Ranked[]> {
  const { count, exclude } = options
  const within = rowsWithin(library, options)
  const perSeed = (seeds.length > 1 ? Math.max(count, POOL_PER_SEED) : count) + exclude.size
  const found = new Map<number, Ranked>()
  const weights = seeds.map(() => 1)
  const searches = await Promise.all(
    seeds.map((seed) => library.index.nearest(seed, { count: perSeed, within })),
  )
  for (const neighbours of searches) {
    for (const { row: at, similarity } of neighbours) {
      if (exclude.has(at) || found.has(at)) continue
      const vector = row(library.vectors, at)
      const score =
        seeds.length === 1
          ? similarity
          : logMeanExp(
              seeds.map((other) => dot(other, vector)),
              weights,
            )
      found.set(at, { row: at, score })
    }
  }
  return [...found.values()].sort(byScore).slice(0, count)
}
