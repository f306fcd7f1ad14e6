/** Topics: papers that are about one thing, the words that say what it is, and the tree that they stand in. */
import type { TopicHistory } from './topic-change.ts'
import type { TopicEdit } from './topic-edit.ts'

export interface Topic {
  readonly id: string
  /** Its number in the tree. */
  readonly node: number
  /** A few words in title case; no two topics of a collection have the same. */
  readonly label: string
  /** Distinctive words and phrases, most telling first. */
  readonly terms: readonly { readonly term: string; readonly weight: number }[]
  /** A sentence of one of its papers; empty where none has an abstract. */
  readonly about: string
  readonly size: number
  /** Rows of the papers nearest to the middle of the topic, nearest first. */
  readonly medoids: readonly number[]
}

/** Leaf i is node i, and merge m makes node leaves + m of two earlier nodes. */
export type Merges = readonly (readonly [number, number])[]

export interface TopicTree {
  readonly merges: Merges
  /** For each node what it is as a topic: the leaves first, the whole collection last. */
  readonly nodes: readonly Topic[]
  /** For each row its leaf, −1 for an outlier. */
  readonly leaves: Int32Array
}

/** Topics that a paper's memberships tell of. */
export const MEMBERSHIPS = 3

/** How much of which topics each paper is. */
export interface Memberships {
  /**
   * Places of topics (papers × MEMBERSHIPS): the one it is counted in, −1 for an outlier, then the next most probable;
   * −1 where there are no more.
   */
  readonly places: Int32Array
  /** Of these among all topics, in [0, 1]. */
  readonly probabilities: Float32Array
}

export interface TopicModel {
  /** The tree cut where a collection of this size is read best, from the largest topic down. */
  readonly topics: readonly Topic[]
  /** For each row, the place of its topic in `topics`, or −1 when it belongs to none. */
  readonly assignment: Int32Array
  readonly memberships: Memberships
  /** Unit-length middle of each topic (topics × D). */
  readonly centroids: Float32Array
  readonly tree: TopicTree
  readonly history: TopicHistory
  /** What people said of topics, as far as it was carried out. */
  readonly edits: readonly TopicEdit[]
}

/** Of a collection in which nothing was looked for. */
export function noTopics(papers: number): TopicModel {
  return {
    topics: [],
    assignment: new Int32Array(papers).fill(-1),
    memberships: {
      places: new Int32Array(papers * MEMBERSHIPS).fill(-1),
      probabilities: new Float32Array(papers * MEMBERSHIPS),
    },
    centroids: new Float32Array(),
    tree: { merges: [], nodes: [], leaves: new Int32Array(papers).fill(-1) },
    history: { revisions: [], told: {} },
    edits: [],
  }
}

/** The nodes of the tree at a number of groups, in order of their numbers; as many as there are at most. */
export function nodesAt(merges: Merges, count: number): number[] {
  const leaves = merges.length + 1
  const done = Math.max(0, leaves - Math.max(1, count))
  const parts = new Set(merges.slice(0, done).flat())
  return Array.from({ length: leaves + done }, (_, node) => node).filter((node) => !parts.has(node))
}

/** For each leaf, the place among `nodes` of the one it is in; −1 for none. */
export function nodesOfLeaves(merges: Merges, nodes: readonly number[]): Int32Array {
  const leaves = merges.length + 1
  const placeOf = new Int32Array(leaves + merges.length).fill(-1)
  nodes.forEach((node, place) => {
    placeOf[node] = place
  })
  for (let m = merges.length - 1; m >= 0; m--) {
    const own = placeOf[leaves + m]!
    if (own !== -1) for (const part of merges[m]!) placeOf[part] = own
  }
  return placeOf.slice(0, leaves)
}

/** Whether a row is in a node of the tree. */
export function inNode({ merges, leaves }: TopicTree, node: number): (row: number) => boolean {
  const ofLeaf = nodesOfLeaves(merges, [node])
  return (row) => ofLeaf[leaves[row]!] === 0
}

/** The two nodes that a node was made of; none of a leaf. */
export function partsOf({ merges }: Pick<TopicTree, 'merges'>, node: number): readonly number[] {
  return merges[node - merges.length - 1] ?? []
}

/** The node that a node was merged into; undefined for the whole collection. */
export function parentOf({ merges }: Pick<TopicTree, 'merges'>, node: number): number | undefined {
  const merge = merges.findIndex((parts) => parts.includes(node))
  return merge === -1 ? undefined : merges.length + 1 + merge
}
