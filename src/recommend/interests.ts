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
import type { CentredVector, Centring } from '../centring.ts'
import { products } from '../row-products.ts'

export const INTERESTS_MAX = 8
/** Papers that are clustered; the others of a long history go to the nearest group. 2 ms. */
const CLUSTERED_MAX = 64
/** A single paper is an interest of a history of up to this many, and later a stray. */
const STRAYS_UP_TO = 4

/**
 * @param vectors of any length as the centring has them
 * @param options.similarityMin what the mean cosine within an interest must reach
 * @param options.kept groups that stay, of places in `vectors`; no place in two of them
 * @returns groups of places, ascending: the kept ones in their order, then the others, largest first;
 *   every place is in one. At most 8, unless more are kept.
 */
export function groupByInterest(
  centring: Centring,
  vectors: readonly CentredVector[],
  { similarityMin, kept = [] }: { similarityMin: number; kept?: readonly (readonly number[])[] },
): number[][] {
  const inKept = new Set(kept.flat())
  const free = sampled(
    Array.from(vectors.keys()).filter((at) => !inKept.has(at)),
    CLUSTERED_MAX,
  )
  const start = [...kept.map((group) => sampled(group, CLUSTERED_MAX)), ...free.map((at) => [at])]
  const merged = link(centring, vectors, start, kept.length, similarityMin)
  const groups = withoutStrays(centring, vectors, merged, kept.length)
  const complete = withAll(centring, vectors, groups, kept)
  const own = complete.slice(0, kept.length)
  const found = complete.slice(kept.length).sort((a, b) => b.length - a.length || a[0]! - b[0]!)
  return [...own, ...found]
}

/**
 * Merges the two nearest groups while they are one interest, or there are too many. O(n³) steps for n groups, of a few ns each.
 *
 * Source: Lance & Williams 1967, https://doi.org/10.1093/comjnl/9.4.373 (a merged group's similarity from its parts')
 */
function link(
  centring: Centring,
  vectors: readonly CentredVector[],
  start: readonly (readonly number[])[],
  keptCount: number,
  similarityMin: number,
): number[][] {
  const groups = start.map((group) => [...group])
  // The mean cosine between two groups' papers is the product of their means.
  const means = groups.map((group) => meanOf(centring, vectors, group))
  const similarities = products(means, means)
  const at = (i: number, j: number) => i * groups.length + j
  const alive = groups.flatMap((group, i) => (group.length > 0 ? [i] : []))
  for (;;) {
    let best = Number.NEGATIVE_INFINITY
    let [into, from] = [-1, -1]
    for (let b = 1; b < alive.length; b++) {
      for (let a = 0; a < b; a++) {
        const [i, j] = [alive[a]!, alive[b]!]
        if (j < keptCount) continue
        const similarity = similarities[at(i, j)]!
        if (similarity > best) [best, into, from] = [similarity, i, j]
      }
    }
    if (into === -1 || (best < similarityMin && alive.length <= INTERESTS_MAX)) break
    const part = groups[into]!.length / (groups[into]!.length + groups[from]!.length)
    for (const other of alive) {
      const joined = part * similarities[at(into, other)]! + (1 - part) * similarities[at(from, other)]!
      similarities[at(into, other)] = joined
      similarities[at(other, into)] = joined
    }
    groups[into]!.push(...groups[from]!)
    groups[from] = []
    alive.splice(alive.indexOf(from), 1)
  }
  return groups.filter((group, i) => i < keptCount || group.length > 0)
}

/** Of a longer history, a paper that is like no other is no interest: it goes to the nearest one. */
function withoutStrays(
  centring: Centring,
  vectors: readonly CentredVector[],
  groups: readonly number[][],
  keptCount: number,
): number[][] {
  if (vectors.length <= STRAYS_UP_TO) return [...groups]
  const stands = groups.filter((group, i) => i < keptCount || group.length > 1)
  // All of them unlike one another: then nothing is gained by parting them.
  if (stands.every((group) => group.length === 0)) return [...groups.slice(0, keptCount), groups.flat()]
  const strays = groups.filter((group) => !stands.includes(group)).flat()
  return join(centring, vectors, stands, strays)
}

/** Adds the papers that were not clustered. */
function withAll(
  centring: Centring,
  vectors: readonly CentredVector[],
  groups: readonly number[][],
  kept: readonly (readonly number[])[],
): number[][] {
  const whole = groups.map((group, i) => [...new Set([...(kept[i] ?? []), ...group])])
  const there = new Set(whole.flat())
  const rest = Array.from(vectors.keys()).filter((at) => !there.has(at))
  return join(centring, vectors, whole, rest).map((group) => group.sort((a, b) => a - b))
}

/** Each paper goes to the group with the highest mean cosine, which is that to the mean vector. */
function join(
  centring: Centring,
  vectors: readonly CentredVector[],
  groups: readonly number[][],
  more: readonly number[],
): number[][] {
  const similarities = centring.products(
    more.map((at) => vectors[at]!),
    groups.map((group) => meanOf(centring, vectors, group)),
  )
  const joined = groups.map((group) => [...group])
  for (let i = 0; i < more.length; i++) {
    let best = -1
    for (let group = 0; group < groups.length; group++) {
      if (groups[group]!.length === 0) continue
      const start = i * groups.length
      if (best === -1 || similarities[start + group]! > similarities[start + best]!) best = group
    }
    joined[Math.max(0, best)]!.push(more[i]!)
  }
  return joined
}

function meanOf(
  centring: Centring,
  vectors: readonly CentredVector[],
  group: readonly number[],
): Float32Array {
  return centring.meanUnit(group.map((at) => vectors[at]!))
}

/** Every so many-th, at most `countMax`. */
function sampled(places: readonly number[], countMax: number): number[] {
  const step = Math.max(1, places.length / countMax)
  return Array.from({ length: Math.min(places.length, countMax) }, (_, i) => places[Math.floor(i * step)]!)
}
