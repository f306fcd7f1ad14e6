/**
 * The vectors of all papers' pieces, in one byte a number: the table and its three files.
 *
 * Cost: 384 bytes a piece and a title, so 3.3 KB a paper of computer science with its 6.6 sentences.
 */

import { quantise } from '../int8.ts'
import type { PieceVectors } from '../pieces.ts'
import { type Matrix, row } from '../vector.ts'

export interface PieceTable {
  readonly count: number
  /** Views, not copies. */
  of(row: number): PieceVectors
}

/** Papers of which no pieces are known: each has one, its whole text. */
export function wholePapers(vectors: Matrix): PieceVectors[] {
  return Array.from({ length: vectors.count }, (_, at) => {
    const pieces = quantise(row(vectors, at))
    return { title: pieces, pieces }
  })
}

/** Where each paper's pieces end, counted in pieces. */
export function pieceEndsOf(papers: readonly PieceVectors[], dimensions: number): Uint32Array {
  let end = 0
  return Uint32Array.from(papers, ({ pieces }) => {
    end += pieces.length / dimensions
    return end
  })
}

/**
 * @param pieces (all pieces × D)
 * @param ends as `pieceEndsOf` tells
 * @param titles (papers × D)
 * @throws Error when one does not fit the others
 */
export function pieceTable(
  pieces: Int8Array,
  ends: Uint32Array,
  titles: Int8Array,
  dimensions: number,
): PieceTable {
  const count = ends.length
  const total = count === 0 ? 0 : ends[count - 1]!
  if (pieces.length !== total * dimensions)
    throw new Error(`${pieces.length / dimensions} pieces instead of ${total}`)
  if (titles.length !== count * dimensions)
    throw new Error(`${titles.length / dimensions} titles instead of ${count}`)
  return {
    count,
    of(at) {
      const start = at === 0 ? 0 : ends[at - 1]!
      return {
        title: titles.subarray(at * dimensions, (at + 1) * dimensions),
        pieces: pieces.subarray(start * dimensions, ends[at]! * dimensions),
      }
    },
  }
}
