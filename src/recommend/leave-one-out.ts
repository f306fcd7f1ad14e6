/**
 * What the text score of a paper would be without each of its sentences.
 *
 * The terms of the sentences that are left are known. The vector of the whole without a sentence is not,
 * and is taken to lose half of what that sentence has of the length: what it said, the others say in part.
 *
 * Source: leave-one-out attribution (Koh & Liang 2017 compare it with others, https://arxiv.org/abs/1703.04730)
 */
import { expTerm } from '../interest.ts'
import type { Library } from '../library.ts'
import { products } from '../row-products.ts'
import { row as rowOf, sum, unit } from '../vector.ts'
import type { Side } from './sides.ts'
import { termOfText } from './text-score.ts'

const PART_LOST = 0.5

/**
 * @param side the items that are looked at
 * @param lengths of the pieces of the paper at `row`, in any unit
 * @returns the sum of the items' terms without each piece: it falls as the score does. Cost: 20 µs.
 */
export function termsWithout(
  library: Library,
  row: number,
  { vectors, weights }: Side,
  lengths: readonly number[],
): number[] {
  const { centring, scaling } = library
  const { dimensions } = library.vectors
  const bytes = library.pieces.of(row)
  const pieces = lengths.map((_, i) => unit(bytes.subarray(i * dimensions, (i + 1) * dimensions)))
  const whole = rowOf(library.vectors, row)
  const around = Array.from(scaling.nearest(row), (other) => rowOf(library.vectors, other))
  const others = [centring.mean, whole, ...around, ...vectors.map(({ vector }) => vector)]
  const cosines = products([whole, ...pieces], others)
  const cosinesOf = (at: number) => cosines.subarray(at * others.length, (at + 1) * others.length)
  const itemsFrom = 2 + around.length

  // Of texts that are not crowded; how crowded it is around a version takes the same part from all its terms.
  const similarity = scaling.to(vectors)
  const termsOf = (toOthers: Float32Array) => {
    const text = { ...centring.along(toOthers[0]!), hubness: 0 }
    const terms = vectors.map((_, i) => expTerm(similarity(text, i, toOthers[itemsFrom + i]!), weights[i]!))
    return sum(terms)
  }
  const ofPieces = pieces.map((_, piece) => termsOf(cosinesOf(1 + piece)))
  const ofAllPieces = sum(ofPieces)
  const length = sum(lengths)
  return pieces.map((_, piece) => {
    const lost = (PART_LOST * lengths[piece]!) / length
    const ofPiece = cosinesOf(1 + piece)
    const rest = cosinesOf(0).map((cosine, i) => cosine - lost * ofPiece[i]!)
    // |w − l p|² = w·(w − l p) − l p·(w − l p), with p·p = 1
    const restLength = Math.sqrt(rest[1]! - lost * (ofPiece[1]! - lost))
    const toOthers = rest.map((product) => product / restLength)
    const { hubness } = scaling.ofVersion(centring.along(toOthers[0]!), row, toOthers.subarray(2, itemsFrom))
    const left = (ofAllPieces - ofPieces[piece]!) / Math.max(1, pieces.length - 1)
    return expTerm(-hubness / 2, termOfText(termsOf(toOthers), left))
  })
}
