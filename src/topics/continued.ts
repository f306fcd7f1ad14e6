/** Topics that go on from earlier ones: papers stay in their leaf, new ones go to the nearest. */
import type { Random } from '../random.ts'
import { matrix } from '../vector.ts'
import { type Grouping, meansOf, membersOf, settled, topicsOfRows } from './grouping.ts'
import { kMeans } from './k-means.ts'

/** Leaves may be fewer than wanted by this share before some are parted. */
const LEAVES_SLACK = 0.1

/**
 * @param rows unit length
 * @param before the grouping that was, −1 for rows that came since; some have stayed
 * @param options.leaves wanted; with as many as papers each is one
 *
 * Cost: that of `settled`, and k-means of each leaf that is parted.
 */
export function continued(
  rows: readonly Float32Array[],
  before: Grouping,
  options: { leaves: number; random: Random },
): Grouping {
  return enoughLeaves(rows, settled(rows, before, Number.POSITIVE_INFINITY), options)
}

/** The widest leaves in two, until there are about as many as wanted. */
function enoughLeaves(
  rows: readonly Float32Array[],
  grouping: Grouping,
  { leaves: wanted, random }: { leaves: number; random: Random },
): Grouping {
  if (wanted === rows.length)
    return { leaves: Int32Array.from(rows.keys()), topicOfLeaf: [...topicsOfRows(grouping)] }
  const leaves = grouping.leaves.slice()
  const topicOfLeaf = [...grouping.topicOfLeaf]
  const members = membersOf(leaves)
  const inUse = members.filter((own) => own.length > 0).length
  if (inUse >= wanted * (1 - LEAVES_SLACK)) return grouping
  const spreads = members.map((own) => spreadOf(own.map((at) => rows[at]!)))
  for (let missing = wanted - inUse; missing > 0; missing--) {
    const widest = spreads.reduce((best, spread, leaf) => (spread > spreads[best]! ? leaf : best), 0)
    if (spreads[widest] === 0) break
    const own = members[widest]!
    const data = Float32Array.from(own.flatMap((at) => [...rows[at]!]))
    const { assignment } = kMeans(matrix(data, rows[0]!.length), { k: 2, runs: 1, random })
    const parts = [0, 1].map((part) => own.filter((_, i) => assignment[i] === part))
    for (const at of parts[1]!) leaves[at] = topicOfLeaf.length
    topicOfLeaf.push(topicOfLeaf[widest]!)
    members[widest] = parts[0]!
    members.push(parts[1]!)
    // One that doesn't come apart is not tried again.
    const came = parts[1]!.length > 0
    spreads[widest] = came ? spreadOf(parts[0]!.map((at) => rows[at]!)) : 0
    spreads.push(came ? spreadOf(parts[1]!.map((at) => rows[at]!)) : 0)
  }
  return { leaves, topicOfLeaf }
}

/** Sum of squared distances from the mean. */
function spreadOf(rows: readonly Float32Array[]): number {
  if (rows.length < 2) return 0
  const mean = meansOf(rows, new Int32Array(rows.length), 1).means[0]!
  let squares = 0
  for (const own of rows) for (let d = 0; d < own.length; d++) squares += (own[d]! - mean[d]!) ** 2
  return squares
}
