/** Many queries one after another, timed. */
import hnswlib from 'hnswlib-node'
import { byRank, type Neighbour } from '../../src/index/vector-index.ts'
import { dot, type Matrix, row } from '../../src/vector.ts'
import { NEIGHBOURS } from './queries.ts'

/** One more than is wanted, because a paper finds itself. */
export const ASKED = NEIGHBOURS + 1

export interface Found {
  /** Rows found by each query, nearest first. */
  readonly rows: readonly (readonly number[])[]
  /** Mean time of one query. */
  readonly ms: number
}

export type Search = (queries: Matrix) => Promise<Found>
type Nearest = (query: Float32Array, count: number) => readonly Neighbour[]

export function timed(nearest: Nearest): Search {
  return async (queries) => {
    const started = performance.now()
    const rows = Array.from({ length: queries.count }, (_, at) =>
      nearest(row(queries, at), ASKED).map((neighbour) => neighbour.row),
    )
    return { rows, ms: (performance.now() - started) / queries.count }
  }
}

/** The product's search with an `ef` of our choice; the product itself has one setting. */
export async function graphWithEf(path: string, vectors: Matrix, ef: number): Promise<Nearest> {
  const graph = new hnswlib.HierarchicalNSW('ip', vectors.dimensions)
  await graph.readIndex(path)
  graph.setEf(ef)
  return (query, count) =>
    graph
      .searchKnn(Array.from(query), count)
      .neighbors.map((at): Neighbour => ({ row: at, similarity: dot(query, row(vectors, at)) }))
      .sort(byRank)
}
