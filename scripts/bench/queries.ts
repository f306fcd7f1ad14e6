/** What the graph is asked, and how much of the exact answer it finds. */
import type { Card } from '../../src/card.ts'
import { openEmbedder } from '../../src/embed/embedder.ts'
import { readModel } from '../../src/embed/model.ts'
import { seeded, shuffled } from '../../src/random.ts'
import { type Matrix, matrix, row } from '../../src/vector.ts'
import type { Found } from './graph-search.ts'
import type { Settings } from './settings.ts'

export const NEIGHBOURS = 10

export interface Queries {
  readonly vectors: Matrix
  /** Row of the paper behind each query, which is no answer to it; undefined where it may be one. */
  readonly own: readonly (number | undefined)[]
}

export interface AllQueries {
  /** Papers that are among the vectors. */
  readonly papers: Queries
  /** Titles alone, of other papers. */
  readonly titles: Queries
}

/** What one search answered to both. */
export type Answers = Readonly<Record<keyof AllQueries, Found>>

/** Drawn by a fixed seed. */
export async function queriesOf(
  { config, queries: count }: Settings,
  cards: readonly Card[],
  vectors: Matrix,
): Promise<AllQueries> {
  const rows = shuffled([...cards.keys()], seeded(2))
  const own = rows.slice(0, count)
  const titled = rows.slice(count, 2 * count)
  const embedder = openEmbedder(readModel(config.model), {
    threads: config.embedThreads,
    queueMax: count,
    timeoutMs: 60_000,
  })
  try {
    const papers = own.map((at) => row(vectors, at))
    const titles = await Promise.all(titled.map((at) => embedder.embed(cards[at]!.title)))
    return {
      papers: { vectors: stacked(papers, vectors.dimensions), own },
      titles: { vectors: stacked(titles, vectors.dimensions), own: titles.map(() => undefined) },
    }
  } finally {
    await embedder.close()
  }
}

/** Share of the exact answer that was found, mean over the queries. */
export function recallOf({ own }: Queries, found: Found, truth: Found): number {
  const nearest = ({ rows }: Found, query: number) =>
    rows[query]!.filter((at) => at !== own[query]).slice(0, NEIGHBOURS)
  let shared = 0
  for (let query = 0; query < own.length; query++) {
    const right = new Set(nearest(truth, query))
    shared += nearest(found, query).filter((at) => right.has(at)).length
  }
  return shared / (own.length * NEIGHBOURS)
}

/** What was missed, for an axis of powers of ten, where none at all can't stand: then one in all of so many queries. */
export function missedShare(recall: number, queries: number): number {
  return Math.max(1 - recall, 1 / (queries * NEIGHBOURS))
}

function stacked(vectors: readonly Float32Array[], dimensions: number): Matrix {
  const data = new Float32Array(vectors.length * dimensions)
  vectors.forEach((vector, at) => {
    data.set(vector, at * dimensions)
  })
  return matrix(data, dimensions)
}
