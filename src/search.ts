/**
 * Search by words, by meaning, or both.
 *
 * Hybrid adds the two scores, each divided by the best one of its list, because cosine and BM25
 * live on different scales. On the SciFact claims, nDCG@10: hybrid 0.741, keyword 0.699,
 * semantic 0.651 (`npm run evaluate -- search`); reciprocal rank fusion came to 0.719.
 *
 * Source of the fusion: Bruch, Gai & Ingber 2023, https://doi.org/10.1145/3596512 (convex combination)
 */
import { byScore, type Ranked } from './diversify.ts'
import { type Filter, rowsWithin } from './filter.ts'
import type { Library } from './library.ts'
import { termsOf } from './text/words.ts'
import { nextTurn } from './turn.ts'
import { dot, row } from './vector.ts'

/** Weight of meaning beside words; anything from 0.4 to 0.7 is within 0.007 nDCG of the best on SciFact. */
const SEMANTIC_WEIGHT = 0.55
/** Papers each half puts forward, many times what a page shows. */
const POOL = 200

export interface SearchOptions extends Filter {
  readonly count: number
}

/** Papers that hold the query's words, by BM25. */
export function keywordSearch(library: Library, query: string, options: SearchOptions): Ranked[] {
  return byKeywords(library, query, options.count, rowsWithin(library, options))
}

function byKeywords(library: Library, query: string, count: number, within?: Uint32Array): Ranked[] {
  return library.keywords.search(termsOf(query), { count, within })
}

/** Papers nearest to the query's vector, by cosine. */
export async function semanticSearch(
  library: Library,
  query: Float32Array,
  options: SearchOptions,
): Promise<Ranked[]> {
  return byVector(library, query, options.count, rowsWithin(library, options))
}

async function byVector(
  library: Library,
  query: Float32Array,
  count: number,
  within?: Uint32Array,
): Promise<Ranked[]> {
  const found = await library.index.nearest(query, { count, within })
  return found.map(({ row: at, similarity }) => ({ row: at, score: similarity }))
}

/** Both halves joined; the score lies in [0, 1]. A query without a known word is answered by meaning alone, on the same scale. */
export async function hybridSearch(
  library: Library,
  query: string,
  vector: Float32Array,
  options: SearchOptions,
): Promise<Ranked[]> {
  const count = Math.max(POOL, options.count)
  const within = rowsWithin(library, options)
  const byWords = byKeywords(library, query, count, within)
  await nextTurn()
  const byMeaning = await byVector(library, vector, count, within)
  const bestWords = byWords[0]?.score ?? 1
  const bestMeaning = byMeaning[0]?.score || 1
  const scoresOf = (list: readonly Ranked[]) => new Map(list.map(({ row: at, score }) => [at, score]))
  const [words, meanings] = [scoresOf(byWords), scoresOf(byMeaning)]
  const rows = new Set([...words.keys(), ...meanings.keys()])
  const ranked = Array.from(rows, (at): Ranked => {
    const cosine = meanings.get(at) ?? dot(vector, row(library.vectors, at))
    const meaning = Math.max(0, cosine) / bestMeaning
    return {
      row: at,
      score: SEMANTIC_WEIGHT * meaning + ((1 - SEMANTIC_WEIGHT) * (words.get(at) ?? 0)) / bestWords,
    }
  })
  return ranked.sort(byScore).slice(0, options.count)
}
