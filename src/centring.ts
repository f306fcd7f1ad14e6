/**
 * Similarity without what a whole collection has in common.
 *
 * All papers of one field point the same way to some degree. With the collection's mean m taken
 * from both vectors, what is left tells them apart:
 *
 *   (x − m)·(y − m) / (|x − m| |y − m|),   where (x − m)·(y − m) = x·y − x·m − y·m + m·m
 *
 * so no second matrix is needed.
 *
 * Source: Mu & Viswanath 2018, https://arxiv.org/abs/1702.01417 (the mean; we leave the principal directions)
 */
import { dot, type Matrix, meanOf, norm, row } from './vector.ts'

export interface Centring {
  /** Cosine in [−1, 1] of a row and another vector, both without the mean. One dot product. */
  similarity(row: number, other: CentredVector): number
  /** A vector ready to be compared with rows. */
  of(vector: Float32Array): CentredVector
  ofRow(row: number): CentredVector
}

export interface CentredVector {
  readonly vector: Float32Array
  /** Its dot product with the mean. */
  readonly alongMean: number
  /** Its length without the mean. */
  readonly length: number
}

/** @param vectors rows of unit length. Two passes over them. */
export function centre(vectors: Matrix): Centring {
  const { count, dimensions } = vectors
  const all = Array.from({ length: count }, (_, at) => row(vectors, at))
  const mean = meanOf(all, dimensions)
  // One paper, or only identical ones, would lose everything with their mean: they keep it.
  const centred = count > 1 && norm(mean) < 1 - 1e-6
  const meanSquared = centred ? dot(mean, mean) : 0
  const alongMeanOf = (vector: Float32Array) => (centred ? dot(vector, mean) : 0)
  const lengthOf = (alongMean: number) => Math.sqrt(Math.max(1 - 2 * alongMean + meanSquared, 1e-12))
  const alongMeans = Float64Array.from(all, alongMeanOf)
  const lengths = alongMeans.map(lengthOf)
  return {
    similarity(at, other) {
      const product = dot(row(vectors, at), other.vector) - alongMeans[at]! - other.alongMean + meanSquared
      return Math.max(-1, Math.min(1, product / (lengths[at]! * other.length)))
    },
    of(vector) {
      const alongMean = alongMeanOf(vector)
      return { vector, alongMean, length: lengthOf(alongMean) }
    },
    ofRow: (at) => ({ vector: row(vectors, at), alongMean: alongMeans[at]!, length: lengths[at]! }),
  }
}
