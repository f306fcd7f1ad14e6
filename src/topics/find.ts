/**
 * From vectors and texts to topics: a tree of groups, their words, and the papers in their middle.
 *
 * Where there were topics before, these go on from them: papers leave theirs for good reasons alone, and a topic keeps id and
 * name while it is the same one. Deterministic: the same vectors, neighbours, papers and topics before give the
 * same topics, to the byte.
 */
import { createHash } from 'node:crypto'
import type { TermVectors } from '../embed/embed-terms.ts'
import type { NeighbourLists } from '../index/neighbours.ts'
import { products } from '../row-products.ts'
import { Top } from '../top.ts'
import { type Merges, noTopics, type Topic, type TopicModel } from '../topic.ts'
import type { TopicEdit } from '../topic-edit.ts'
import { type Matrix, meanOf, row, unit } from '../vector.ts'
import { aboutOf } from './about.ts'
import { groupingBefore, type TopicsBefore } from './before.ts'
import { continuedHistory, newHistory } from './changes.ts'
import { membersOf } from './grouping.ts'
import { type Groups, groupsOf } from './groups.ts'
import { distinctLabels } from './labels.ts'
import { matchedNodes } from './match.ts'
import { overlapOf } from './overlap.ts'
import { rankedByMeaning, unranked } from './term-ranking.ts'
import type { TitledText } from './terms-in.ts'
import { nodeTerms, topicTerms } from './topic-terms.ts'
import { verdictOf } from './verdicts.ts'
import { vocabularyOf } from './vocabulary.ts'

export interface TopicPaper extends TitledText {
  readonly id: string
}

export interface FindOptions {
  readonly before?: TopicsBefore
  /** What people said of topics, the oldest first. */
  readonly edits?: readonly TopicEdit[]
  /** Of the papers, so many are in no topic, those least sure; in [0, 1). */
  readonly outlierShare?: number
  /** What ranks the terms of topics by what they mean; without it they are ranked by their counts alone. */
  readonly termVectors?: TermVectors
  /** The moment of changes, ISO 8601 in UTC. */
  readonly at?: string
}

const TERMS = 10
/** Of a topic, from which the terms are taken. */
const CANDIDATES = 30
const MEDOIDS = 5
const ID_LENGTH = 8

/**
 * @param neighbours of each row
 * @param paperAt of a row
 *
 * Cost: 9 s for 10,000 papers, 57 s and 2.2 GB for 100,000.
 */
export async function findTopics(
  vectors: Matrix,
  neighbours: NeighbourLists,
  paperAt: (row: number) => TopicPaper,
  options: FindOptions = {},
): Promise<TopicModel> {
  const { before, edits = [], outlierShare = 0, at = '', termVectors } = options
  if (vectors.count === 0) return noTopics(0)
  const groups = groupsOf(vectors, neighbours, {
    before: before && groupingBefore(before),
    outlierShare,
    ...verdictsOf(edits, before, rowsById(vectors.count, paperAt)),
  })
  const { merges, leaves, cut, assignment, memberships } = groups
  const vocabulary = vocabularyOf(vectors.count, paperAt)
  const candidates = nodeTerms(vocabulary, { leaves, merges }, TERMS)
  topicTerms(vocabulary, assignment, { topics: cut.length, count: CANDIDATES }).forEach((own, place) => {
    candidates[cut[place]!] = own
  })
  const members = membersOfNodes(leaves, merges)
  const middles = members.map((rows) => middleOf(vectors, rows))
  const ranked = candidates.map((own) => unranked(own, TERMS))
  if (termVectors) {
    const shown = [...cut, ...above(cut, merges)]
    const means = { middles: shown.map((node) => middles[node]!), usual: middles.at(-1)! }
    const own = shown.map((node) => candidates[node]!)
    ;(await rankedByMeaning(own, means, termVectors, TERMS)).forEach((terms, i) => {
      ranked[shown[i]!] = terms
    })
  }
  const overlap = before && overlapOf(groups, before.model.tree, before.rowBefore)
  const matched = overlap && matchedNodes(cutWith(groups, middles), before.model, overlap)
  const known = (node: number): Topic | undefined => before?.model.tree.nodes[matched?.[node] ?? -1]

  // The topics of the cut are named first, then the others from the largest down.
  const inCut = new Set(cut)
  const bySize = (a: number, b: number) => members[b]!.length - members[a]!.length || a - b
  const others = [...members.keys()].filter((node) => !inCut.has(node))
  const order = [...cut].sort(bySize).concat(others.sort(bySize))
  const labels = distinctLabels(
    order.map((node) => ranked[node]!.forName),
    order.map((node) => known(node)?.label),
  )
  const ids = new Set(before?.model.tree.nodes.map(({ id }) => id))
  const nodes: Topic[] = []
  order.forEach((node, i) => {
    const medoids = nearestTo(vectors, middles[node]!, members[node]!)
    const papers = medoids.map(paperAt)
    nodes[node] = {
      id: known(node)?.id ?? newId(papers, members[node]!.length, ids),
      node,
      label: labels[i]!,
      terms: ranked[node]!.terms,
      about: aboutOf(papers, ranked[node]!.terms),
      size: members[node]!.length,
      medoids,
    }
  })

  const shown = order.slice(0, cut.length)
  const placeOf = new Map(shown.map((node, place) => [node, place]))
  const placeNow = (place: number) => (place < 0 ? -1 : placeOf.get(cut[place]!)!)
  const centroids = new Float32Array(shown.length * vectors.dimensions)
  shown.forEach((node, place) => {
    centroids.set(middles[node]!, place * vectors.dimensions)
  })
  const topics = shown.map((node) => nodes[node]!)
  return {
    topics,
    assignment: assignment.map(placeNow),
    memberships: { ...memberships, places: memberships.places.map(placeNow) },
    centroids,
    tree: { merges, nodes, leaves },
    history: overlap
      ? continuedHistory({ topics, papers: vectors.count, at }, before.model, overlap)
      : newHistory(topics),
    edits,
  }
}

function rowsById(count: number, paperAt: (row: number) => TopicPaper): Map<string, number> {
  return new Map(Array.from({ length: count }, (_, at) => [paperAt(at).id, at]))
}

/** What is to be carried out, and what was before and is to be undone. */
function verdictsOf(
  edits: readonly TopicEdit[],
  before: TopicsBefore | undefined,
  rows: ReadonlyMap<string, number>,
) {
  const told = new Set(edits.map(({ id }) => id))
  const withdrawn = before?.model.edits.filter(({ id }) => !told.has(id)) ?? []
  const verdict = (edit: TopicEdit) => verdictOf(edit, (id) => rows.get(id))
  return { verdicts: edits.map(verdict), withdrawn: withdrawn.map(verdict) }
}

/** The nodes that those of a cut were merged into. */
function above(cut: readonly number[], merges: Merges): number[] {
  const found = new Set(cut)
  merges.forEach((parts, m) => {
    if (parts.some((part) => found.has(part))) found.add(merges.length + 1 + m)
  })
  return [...found].slice(cut.length)
}

function cutWith({ cut }: Groups, middles: readonly Float32Array[]) {
  return { nodes: cut, centroids: cut.map((node) => middles[node]!), nodeCount: middles.length }
}

/** The rows of each node, ascending. */
function membersOfNodes(leaves: Int32Array, merges: Merges): number[][] {
  const members = membersOf(leaves)
  for (const [a, b] of merges) members.push([...members[a]!, ...members[b]!].sort((x, y) => x - y))
  return members
}

function middleOf(vectors: Matrix, rows: readonly number[]): Float32Array {
  const own = rows.map((at) => row(vectors, at))
  return unit(meanOf(own, vectors.dimensions))
}

function nearestTo(vectors: Matrix, middle: Float32Array, rows: readonly number[]): number[] {
  const own = rows.map((at) => row(vectors, at))
  const cosines = products(own, [middle])
  const top = new Top<number>(MEDOIDS, (a, b) => cosines[b]! - cosines[a]! || a - b)
  for (let i = 0; i < rows.length; i++) top.add(i)
  return top.sorted().map((i) => rows[i]!)
}

/** Of the papers in its middle; where another topic has that already, of them and a number. */
function newId(medoids: readonly TopicPaper[], size: number, taken: Set<string>): string {
  for (let more = 0; ; more++) {
    const told = `${medoids.map(({ id }) => id).join()} ${size} ${more}`
    const id = `t${createHash('sha256').update(told).digest('hex').slice(0, ID_LENGTH)}`
    if (taken.has(id)) continue
    taken.add(id)
    return id
  }
}
