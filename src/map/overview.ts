/** What a map is drawn from beside its points: its topics, where their names stand, and their colours. */
import type { Library } from '../library.ts'
import { nodesAt, nodesOfLeaves, type Topic } from '../topic.ts'
import { colourTopics } from './colouring.ts'
import { densestPlace } from './densest-place.ts'
import { LEVELS, type Level } from './labels.ts'

export interface MapTopic {
  readonly topic: Topic
  /** The coarsest cut of the tree that it is in. */
  readonly level: Level
  /** Where most of its papers stand. */
  readonly place: readonly [x: number, y: number]
  /** The leaves of the tree that it is made of. */
  readonly leaves: readonly number[]
}

export interface MapOverview {
  /** The broad ones first, in each level the largest first. */
  readonly topics: readonly MapTopic[]
  /** For each leaf of the tree the colour of its topic of the usual level, 0 to COLOURS − 1. */
  readonly colours: Uint8Array
}

const kept = new WeakMap<Library['topics'], MapOverview>()

/** Cost: nothing, but the first time 0.2 s at 100,000 papers. */
export function overviewOf({ topics: model, map }: Library): MapOverview {
  const known = kept.get(model)
  if (known) return known
  const made = { topics: topicsOnMap(model, map.places), colours: coloursOf(model, map.places) }
  kept.set(model, made)
  return made
}

function topicsOnMap({ topics, tree }: Library['topics'], places: Float32Array): MapTopic[] {
  const counts = { few: Math.round(Math.sqrt(topics.length)), usual: topics.length, all: tree.nodes.length }
  const seen = new Set<number>()
  return LEVELS.flatMap((level) => {
    const nodes = topics.length === 0 ? [] : nodesAt(tree.merges, counts[level])
    const ofLeaf = nodesOfLeaves(tree.merges, nodes)
    const rows = nodes.map((): number[] => [])
    for (const [row, leaf] of tree.leaves.entries()) rows[ofLeaf[leaf] ?? -1]?.push(row)
    const leaves = nodes.map((): number[] => [])
    for (const [leaf, at] of ofLeaf.entries()) leaves[at]?.push(leaf)
    const found = nodes.map((node, at) => ({
      topic: tree.nodes[node]!,
      rows: rows[at]!,
      leaves: leaves[at]!,
    }))
    return found
      .filter(({ topic, rows }) => rows.length > 0 && !seen.has(topic.node) && seen.add(topic.node))
      .sort((a, b) => b.topic.size - a.topic.size || a.topic.node - b.topic.node)
      .map(({ topic, rows, leaves }) => ({ topic, level, place: densestPlace(places, rows), leaves }))
  })
}

function coloursOf({ topics, tree }: Library['topics'], places: Float32Array): Uint8Array {
  const nodes = topics.map(({ node }) => node)
  const ofLeaf = nodesOfLeaves(tree.merges, nodes)
  const topicOf = tree.leaves.map((leaf) => ofLeaf[leaf] ?? -1)
  const colours = colourTopics(places, topicOf, topics.length)
  return Uint8Array.from(ofLeaf, (topic) => colours[topic] ?? 0)
}

/** Leaves of a topic of the tree. */
export function leavesOf({ topics: { tree } }: Library, { node }: Topic): number[] {
  return Array.from(nodesOfLeaves(tree.merges, [node]).entries()).flatMap(([leaf, at]) =>
    at === 0 ? [leaf] : [],
  )
}

/** Some of the papers, of each topic as large a share: every so many-th in the order of the tree's leaves. */
export function sampleOf({ topics: { tree } }: Library, rows: readonly number[], count: number): number[] {
  if (rows.length <= count) return [...rows]
  const inOrder = rows.toSorted((a, b) => tree.leaves[a]! - tree.leaves[b]! || a - b)
  return Array.from({ length: count }, (_, i) => inOrder[Math.floor((i * rows.length) / count)]!)
}
