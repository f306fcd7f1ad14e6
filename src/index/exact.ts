/**
 * Nearest neighbours by looking at every vector.
 *
 * The oracle that the graph is held to, and the answer wherever it is cheap: one core reads about
 * 10,000 vectors of 384 numbers in 4 to 9 ms.
 */
import { Top } from '../top.ts'
import { dot, isUnit, type Matrix, row } from '../vector.ts'
import { byRank, type NearestOptions, type Neighbour, type VectorIndex } from './vector-index.ts'

export function exactIndex(vectors: Matrix): VectorIndex {
  return {
    dimensions: vectors.dimensions,
    count: vectors.count,
    nearest(query, options) {
      checkQuery(query, vectors.dimensions)
      return scan(vectors, query, options)
    },
  }
}

/** @throws RangeError when the query is no vector of this space */
export function checkQuery(query: Float32Array, dimensions: number): void {
  if (query.length !== dimensions)
    throw new RangeError(`a query of ${query.length} numbers, the index has ${dimensions}`)
  if (!isUnit(query)) throw new RangeError('a query must be finite and of unit length')
}

/** Exact search over all rows, or those `within`: one dot product each. */
export function scan(vectors: Matrix, query: Float32Array, { count, within }: NearestOptions): Neighbour[] {
  const best = new Top<Neighbour>(count, byRank)
  const rows = within?.length ?? vectors.count
  for (let i = 0; i < rows; i++) {
    const at = within ? within[i]! : i
    const similarity = dot(query, row(vectors, at))
    if (best.full && similarity < best.worst!.similarity) continue
    best.add({ row: at, similarity })
  }
  return best.sorted()
}
