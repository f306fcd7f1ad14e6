/**
 * Ways to score every paper by a history's texts, for comparison with the product, which scores
 * only the neighbours of the history.
 *
 * All of them are functions of the same cosines, which are computed once: what takes the time.
 */
import { logMeanExp } from '../interest.ts'
import type { Library } from '../library.ts'
import { dot, row } from '../vector.ts'

export type TextScores = Readonly<Record<'mean' | 'nearest' | 'nearest three' | 'log-mean-exp', Float64Array>>

/**
 * One score a paper and way, by a history of rows.
 *
 * `mean` is the mean of the cosines; it ranks as the cosine to the mean vector does, which differs
 * from it by one factor for all papers. `log-mean-exp` is the product's own score over locally scaled similarities.
 *
 * Cost: papers × history dot products; 17,000 × 30 at D = 384 take 0.2 s.
 */
export function textScoresFor(library: Library): (history: readonly number[]) => TextScores {
  const { vectors, count } = library
  const scaled = Array.from({ length: count }, (_, at) => library.scaling.ofRow(at))

  return (history) => {
    const scores = { mean: column(), nearest: column(), 'nearest three': column(), 'log-mean-exp': column() }
    const items = history.map((at) => scaled[at]!)
    const cosines = new Float64Array(items.length)
    const apart = new Float64Array(items.length)
    const weights = new Float64Array(items.length).fill(1)
    for (let at = 0; at < count; at++) {
      const own = row(vectors, at)
      items.forEach((item, i) => {
        const cosine = dot(own, item.vector)
        cosines[i] = cosine
        apart[i] = library.scaling.similarity(at, item)
      })
      const best = topThree(cosines)
      scores.mean[at] = cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length
      scores.nearest[at] = best[0]!
      scores['nearest three'][at] = best.reduce((sum, cosine) => sum + cosine, 0) / best.length
      scores['log-mean-exp'][at] = logMeanExp(apart, weights)
    }
    return scores
  }

  function column(): Float64Array {
    return new Float64Array(count)
  }
}

/** The three largest, or all when there are fewer; no sorting, because it is asked for every paper and reader. */
function topThree(values: Float64Array): number[] {
  let [first, second, third] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (value > first) [first, second, third] = [value, first, second]
    else if (value > second) [second, third] = [value, second]
    else if (value > third) third = value
  }
  return [first, second, third].slice(0, values.length)
}
