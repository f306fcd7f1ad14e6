/**
 * The several interests of a history: groups of its papers that are about one thing.
 *
 * Average-linkage clustering of the centred vectors. Two groups are one interest while the mean
 * cosine between their papers is at least one standard deviation of the cosine of any two papers of
 * the collection (random pairs have the mean 0 once the collection's is taken off), so the number
 * comes from the data and the scale from the collection. On citeulike-a, of 12 synthetic histories
 * each with 1, 2, 3, 4 and 6 interests, the median number found is 1, 2, 3, 4 and 5.5.
 *
 * Groups that a reader has edited are kept as they are: others may join them, they never join.
 *
 * Source: Pal et al. 2020, https://doi.org/10.1145/3394486.3403280 (PinnerSage: hierarchical clustering
 * of a history, a medoid for each group; there with Ward's linkage and one fixed threshold)
 */
import { dot, meanOf } from '../vector.ts'

export const INTERESTS_MAX = 8
/** Papers that are clustered; the others of a long history go to the nearest group. 3 ms. */
const CLUSTERED_MAX = 100
/** A single paper is an interest of a history of up to this many, and later a stray. */
const STRAYS_UP_TO = 4

/**
 * @param vectors centred, of unit length
 * @param options.similarityMin what the mean cosine within an interest must reach
 * @param options.kept groups that stay, of places in `vectors`; no place in two of them
 * @returns groups of places, ascending: the kept ones in their order, then the others, largest first;
 *   every place is in one. At most 8, unless more are kept.
 */
export function groupByInterest(
  vectors: readonly Float32Array[],
  { similarityMin, kept = [] }: { similarityMin: number; kept?: readonly (readonly number[])[] },
): number[][] {
  const inKept = new Set(kept.flat())
  const free = sampled(
    Array.from(vectors.keys()).filter((at) => !inKept.has(at)),
    CLUSTERED_MAX,
  )
  const start = [...kept.map((group) => sampled(group, CLUSTERED_MAX)), ...free.map((at) => [at])]
  const merged = link(vectors, start, kept.length, similarityMin)
  const groups = withoutStrays(vectors, merged, kept.length)
  const complete = withAll(vectors, groups, kept)
  const own = complete.slice(0, kept.length)
  const found = complete.slice(kept.length).sort((a, b) => b.length - a.length || a[0]! - b[0]!)
  return [...own, ...found]
}

/** Merges the two nearest groups while they are one interest, or there are too many. O(n³) steps for n groups, of a few ns each. */
function link(
  vectors: readonly Float32Array[],
  start: readonly (readonly number[])[],
  keptCount: number,
  similarityMin: number,
): number[][] {
  const groups = start.map((group) => [...group])
  // Sums of the cosines between two groups' papers: a merged group's are the sums of its parts'.
  const sums = groups.map((a, i) => Float64Array.from(groups, (b, j) => (j < i ? pairSum(vectors, a, b) : 0)))
  const sum = (i: number, j: number) => (i > j ? sums[i]![j]! : sums[j]![i]!)
  const alive = groups.flatMap((group, i) => (group.length > 0 ? [i] : []))
  for (;;) {
    let best = Number.NEGATIVE_INFINITY
    let [into, from] = [-1, -1]
    for (let b = 1; b < alive.length; b++) {
      for (let a = 0; a < b; a++) {
        const [i, j] = [alive[a]!, alive[b]!]
        if (j < keptCount) continue
        const mean = sum(i, j) / (groups[i]!.length * groups[j]!.length)
        if (mean > best) [best, into, from] = [mean, i, j]
      }
    }
    if (into === -1 || (best < similarityMin && alive.length <= INTERESTS_MAX)) break
    for (const other of alive) {
      if (other === into || other === from) continue
      const total = sum(into, other) + sum(from, other)
      if (into > other) sums[into]![other] = total
      else sums[other]![into] = total
    }
    groups[into]!.push(...groups[from]!)
    groups[from] = []
    alive.splice(alive.indexOf(from), 1)
  }
  return groups.filter((group, i) => i < keptCount || group.length > 0)
}

function pairSum(vectors: readonly Float32Array[], a: readonly number[], b: readonly number[]): number {
  let sum = 0
  for (const i of a) for (const j of b) sum += dot(vectors[i]!, vectors[j]!)
  return sum
}

/** Of a longer history, a paper that is like no other is no interest: it goes to the nearest one. */
function withoutStrays(
  vectors: readonly Float32Array[],
  groups: readonly number[][],
  keptCount: number,
): number[][] {
  if (vectors.length <= STRAYS_UP_TO) return [...groups]
  const stands = groups.filter((group, i) => i < keptCount || group.length > 1)
  // All of them unlike one another: then nothing is gained by parting them.
  if (stands.every((group) => group.length === 0)) return [...groups.slice(0, keptCount), groups.flat()]
  const strays = groups.filter((group) => !stands.includes(group)).flat()
  return join(vectors, stands, strays)
}

/** Adds the papers that were not clustered. */
function withAll(
  vectors: readonly Float32Array[],
  groups: readonly number[][],
  kept: readonly (readonly number[])[],
): number[][] {
  const whole = groups.map((group, i) => [...new Set([...(kept[i] ?? []), ...group])])
  const there = new Set(whole.flat())
  const rest = Array.from(vectors.keys()).filter((at) => !there.has(at))
  return join(vectors, whole, rest).map((group) => group.sort((a, b) => a - b))
}

/** Each paper goes to the group with the highest mean cosine, which is that to the mean vector. */
function join(
  vectors: readonly Float32Array[],
  groups: readonly number[][],
  more: readonly number[],
): number[][] {
  const means = groups.map((group) =>
    meanOf(
      group.map((at) => vectors[at]!),
      vectors[0]?.length ?? 0,
    ),
  )
  const joined = groups.map((group) => [...group])
  for (const at of more) {
    let best = -1
    let bestSimilarity = Number.NEGATIVE_INFINITY
    means.forEach((mean, i) => {
      const similarity = groups[i]!.length === 0 ? Number.NEGATIVE_INFINITY : dot(mean, vectors[at]!)
      if (best === -1 || similarity > bestSimilarity) [best, bestSimilarity] = [i, similarity]
    })
    joined[best]!.push(at)
  }
  return joined
}

/** Every so many-th, at most `countMax`. */
function sampled(places: readonly number[], countMax: number): number[] {
  const step = Math.max(1, places.length / countMax)
  return Array.from({ length: Math.min(places.length, countMax) }, (_, i) => places[Math.floor(i * step)]!)
}
