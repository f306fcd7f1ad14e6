/**
 * How crowded the neighbourhood of each paper is: its mean centred similarity to its ten nearest.
 *
 * In many dimensions some vectors are near to everything, and would be recommended to everybody.
 * What counts is whether two papers are nearer to one another than either is to its own
 * neighbours; local-scaling.ts takes this number off for that.
 *
 * Source: Radovanović, Nanopoulos & Ivanović 2010, JMLR 11 (hubs)
 */
import { type CentredVector, type Centring, centre } from '../centring.ts'
import type { Matrix } from '../vector.ts'
import { row } from '../vector.ts'
import type { VectorIndex } from './vector-index.ts'

/** The value of the source of local scaling; anything from 5 to 30 recommends as well on citeulike-a. */
export const NEIGHBOURS = 10

/** One number in [−1, 1] for each row; 0 for a single paper. Cost: one index search a row, about 0.8 ms at 100,000. */
export function hubnessOfRows(
  vectors: Matrix,
  index: VectorIndex,
  onDone: (count: number) => void = () => {},
): Float32Array {
  const centring = centre(vectors)
  return Float32Array.from({ length: vectors.count }, (_, at) => {
    const found = index.nearest(row(vectors, at), { count: NEIGHBOURS + 1 })
    const others = found.map((neighbour) => neighbour.row).filter((other) => other !== at)
    onDone(at + 1)
    return meanSimilarity(centring, centring.ofRow(at), others.slice(0, NEIGHBOURS))
  })
}

/** The same for a vector that is no row. */
export function hubnessOf(vector: Float32Array, centring: Centring, index: VectorIndex): number {
  const found = index.nearest(vector, { count: NEIGHBOURS })
  return meanSimilarity(
    centring,
    centring.of(vector),
    found.map((neighbour) => neighbour.row),
  )
}

function meanSimilarity(centring: Centring, vector: CentredVector, rows: readonly number[]): number {
  if (rows.length === 0) return 0
  return rows.reduce((sum, at) => sum + centring.similarity(at, vector), 0) / rows.length
}
