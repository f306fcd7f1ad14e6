/**
 * The sentence of a recommended paper that did most for it, and the one of the history that it answers.
 *
 * A text's vector is about the mean of its sentences' vectors, each by its length; without one of them
 * the mean of the others is left. The sentence is cited whose absence lowers the text score most. When it
 * is cut from the abstract and the rest is embedded anew, the score falls more than without another
 * sentence in three of four cases (`npm run evaluate -- recommend`).
 *
 * Source: leave-one-out attribution (Koh & Liang 2017 compare it with others, https://arxiv.org/abs/1703.04730)
 */

import { cosinesInt8 } from '../int8.ts'
import { logMeanExp } from '../interest.ts'
import type { Library } from '../library.ts'
import { pieceTextsOf } from '../likeness.ts'
import { meanOf, unit } from '../vector.ts'
import type { Cause } from './causes.ts'
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

/** Items of the history that a sentence is held against: those that did most. */
const ITEMS_MAX = 16
/** Neighbours that tell how crowded it is around a paper, as in local-scaling.ts. */
const NEIGHBOURS = 10

/** Undefined for an abstract of fewer than two sentences, and where no cause is a paper that we hold. Cost: 0.4 ms. */
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
  const own = library.pieces.of(row).pieces.subarray(cited * dimensions, (cited + 1) * dimensions)
  let best: Citation | undefined
  for (const { item } of causes) {
    const of = item.row
    const yours = of === undefined ? [] : pieceTextsOf(library, of)
    const cosines = of === undefined ? [] : cosinesInt8(own, library.pieces.of(of).pieces, dimensions)
    if (of === undefined || cosines.length !== yours.length) continue
    cosines.forEach((similarity, piece) => {
      if (!best || similarity > best.similarity)
        best = { theirs: texts[cited]!, yours: yours[piece]!, of, similarity }
    })
  }
  return best
}

/** Place among the pieces of the sentence whose absence would lower the score most; the title, piece 0, is none. */
export function citedPiece(
  library: Library,
  row: number,
  text: TextScore,
  texts: readonly string[],
): number | undefined {
  const { centring, neighbours, vectors } = library
  const { dimensions } = vectors
  const { pieces } = library.pieces.of(row)
  // Another release of Node may find other sentences than were embedded.
  if (texts.length < 3 || pieces.length !== texts.length * dimensions) return undefined
  const pieceVectors = texts.map((_, piece) =>
    unit(pieces.subarray(piece * dimensions, (piece + 1) * dimensions)),
  )
  const shares = text.sharesOf(row)
  const items = [...shares.keys()].sort((a, b) => shares[b]! - shares[a]! || a - b).slice(0, ITEMS_MAX)
  const near = [...neighbours.rows.subarray(row * neighbours.perRow, row * neighbours.perRow + NEIGHBOURS)]
  const without = (left: number) => {
    const kept = [...texts.keys()].filter((piece) => piece !== left)
    const rest = meanOf(
      kept.map((piece) => pieceVectors[piece]!),
      dimensions,
      kept.map((piece) => texts[piece]!.length),
    )
    const centred = centring.of(unit(rest))
    const toItems = logMeanExp(
      items.map(
        (i) => centring.between(centred, text.positive.vectors[i]!) - text.positive.vectors[i]!.hubness / 2,
      ),
      items.map((i) => text.positive.weights[i]!),
    )
    const crowded =
      near.reduce((sum, other) => sum + centring.similarity(other, centred), 0) / (near.length || 1)
    return toItems - crowded / 2
  }
  const scores = texts.map((_, piece) => (piece === 0 ? Number.POSITIVE_INFINITY : without(piece)))
  return scores.indexOf(Math.min(...scores))
}
