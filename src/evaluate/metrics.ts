/**
 * How good one ranked list is: pure functions over the gains of its items.
 *
 * A list is given as its gains in rank order: what each item is worth, 0 for nothing. For a binary
 * judgement that is 1 for a hit. `judged` are the gains of everything that could have been ranked,
 * in any order; the best list possible is made from them.
 */
import { sum } from '../vector.ts'

/** 1 for each ranked item that is relevant, 0 for the others. */
export function hitsOf<T>(ranked: readonly T[], relevant: ReadonlySet<T>): number[] {
  return ranked.map((item) => (relevant.has(item) ? 1 : 0))
}

const bestFirst = (gains: readonly number[]) => [...gains].sort((a, b) => b - a)

/**
 * Normalised discounted cumulative gain of the first k, in [0, 1]; 0 when nothing was worth anything.
 *
 *   DCG = Σ gainᵢ / log₂(i + 1),   i from 1; divided by the DCG of the best order
 *
 * Gains count as they are (not 2^gain − 1), as in scikit-learn's `ndcg_score`.
 *
 * Source: Järvelin & Kekäläinen 2002, https://doi.org/10.1145/582415.582418
 */
export function ndcg(gains: readonly number[], judged: readonly number[], k: number): number {
  const dcg = (order: readonly number[]) => sum(order.slice(0, k).map((gain, at) => gain / Math.log2(at + 2)))
  const best = dcg(bestFirst(judged))
  return best === 0 ? 0 : dcg(gains) / best
}

/** Hits among the first k over all relevant items, in [0, 1]. Below 1 for any list when there are more than k. */
export function recall(hits: readonly number[], relevantCount: number, k: number): number {
  return sum(hits.slice(0, k)) / relevantCount
}

/** Hits among the first k over what k places could have held, so that a perfect list always gets 1. */
export function recallOfPossible(hits: readonly number[], relevantCount: number, k: number): number {
  return sum(hits.slice(0, k)) / Math.min(k, relevantCount)
}

/**
 * Mean, over the relevant items of a complete ranking, of the precision at the place of each, in [0, 1].
 * @param threshold the smallest gain that counts as relevant
 */
export function averagePrecision(gains: readonly number[], threshold: number): number {
  let found = 0
  let precisions = 0
  gains.forEach((gain, at) => {
    if (gain >= threshold) precisions += ++found / (at + 1)
  })
  return found === 0 ? 0 : precisions / found
}

/**
 * nDCG as CSFCube defines it: of the first `share` of a complete ranking, with
 *
 *   DCG = gain₁ + Σ gainᵢ / log₂(i),   i from 2: the second place is not discounted either
 *
 * Source: Mysore, O'Gorman, McCallum & Zamani 2021, https://arxiv.org/abs/2103.12906
 */
export function ndcgOfShare(gains: readonly number[], share: number): number {
  const k = Math.max(1, Math.floor(share * gains.length))
  const dcg = (order: readonly number[]) =>
    sum(order.slice(0, k).map((gain, at) => gain / Math.max(1, Math.log2(at + 1))))
  const best = dcg(bestFirst(gains))
  return best === 0 ? 0 : dcg(gains) / best
}
