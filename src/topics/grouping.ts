/** Papers in small groups, the leaves, and these in topics: what every step on the way to a tree works on. */
import { unit } from '../vector.ts'
import { nearestCentroids } from './k-means.ts'

export interface Grouping {
  /** For each row its leaf, −1 for none. */
  readonly leaves: Int32Array
  /** For each leaf its topic. */
  readonly topicOfLeaf: readonly number[]
}

/** Means, not of unit length, and sizes of groups of rows; a group without rows has a mean of zeros. */
export interface Means {
  readonly means: readonly Float64Array[]
  readonly sizes: readonly number[]
}

/** @param groups of each row; −1 for none */
export function meansOf(rows: readonly Float32Array[], groups: Int32Array, count: number): Means {
  const dimensions = rows[0]?.length ?? 0
  const means = Array.from({ length: count }, () => new Float64Array(dimensions))
  const sizes = new Array<number>(count).fill(0)
  groups.forEach((group, at) => {
    if (group < 0) return
    const mean = means[group]!
    const own = rows[at]!
    sizes[group]!++
    for (let d = 0; d < dimensions; d++) mean[d]! += own[d]!
  })
  means.forEach((mean, group) => {
    for (let d = 0; d < dimensions && sizes[group]! > 0; d++) mean[d]! /= sizes[group]!
  })
  return { means, sizes }
}

/** The topic of each row, −1 for none. */
export function topicsOfRows({ leaves, topicOfLeaf }: Grouping): Int32Array {
  return leaves.map((leaf) => (leaf < 0 ? -1 : topicOfLeaf[leaf]!))
}

/** For each group the places that are in it, ascending. @param groups of each place, −1 for none */
export function membersOf(groups: ArrayLike<number>): number[][] {
  const members: number[][] = []
  for (let place = 0; place < groups.length; place++) {
    while (members.length <= groups[place]!) members.push([])
    members[groups[place]!]?.push(place)
  }
  return members
}

/** How many there are: one more than the highest number. */
export function topicsIn({ topicOfLeaf }: Pick<Grouping, 'topicOfLeaf'>): number {
  return topicOfLeaf.reduce((most, topic) => Math.max(most, topic + 1), 0)
}

/** For each topic its leaves. */
export function leavesOfTopics({ topicOfLeaf }: Pick<Grouping, 'topicOfLeaf'>): number[][] {
  return membersOf(topicOfLeaf)
}

/**
 * Each paper in the topic whose centroid is nearest, and there in the nearest leaf; also those that were in none. Leaves and
 * topics that nobody is in are gone, the others keep their order.
 *
 * @param groupingBefore some rows are in a leaf
 * @param margin by how much another centroid must be nearer than its own, in cosine, for a paper to leave
 * Cost: rows × topics dot products.
 */
export function settled(rows: readonly Float32Array[], groupingBefore: Grouping, margin: number): Grouping {
  const grouping = withoutEmpty(groupingBefore)
  const before = topicsOfRows(grouping)
  const centroids = meansOf(rows, before, topicsIn(grouping)).means.map(unit)
  const { assignment: topics } = nearestCentroids(rows, centroids, { own: before, margin })

  const leafMeans = meansOf(rows, grouping.leaves, grouping.topicOfLeaf.length).means.map(unit)
  const leaves = new Int32Array(rows.length)
  const members = membersOf(topics)
  leavesOfTopics(grouping).forEach((candidates, topic) => {
    const own = members[topic] ?? []
    const ownLeaves = Int32Array.from(own, (at) => candidates.indexOf(grouping.leaves[at]!))
    const { assignment: near } = nearestCentroids(
      own.map((at) => rows[at]!),
      candidates.map((leaf) => leafMeans[leaf]!),
      { own: ownLeaves, margin },
    )
    own.forEach((at, i) => {
      leaves[at] = candidates[near[i]!]!
    })
  })
  return withoutEmpty({ leaves, topicOfLeaf: grouping.topicOfLeaf })
}

/** The same with numbers for those leaves and topics alone that somebody is in. */
export function withoutEmpty({ leaves, topicOfLeaf }: Grouping): Grouping {
  const inUse = new Set(leaves)
  const leavesLeft = [...topicOfLeaf.keys()].filter((leaf) => inUse.has(leaf))
  const topicsLeft = [...new Set(leavesLeft.map((leaf) => topicOfLeaf[leaf]!))].sort((a, b) => a - b)
  const leafNow = new Map(leavesLeft.map((leaf, place) => [leaf, place]))
  const topicNow = new Map(topicsLeft.map((topic, place) => [topic, place]))
  return {
    leaves: leaves.map((leaf) => leafNow.get(leaf) ?? -1),
    topicOfLeaf: leavesLeft.map((leaf) => topicNow.get(topicOfLeaf[leaf]!)!),
  }
}
