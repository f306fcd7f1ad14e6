/**
 * How near a paper's text is to a history: the log-mean-exp (interest.ts) of its locally scaled
 * similarities (local-scaling.ts) to what was liked, less what speaks against it.
 */
import { logMeanExp, sharesOf } from '../interest.ts'
import type { Library } from '../library.ts'
import { type Side, sampleOf } from './sides.ts'

export interface TextScore {
  /** The items that are looked at: of a long history a sample. */
  readonly positive: Side
  /** Locally scaled, one an item of `positive`. Costs a dot product an item, once a row. */
  similarities(row: number): Float64Array
  /** In [−2, 2]; of papers to recommend mostly in [−0.1, 0.3]. */
  near(row: number): number
  /** The same of another version of a row's text: costs an index search more. */
  nearVersion(row: number, vector: Float32Array): number
  /** What disliked papers take from it, at least 0. */
  against(row: number): number
  /** Each item's share of `near`, adding up to 1. */
  sharesOf(row: number): Float64Array
}

/** Of 347 readers of citeulike-a, none is recommended worse papers by 128 items than by all. */
const ITEMS_MAX = 128
/** How much a disliked paper takes from its like, beside what a liked one gives. */
const NEGATIVE_WEIGHT = 0.5

export function textScore(library: Library, positiveSide: Side, negativeSide: Side): TextScore {
  const positive = sampleOf(positiveSide, ITEMS_MAX)
  const negative = sampleOf(negativeSide, ITEMS_MAX)
  const compared = (row: number, { vectors }: Side) => {
    const found = new Float64Array(vectors.length)
    for (let i = 0; i < found.length; i++) found[i] = library.scaling.similarity(row, vectors[i]!)
    return found
  }
  const known = new Map<number, Float64Array>()
  const similarities = (row: number) => {
    const found = known.get(row) ?? compared(row, positive)
    known.set(row, found)
    return found
  }
  return {
    positive,
    similarities,
    near: (row) => logMeanExp(similarities(row), positive.weights),
    nearVersion(row, vector) {
      const scaled = library.scaling.of(vector, row)
      const found = positive.vectors.map((item) => library.scaling.between(scaled, item))
      return logMeanExp(found, positive.weights)
    },
    against: (row) => NEGATIVE_WEIGHT * Math.max(0, logMeanExp(compared(row, negative), negative.weights)),
    sharesOf: (row) => sharesOf(similarities(row), positive.weights),
  }
}
