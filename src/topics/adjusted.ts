/**
 * Topics parted and united where the collection has outgrown them.
 *
 * Every such step changes what somebody knows, so none is taken by a hair: the number of topics follows the wanted one at
 * a distance, and two topics are united to part another only where that is clearly better. As in the tree of a new
 * collection, what parting brings and uniting costs is `mergeCost`.
 */
import { type Grouping, leavesOfTopics, meansOf } from './grouping.ts'
import { type Group, mergeCost, merged, mergeTree, temperOf } from './merge-tree.ts'
import { areHeldApart, type Holds, isHeld } from './verdicts.ts'

/** Topics more or fewer than wanted, as a share, that are left as they are. */
const COUNT_SLACK = 0.1
/** How many times the cost of uniting two topics parting another must bring. */
const GAIN_MIN = 1.5

interface Topic extends Group {
  readonly leaves: readonly number[]
  /** The leaves of the two parts that it would come apart into, and what that brings; 0 where it can't. */
  readonly parts: readonly (readonly number[])[]
  readonly gain: number
}

/**
 * @param rows unit length; each leaf has some
 * @param options.wanted number of topics
 * @returns the same leaves in other topics. Cost: topics² × D for each topic parted or united.
 */
export function adjusted(
  rows: readonly Float32Array[],
  grouping: Grouping,
  { wanted, holds }: { wanted: number; holds: Holds },
): Grouping {
  const topicOf = topicsFrom(rows, grouping, holds)
  const temper = temperOf(grouping.topicOfLeaf.length, rows.length)
  const slack = Math.max(1, COUNT_SLACK * wanted)
  let topics = leavesOfTopics(grouping).map(topicOf)
  for (let steps = grouping.topicOfLeaf.length; steps > 0; steps--) {
    const widest = topics.reduce((best, topic) => (topic.gain > best.gain ? topic : best))
    const nearest = nearestPair(topics, temper, holds)
    const isBetter = nearest && widest.gain > GAIN_MIN * nearest.cost && !nearest.pair.includes(widest)
    const isParting = widest.gain > 0 && (topics.length < wanted - slack || isBetter)
    const isUniting = nearest && (topics.length > wanted + slack || isBetter)
    if (!isParting && !isUniting) break
    const gone = [...(isParting ? [widest] : []), ...(isUniting ? nearest.pair : [])]
    const come = [
      ...(isParting ? widest.parts : []),
      ...(isUniting ? [nearest.pair.flatMap(({ leaves }) => leaves)] : []),
    ]
    topics = [...topics.filter((topic) => !gone.includes(topic)), ...come.map(topicOf)]
  }
  const topicOfLeaf = new Array<number>(grouping.topicOfLeaf.length).fill(0)
  topics.forEach(({ leaves }, topic) => {
    for (const leaf of leaves) topicOfLeaf[leaf] = topic
  })
  return { leaves: grouping.leaves, topicOfLeaf }
}

/** What some leaves are as a topic. */
function topicsFrom(
  rows: readonly Float32Array[],
  grouping: Grouping,
  holds: Holds,
): (leaves: readonly number[]) => Topic {
  const { means, sizes } = meansOf(rows, grouping.leaves, grouping.topicOfLeaf.length)
  const temper = temperOf(means.length, rows.length)
  const groupOf = (leaves: readonly number[]): Group =>
    leaves.map((leaf): Group => ({ mean: means[leaf]!, size: sizes[leaf]! })).reduce(merged)
  return (leaves) => {
    const whole = { ...groupOf(leaves), leaves }
    if (leaves.length < 2 || isHeld(holds, leaves)) return { ...whole, parts: [], gain: 0 }
    const [ownMeans, ownSizes] = [leaves.map((leaf) => means[leaf]!), leaves.map((leaf) => sizes[leaf]!)]
    const merges = mergeTree(ownMeans, ownSizes, { temper })
    const under = (node: number): number[] =>
      node < leaves.length ? [leaves[node]!] : merges[node - leaves.length]!.flatMap(under)
    const [a, b] = merges.at(-1)!.map(under) as [number[], number[]]
    return { ...whole, parts: [a, b], gain: mergeCost(groupOf(a), groupOf(b), temper) }
  }
}

/** The two topics that cost least to unite, of those that may be; undefined where none may. */
function nearestPair(topics: readonly Topic[], temper: number, holds: Holds) {
  let nearest: { pair: [Topic, Topic]; cost: number } | undefined
  const free = topics.filter(({ leaves }) => !isHeld(holds, leaves))
  free.forEach((a, i) => {
    for (const b of free.slice(i + 1)) {
      const cost = mergeCost(a, b, temper)
      if ((!nearest || cost < nearest.cost) && !areHeldApart(holds, a.leaves, b.leaves))
        nearest = { pair: [a, b], cost }
    }
  })
  return nearest
}
