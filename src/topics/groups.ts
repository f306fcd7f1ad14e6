/**
 * From vectors to a tree of groups, and the cut of it that is read best.
 *
 *   1. Each paper is moved towards its neighbours (smooth.ts) and seen by the principal directions (principal.ts).
 *   2. Many small groups, the leaves, are in some topics: those of k-means and a cut tree of them (start.ts), or
 *      where there was a collection before, the ones that its papers had (continued.ts, adjusted.ts).
 *   3. Each paper goes to the nearest of the topics, which whole leaves have missed for some (grouping.ts).
 *   4. What people said of topics is carried out (verdicts.ts).
 *   5. Where some are to be outliers, those least sure of their topic leave it (outliers.ts).
 *   6. The tree is made, within the topics and above them (group-tree.ts).
 *
 * Deterministic: the same vectors, neighbours, earlier groups and verdicts give the same groups, to the byte.
 */
import type { NeighbourLists } from '../index/neighbours.ts'
import { type Random, seeded } from '../random.ts'
import type { Memberships, Merges } from '../topic.ts'
import { type Matrix, row } from '../vector.ts'
import { adjusted } from './adjusted.ts'
import { continued } from './continued.ts'
import { treeOf } from './group-tree.ts'
import { type Grouping, settled, topicsIn, topicsOfRows, withoutEmpty } from './grouping.ts'
import { membershipsOf } from './memberships.ts'
import { withoutOutliers } from './outliers.ts'
import { projected } from './principal.ts'
import { smoothed } from './smooth.ts'
import { begun } from './start.ts'
import { holdsOf, opposite, topicsAdded, type Verdict, withVerdicts } from './verdicts.ts'

export interface Groups {
  readonly merges: Merges
  readonly leaves: Int32Array
  /** Nodes at the cut, none of which is in another. */
  readonly cut: readonly number[]
  /** For each row, the place of its node in `cut`, −1 for an outlier. */
  readonly assignment: Int32Array
  /** In places of `cut`. */
  readonly memberships: Memberships
}

export interface GroupOptions {
  /** The groups of a collection that most of the papers were in; −1 as the leaf of one that came since. */
  readonly before?: Grouping
  readonly verdicts?: readonly Verdict[]
  /** Verdicts that were carried out before and hold no more: the opposite is done once. */
  readonly withdrawn?: readonly Verdict[]
  /** Of the papers, so many are in no group, those least sure; in [0, 1), 0 unless told. */
  readonly outlierShare?: number
}

const SEED = 7
const DIMENSIONS = 64
const LEAVES_MIN = 200
const LEAVES_PER_TOPIC = 4
/**
 * By how much another topic must be nearer than its own for a paper to leave, in cosine. When 5,000 arXiv papers
 * become 10,000 in five steps, 95 to 98 % stay in theirs at each, and NMI with the primary categories ends at 0.481 where topics
 * found anew have 0.483, of whose papers 73 to 80 % stay.
 */
const MARGIN = 0.04
/** How often papers of a new grouping go to the nearest topic; it raises NMI by 0.003, and more often does not. */
const ROUNDS = 2

/** Topics for n papers: 3 for 8, 8 for 82, 52 for 10,000, 130 for 100,000. arXiv sorts its computer science into about 40. */
export function topicCount(papers: number): number {
  return Math.min(papers, Math.max(1, Math.round(1.3 * papers ** 0.4)))
}

/**
 * @param vectors unit length, one at least
 * @param neighbours of each row
 *
 * Cost: 6 s for 10,000 papers.
 */
export function groupsOf(vectors: Matrix, neighbours: NeighbourLists, options: GroupOptions = {}): Groups {
  const { before, verdicts = [], withdrawn = [], outlierShare = 0 } = options
  const { count } = vectors
  const random = seeded(SEED)
  const seen = projected(smoothed(vectors, neighbours), DIMENSIONS, random)
  const rows = Array.from({ length: count }, (_, at) => row(seen, at))
  const usual = topicCount(count)
  const leaves = Math.min(count, Math.max(LEAVES_MIN, LEAVES_PER_TOPIC * usual))
  const topics = before
    ? goneOn(rows, before, { leaves, usual, random, verdicts, withdrawn })
    : settledInRounds(rows, begun(seen, { topics: usual, leaves, random }), ROUNDS)
  const full = withoutEmpty(withVerdicts(rows, topics, verdicts))
  const memberships = membershipsOf(rows, topicsOfRows(full), partsOf(full, topics))
  const { grouping, memberships: left } = withoutOutliers(full, memberships, outlierShare)
  return {
    ...treeOf(rows, grouping),
    leaves: grouping.leaves,
    assignment: topicsOfRows(grouping),
    memberships: left,
  }
}

/** Those from before, without what was united by hand. */
function goneOn(
  rows: readonly Float32Array[],
  before: Grouping,
  options: {
    leaves: number
    usual: number
    random: Random
    verdicts: readonly Verdict[]
    withdrawn: readonly Verdict[]
  },
): Grouping {
  const { usual, verdicts, withdrawn } = options
  const united = verdicts.filter(({ verdict }) => verdict === 'together')
  const undone = [...withdrawn, ...united].map(opposite)
  const parted = verdicts.filter(({ verdict }) => verdict === 'apart')
  const told = withoutEmpty(withVerdicts(rows, continued(rows, before, options), [...undone, ...parted]))
  const wanted = usual + topicsAdded(parted)
  return settled(rows, adjusted(rows, told, { wanted, holds: holdsOf(told, verdicts) }), MARGIN)
}

/** For each row a number for the topics that it is in by both groupings. */
function partsOf(one: Grouping, other: Grouping): Int32Array {
  const [topics, others, count] = [topicsOfRows(one), topicsOfRows(other), topicsIn(other)]
  const numbers = new Map<number, number>()
  return topics.map((topic, at) => {
    const pair = topic * count + others[at]!
    if (!numbers.has(pair)) numbers.set(pair, numbers.size)
    return numbers.get(pair)!
  })
}

function settledInRounds(rows: readonly Float32Array[], grouping: Grouping, rounds: number): Grouping {
  const found = settled(rows, grouping, 0)
  return rounds > 1 ? settledInRounds(rows, found, rounds - 1) : found
}
