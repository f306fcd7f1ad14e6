/**
 * How near a paper's text is to a history: the log-mean-exp (interest.ts) of its locally scaled
 * similarities (local-scaling.ts) to what was liked, less what speaks against it.
 *
 * Its sentences count beside the whole: seven tenths of each item's term are that of the paper's vector,
 * three tenths the mean of those of its pieces. A sentence that says what the reader looks for then counts
 * for what it is, not only as part of an average, and can be cited for it (cited.ts). On citeulike-a,
 * where one paper in seven has an abstract, the lists are as good with the sentences as without.
 */

import { cosinesInt8, quantise } from '../int8.ts'
import { expTerm, scoreOfTerms, sharesOf } from '../interest.ts'
import type { Library } from '../library.ts'
import type { ScaledVector } from '../local-scaling.ts'
import { products } from '../row-products.ts'
import { Top } from '../top.ts'
import { norm, sum } from '../vector.ts'
import { partOf, type Side, sampleOf } from './sides.ts'

/** A text that is scored. */
export interface ScoredText {
  readonly whole: ScaledVector
  /** Of its title and sentences, (n × D). */
  readonly pieces: Int8Array
}

export interface TextScore {
  /** The items that are looked at: of a long history a sample. */
  readonly positive: Side
  /** In [−2, 2]; of papers to recommend mostly in [−0.1, 0.3]. Cost: 25 µs, once a row. */
  near(row: number): number
  /** The same of a text that is no row. */
  nearText(text: ScoredText): number
  /** What disliked papers take from it, at least 0. */
  against(row: number): number
  /** Each item's share of `near`, adding up to 1. */
  sharesOf(row: number): Float64Array
  /** The items that did most for it, at most 16. */
  nearest(row: number): Side
}

/** Of 347 readers of citeulike-a, none is recommended worse papers by 128 items than by all. */
const ITEMS_MAX = 128
/** How much a disliked paper takes from its like, beside what a liked one gives. */
const NEGATIVE_WEIGHT = 0.5
/** On citeulike-a recall@20 is 0.212 with 0, 0.1, 0.2 and 0.3, and 0.206 with 0.5. */
const OF_SENTENCES = 0.3
/** Items that the sentences are held against: those that the whole text is nearest to. */
const SENTENCE_ITEMS = 16

export function textScore(library: Library, positiveSide: Side, negativeSide: Side): TextScore {
  const positive = sampleOf(positiveSide, ITEMS_MAX)
  const negative = sampleOf(negativeSide, ITEMS_MAX)
  const termsOf = termsAgainst(library, positive)
  const known = new Map<number, Float64Array>()
  const termsOfRow = (row: number) => {
    const found =
      known.get(row) ?? termsOf({ whole: library.scaling.ofRow(row), pieces: library.pieces.of(row) })
    known.set(row, found)
    return found
  }
  const negativeTerms = wholeTermsOf(library, negative)
  const nearNegative = (row: number) =>
    scoreOfTerms(negativeTerms(library.scaling.ofRow(row)), negative.weights)
  return {
    positive,
    near: (row) => scoreOfTerms(termsOfRow(row), positive.weights),
    nearText: (text) => scoreOfTerms(termsOf(text), positive.weights),
    against: (row) => (negative.items.length === 0 ? 0 : NEGATIVE_WEIGHT * Math.max(0, nearNegative(row))),
    sharesOf: (row) => sharesOf(termsOfRow(row)),
    nearest: (row) => partOf(positive, largest(termsOfRow(row), SENTENCE_ITEMS)),
  }
}

/** A term of a text from that of its whole and the mean of those of its pieces. */
export function termOfText(whole: number, pieces: number): number {
  return (1 - OF_SENTENCES) * whole + OF_SENTENCES * pieces
}

/** The term of each item, of a text's whole alone. */
function wholeTermsOf(library: Library, { vectors, weights }: Side): (whole: ScaledVector) => Float64Array {
  const items = vectors.map(({ vector }) => vector)
  const similarity = library.scaling.to(vectors)
  return (whole) => {
    const cosines = products([whole.vector], items)
    const terms = new Float64Array(items.length)
    for (let i = 0; i < terms.length; i++) terms[i] = expTerm(similarity(whole, i, cosines[i]!), weights[i]!)
    return terms
  }
}

/** The term of each item, of a text's whole and pieces together. */
function termsAgainst(library: Library, side: Side): (text: ScoredText) => Float64Array {
  const { centring, scaling } = library
  const { dimensions } = library.vectors
  const lengthOfMean = norm(centring.mean)
  const items = side.vectors.map(({ vector }) => quantise(vector))
  const wholeTerms = wholeTermsOf(library, side)
  const similarity = scaling.to(side.vectors)
  const heldAgainst = Math.min(SENTENCE_ITEMS, items.length)
  // The items that a text is held against, and the mean behind them: written anew for each text.
  const compared = new Int8Array((heldAgainst + 1) * dimensions)
  compared.set(quantise(centring.mean), heldAgainst * dimensions)

  /** The mean term of the pieces, of each of the items at these places. */
  const pieceTerms = ({ whole: { hubness }, pieces }: ScoredText, places: readonly number[]) => {
    for (let i = 0; i < heldAgainst; i++) compared.set(items[places[i]!]!, i * dimensions)
    const cosines = cosinesInt8(pieces, compared, dimensions)
    const terms = new Float64Array(heldAgainst)
    for (let start = 0; start < cosines.length; start += heldAgainst + 1) {
      const { alongMean, length } = centring.along(cosines[start + heldAgainst]! * lengthOfMean)
      const piece = { alongMean, length, hubness }
      for (let i = 0; i < heldAgainst; i++) {
        const item = places[i]!
        terms[i]! += expTerm(similarity(piece, item, cosines[start + i]!), side.weights[item]!)
      }
    }
    const count = pieces.length / dimensions
    return terms.map((term) => term / count)
  }

  return (text) => {
    const terms = wholeTerms(text.whole)
    // A text of one piece is said by its whole.
    if (text.pieces.length <= dimensions) return terms
    const nearest = largest(terms, SENTENCE_ITEMS)
    // The items that were looked at stand for all of them.
    const part = sum(terms) / sum(nearest.map((item) => terms[item]!))
    const ofPieces = pieceTerms(text, nearest)
    const joined = terms.map((term) => termOfText(term, 0))
    nearest.forEach((item, i) => {
      joined[item] = termOfText(terms[item]!, part * ofPieces[i]!)
    })
    return joined
  }
}

/** Places of the largest values, at most `count`. */
function largest(values: Float64Array, count: number): number[] {
  const best = new Top<number>(count, (a, b) => values[b]! - values[a]! || a - b)
  for (let place = 0; place < values.length; place++) best.add(place)
  return best.sorted()
}
