/**
 * The vectors of all papers' pieces, in one byte a number: the table and its two files.
 *
 * Cost: 384 bytes a piece, so 2.9 KB a paper of computer science with its title and 6.6 sentences.
 */

import { quantise } from '../int8.ts'
import { type Matrix, row } from '../vector.ts'

export interface PieceTable {
  readonly count: number
  /** The paper's, the title first, (pieces × D): of a table in memory a view, not a copy. */
  of(row: number): Int8Array
}

/** Papers of which no pieces are known: each has one, its whole text. */
export function wholePapers(vectors: Matrix): Int8Array[] {
  return Array.from({ length: vectors.count }, (_, at) => quantise(row(vectors, at)))
}

/** Where each paper's pieces end, counted in pieces. */
export function pieceEndsOf(papers: readonly Int8Array[], dimensions: number): Uint32Array {
  let end = 0
  return Uint32Array.from(papers, (pieces) => {
    end += pieces.length / dimensions
    return end
  })
}

/** Bytes of pieces, in memory or elsewhere. */
export interface PieceBytes {
  readonly length: number
  subarray(start: number, end: number): Int8Array
}

/**
 * @param pieces (all pieces × D)
 * @param ends as `pieceEndsOf` tells
 * @throws Error when they do not fit the ends
 */
export function pieceTable(pieces: PieceBytes, ends: Uint32Array, dimensions: number): PieceTable {
  const count = ends.length
  const total = count === 0 ? 0 : ends[count - 1]!
  if (pieces.length !== total * dimensions)
    throw new Error(`${pieces.length / dimensions} pieces instead of ${total}`)
  return {
    count,
    of(at) {
      const start = at === 0 ? 0 : ends[at - 1]!
      return pieces.subarray(start * dimensions, ends[at]! * dimensions)
    },
  }
}
