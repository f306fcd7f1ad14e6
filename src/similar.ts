/** The papers most like one paper, several papers, or a text. */
import { byScore, type Ranked } from './diversify.ts'
import { type Filter, rowsWithin } from './filter.ts'
import { logMeanExp } from './interest.ts'
import type { Library } from './library.ts'
import { dot, row } from './vector.ts'

export interface SimilarOptions extends Filter {
  readonly count: number
  /** Rows never answered: the seeds themselves. */
  readonly exclude: ReadonlySet<number>
}

/** Looked at for each seed when there are several: a paper near them all may be the nearest of none. */
const POOL_PER_SEED = 200

/**
 * @param seeds vectors of unit length (D,), at least one
 * @returns best first, ties by id; the score is the cosine to the seed, or for several the
 *   log-mean-exp of the cosines, in [−1, 1] either way
 *
 * Cost: one index search a seed; 0.3 ms for one seed among 100,000 papers.
 */
export function similarPapers(
  library: Library,
  seeds: readonly Float32Array[],
  options: SimilarOptions,
): Ranked[] {
  const { count, exclude } = options
  const within = rowsWithin(library, options)
  const perSeed = (seeds.length > 1 ? Math.max(count, POOL_PER_SEED) : count) + exclude.size
  const found = new Map<number, Ranked>()
  const weights = seeds.map(() => 1)
  for (const seed of seeds) {
    for (const { row: at, similarity } of library.index.nearest(seed, { count: perSeed, within })) {
      if (exclude.has(at) || found.has(at)) continue
      const vector = row(library.vectors, at)
      const score =
        seeds.length === 1
          ? similarity
          : logMeanExp(
              seeds.map((other) => dot(other, vector)),
              weights,
            )
      found.set(at, { row: at, score })
    }
  }
  return [...found.values()].sort(byScore).slice(0, count)
}
