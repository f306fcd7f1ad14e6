/**
 * Topics united and parted by hand: found again by the papers in their middle, and held so from then on.
 *
 * United ones may lie far apart, and in the middle between them is somebody else. So they go on as the parts that they
 * were, which nothing else parts or unites, and become one again at the end.
 */
import type { TopicEdit } from '../topic-edit.ts'
import { unit } from '../vector.ts'
import { type Grouping, leavesOfTopics, meansOf, topicsIn } from './grouping.ts'
import { nearestCentroids } from './k-means.ts'

/** An edit as it stands among the papers of now: the rows that each part is found by, of some part none. */
export interface Verdict extends Pick<TopicEdit, 'verdict'> {
  readonly parts: readonly (readonly number[])[]
}

/** For each verdict the leaf that each of its parts is found in. */
export type Holds = readonly (Pick<TopicEdit, 'verdict'> & { readonly leaves: readonly number[] })[]

/** @param rowOf a paper's id, undefined where it has left the collection */
export function verdictOf({ verdict, parts }: TopicEdit, rowOf: (id: string) => number | undefined): Verdict {
  return { verdict, parts: parts.map((ids) => ids.flatMap((id) => rowOf(id) ?? [])) }
}

/** Whether some leaves are a part of a topic united by hand. */
export function isHeld(holds: Holds, leaves: readonly number[]): boolean {
  return holds.some(({ verdict, leaves: held }) => verdict === 'together' && held.some(oneOf(leaves)))
}

/** Whether two topics were parted by hand. */
export function areHeldApart(holds: Holds, a: readonly number[], b: readonly number[]): boolean {
  return holds.some(
    ({ verdict, leaves: held }) => verdict === 'apart' && held.some(oneOf(a)) && held.some(oneOf(b)),
  )
}

const oneOf = (leaves: readonly number[]) => (leaf: number) => leaves.includes(leaf)

/** Topics more than there would be without those parted by hand. */
export function topicsAdded(verdicts: readonly Verdict[]): number {
  return verdicts.reduce(
    (sum, { verdict, parts }) =>
      verdict === 'apart' ? sum + Math.max(0, parts.filter((part) => part.length > 0).length - 1) : sum,
    0,
  )
}

/** What undoes a verdict. */
export function opposite(verdict: Verdict): Verdict {
  return { ...verdict, verdict: verdict.verdict === 'apart' ? 'together' : 'apart' }
}

/**
 * The verdicts carried out one after another. Where the leaves of a topic lie all on one side it can't be parted by them;
 * then its papers are, each to the part whose papers are nearer.
 */
export function withVerdicts(
  rows: readonly Float32Array[],
  grouping: Grouping,
  verdicts: readonly Verdict[],
): Grouping {
  return verdicts.reduce(
    (before, verdict) =>
      verdict.verdict === 'together' ? united(before, verdict) : parted(rows, before, verdict),
    grouping,
  )
}

/** Where each part of each verdict is. */
export function holdsOf(grouping: Grouping, verdicts: readonly Verdict[]): Holds {
  return verdicts.map(({ verdict, parts }) => ({
    verdict,
    leaves: parts.filter((part) => part.length > 0).map((part) => leafOf(grouping, part)),
  }))
}

function united(grouping: Grouping, { parts }: Verdict): Grouping {
  const topics = parts.filter((part) => part.length > 0).map((part) => topicOf(grouping, part))
  const topicOfLeaf = grouping.topicOfLeaf.map((topic) => (topics.includes(topic) ? topics[0]! : topic))
  return { ...grouping, topicOfLeaf }
}

function parted(rows: readonly Float32Array[], grouping: Grouping, { parts }: Verdict): Grouping {
  const known = parts.filter((part) => part.length > 0)
  const topics = known.map((part) => topicOf(grouping, part))
  return [...new Set(topics)].reduce((before, topic) => {
    const own = known.filter((_, part) => topics[part] === topic)
    return own.length < 2 ? before : topicParted(rows, before, topic, own)
  }, grouping)
}

function topicParted(
  rows: readonly Float32Array[],
  grouping: Grouping,
  topic: number,
  parts: readonly (readonly number[])[],
): Grouping {
  const centroids = parts.map((part) => {
    const own = part.map((at) => rows[at]!)
    return unit(meansOf(own, new Int32Array(own.length), 1).means[0]!)
  })
  const fresh = topicsIn(grouping)
  const topicOfPart = (part: number) => (part === 0 ? topic : fresh + part - 1)
  const leaves = leavesOfTopics(grouping)[topic]!
  const { means } = meansOf(rows, grouping.leaves, grouping.topicOfLeaf.length)
  const { assignment: sides } = nearestCentroids(
    leaves.map((leaf) => unit(means[leaf]!)),
    centroids,
  )
  if (new Set(sides).size === parts.length) {
    const topicOfLeaf = [...grouping.topicOfLeaf]
    leaves.forEach((leaf, i) => {
      topicOfLeaf[leaf] = topicOfPart(sides[i]!)
    })
    return { ...grouping, topicOfLeaf }
  }
  const members = [...grouping.leaves.keys()].filter((at) => leaves.includes(grouping.leaves[at]!))
  const { assignment: sidesOfRows } = nearestCentroids(
    members.map((at) => rows[at]!),
    centroids,
  )
  const ownLeaves = grouping.leaves.slice()
  members.forEach((at, i) => {
    ownLeaves[at] = grouping.topicOfLeaf.length + sidesOfRows[i]!
  })
  return {
    leaves: ownLeaves,
    topicOfLeaf: [...grouping.topicOfLeaf, ...parts.map((_, part) => topicOfPart(part))],
  }
}

/** The topic that most of some rows are in, the first of equals. */
function topicOf(grouping: Grouping, part: readonly number[]): number {
  return mostFrequent(part.map((at) => grouping.topicOfLeaf[grouping.leaves[at]!]!))
}

/** The leaf of that topic which most of them are in. */
function leafOf(grouping: Grouping, part: readonly number[]): number {
  const topic = topicOf(grouping, part)
  const leaves = part.map((at) => grouping.leaves[at]!)
  return mostFrequent(leaves.filter((leaf) => grouping.topicOfLeaf[leaf] === topic))
}

function mostFrequent(values: readonly number[]): number {
  const count = (value: number) => values.filter((other) => other === value).length
  return values.reduce((best, value) => (count(value) > count(best) ? value : best))
}
