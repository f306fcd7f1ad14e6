/**
 * The sentence of a recommended paper that did most for it, and the one of the history that it answers.
 *
 * The sentence is cited whose absence would lower the text score most (leave-one-out.ts). When it is cut
 * from the abstract and what is left is embedded anew, the score falls more
 * than without another sentence in 85 of 100 papers (`npm run evaluate -- recommend`; 76 if
 * the sentences had no part in the score).
 */

import { cosinesInt8 } from '../int8.ts'
import type { Library } from '../library.ts'
import { pieceTextsOf } from '../likeness.ts'
import type { Cause } from './causes.ts'
import { termsWithout } from './leave-one-out.ts'
import type { TextScore } from './text-score.ts'

export interface Citation {
  /** A sentence of the recommended paper. */
  readonly theirs: string
  /** The sentence, or title, of the history that is most like it. */
  readonly yours: string
  /** Row of the paper of the history. */
  readonly of: number
  /** Cosine of the two. */
  readonly similarity: number
}

/** Undefined for an abstract of fewer than two sentences, and where no cause is a paper that we hold. Cost: 0.1 ms. */
export function citationOf(
  library: Library,
  row: number,
  text: TextScore,
  causes: readonly Cause[],
): Citation | undefined {
  const texts = pieceTextsOf(library, row)
  const cited = citedPiece(library, row, text, texts)
  if (cited === undefined) return undefined
  const { dimensions } = library.vectors
  const own = library.pieces.of(row).subarray(cited * dimensions, (cited + 1) * dimensions)
  const best = { of: -1, piece: 0, similarity: Number.NEGATIVE_INFINITY }
  for (const { item } of causes) {
    if (item.row === undefined) continue
    cosinesInt8(own, library.pieces.of(item.row), dimensions).forEach((similarity, piece) => {
      if (similarity > best.similarity) Object.assign(best, { of: item.row, piece, similarity })
    })
  }
  if (best.of === -1) return undefined
  const yours = pieceTextsOf(library, best.of)[best.piece]
  return yours === undefined
    ? undefined
    : { theirs: texts[cited]!, yours, of: best.of, similarity: best.similarity }
}

/** Place among the pieces of the sentence whose absence would lower the score most; the title, piece 0, is none. */
export function citedPiece(
  library: Library,
  row: number,
  text: TextScore,
  texts: readonly string[],
): number | undefined {
  // Another release of Node may find other sentences than were embedded.
  if (texts.length < 3 || library.pieces.of(row).length !== texts.length * library.vectors.dimensions)
    return undefined
  const lengths = texts.map((piece) => piece.length)
  const [, ...sentences] = termsWithout(library, row, text.nearest(row), lengths)
  return 1 + sentences.indexOf(Math.min(...sentences))
}
