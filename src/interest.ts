/**
 * How near a paper is to several things at once.
 *
 * The mean of a history lies between a reader's interests and near none of them; the nearest item
 * alone forgets the rest. The weighted log-mean-exp stands between the two:
 *
 *   score(x) = 1/β · ln( Σ wᵢ · exp(β · sᵢ) / Σ wᵢ ),   sᵢ the similarity of x to item i
 *
 * For one item it is the similarity itself. Each item's part of the sum, divided by the sum, is
 * its share of the score; the shares of one paper add up to 1.
 *
 * On 2,776 readers of citeulike-a, over centred cosines: recall@20 0.170, against 0.153 for the
 * cosine to the mean of the history and 0.133 for the nearest item.
 */
import { sum } from './vector.ts'

/** How sharply the nearest items count more than the far ones: 0 is the mean of similarities, ∞ the maximum. */
export const SHARPNESS = 10

/**
 * What each item adds to the sum: w · exp(β · s).
 *
 * @param similarities one an item, in [−1, 1]
 * @param weights one an item, above 0
 */
export function expTerms(similarities: ArrayLike<number>, weights: ArrayLike<number>): Float64Array {
  const terms = new Float64Array(similarities.length)
  for (let i = 0; i < terms.length; i++) terms[i] = expTerm(similarities[i]!, weights[i]!)
  return terms
}

export function expTerm(similarity: number, weight: number): number {
  // At most e¹⁰: nothing to overflow.
  return weight * Math.exp(SHARPNESS * similarity)
}

/** The score of which these are the terms, in [−1, 1]; of no items, 0. */
export function scoreOfTerms(terms: Float64Array, weights: ArrayLike<number>): number {
  const total = sum(weights)
  return total === 0 ? 0 : Math.log(sum(terms) / total) / SHARPNESS
}

/** As the formula above has it; @see expTerms for both arguments. */
export function logMeanExp(similarities: ArrayLike<number>, weights: ArrayLike<number>): number {
  return scoreOfTerms(expTerms(similarities, weights), weights)
}

/** Each term's share of their sum, adding up to 1. */
export function sharesOf(terms: Float64Array): Float64Array {
  const total = sum(terms)
  return terms.map((term) => term / total)
}
