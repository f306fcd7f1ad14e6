/**
 * Vectors moved towards their neighbours: what a paper is about shows better in its company than in its
 * own words, and groups that are hardly apart become so.
 *
 *   x ← unit(x + unit(Σ over its k nearest of theirs)),   twice
 *
 * On 40,000 arXiv abstracts in four parts the mutual information of topics with arXiv's own categories rises by this.
 *
 * Source: Wu et al. 2019, https://arxiv.org/abs/1902.07153 (features propagated over a graph before anything is
 * learned; there by the normalised adjacency, here with equal parts for a paper and its neighbourhood)
 */
import type { NeighbourLists } from '../index/neighbours.ts'
import { type Matrix, matrix } from '../vector.ts'

const ROUNDS = 2
const NEIGHBOURS_MAX = 15

/** Neighbours that have a say among n papers: 15, and fewer of fewer than 900. */
export function neighbourCount(papers: number, perRow: number): number {
  const few = Math.max(2, Math.round(Math.sqrt(papers) / 2))
  return Math.min(NEIGHBOURS_MAX, few, perRow)
}

/**
 * @param vectors unit length (n × D)
 * @param neighbours of each row
 * @returns unit length (n × D). Cost: rounds × n × k × D additions: 8 s for 100,000 papers.
 */
export function smoothed(vectors: Matrix, neighbours: NeighbourLists): Matrix {
  const { count, dimensions } = vectors
  const k = neighbourCount(count, neighbours.perRow)
  let from = vectors.data
  for (let round = 0; round < ROUNDS && k > 0; round++) {
    const to = new Float32Array(from.length)
    const around = new Float32Array(dimensions)
    for (let at = 0; at < count; at++) {
      around.fill(0)
      for (let i = at * neighbours.perRow, end = i + k; i < end; i++) {
        const other = neighbours.rows[i]! * dimensions
        for (let d = 0; d < dimensions; d++) around[d]! += from[other + d]!
      }
      const scale = perLength(around, 0, dimensions)
      const own = at * dimensions
      for (let d = 0; d < dimensions; d++) to[own + d] = from[own + d]! + around[d]! * scale
      const length = perLength(to, own, dimensions)
      for (let d = 0; d < dimensions; d++) to[own + d]! *= length
    }
    from = to
  }
  return matrix(from, dimensions)
}

/** 1 by the length of a row, 0 of a zero one. */
function perLength(data: Float32Array, start: number, dimensions: number): number {
  let squares = 0
  for (let d = start; d < start + dimensions; d++) squares += data[d]! * data[d]!
  return squares > 0 ? 1 / Math.sqrt(squares) : 0
}
