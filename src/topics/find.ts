/**
 * From vectors and texts to topics: a tree of groups, their words, and the papers in their middle.
 *
 * Deterministic: the same vectors, neighbours and papers give the same topics, to the byte.
 */
import { createHash } from 'node:crypto'
import type { NeighbourLists } from '../index/neighbours.ts'
import { products } from '../row-products.ts'
import { Top } from '../top.ts'
import { type Merges, noTopics, type Topic, type TopicModel } from '../topic.ts'
import { type Matrix, meanOf, row, unit } from '../vector.ts'
import { aboutOf } from './about.ts'
import { groupsOf } from './groups.ts'
import { distinctLabels } from './labels.ts'
import type { TitledText } from './terms-in.ts'
import { nodeTerms, topicTerms } from './topic-terms.ts'
import { vocabularyOf } from './vocabulary.ts'

export interface TopicPaper extends TitledText {
  readonly id: string
}

const TERMS = 10
const MEDOIDS = 5
const ID_LENGTH = 8

/**
 * @param neighbours of each row
 * @param paperAt of a row
 *
 * Cost: 7 s for 10,000 papers, 64 s and 1.4 GB for 100,000.
 */
export function findTopics(
  vectors: Matrix,
  neighbours: NeighbourLists,
  paperAt: (row: number) => TopicPaper,
): TopicModel {
  if (vectors.count === 0) return noTopics(0)
  const { merges, leaves, cut, assignment, confidence } = groupsOf(vectors, neighbours)
  const vocabulary = vocabularyOf(vectors.count, paperAt)
  const terms = nodeTerms(vocabulary, { leaves, merges }, TERMS)
  topicTerms(vocabulary, assignment, { topics: cut.length, count: TERMS }).forEach((own, place) => {
    terms[cut[place]!] = own
  })
  const members = membersOf(leaves, merges)
  const middles = members.map((rows) => middleOf(vectors, rows))

  // The topics of the cut are named first, then the others from the largest down.
  const inCut = new Set(cut)
  const bySize = (a: number, b: number) => members[b]!.length - members[a]!.length || a - b
  const others = [...members.keys()].filter((node) => !inCut.has(node))
  const order = [...cut].sort(bySize).concat(others.sort(bySize))
  const labels = distinctLabels(order.map((node) => terms[node]!))
  const ids = new Set<string>()
  const nodes: Topic[] = []
  order.forEach((node, i) => {
    const medoids = nearestTo(vectors, middles[node]!, members[node]!)
    const papers = medoids.map(paperAt)
    nodes[node] = {
      id: newId(papers, members[node]!.length, ids),
      node,
      label: labels[i]!,
      terms: terms[node]!,
      about: aboutOf(papers, terms[node]!),
      size: members[node]!.length,
      medoids,
    }
  })

  const shown = order.slice(0, cut.length)
  const placeOf = new Map(shown.map((node, place) => [node, place]))
  const centroids = new Float32Array(shown.length * vectors.dimensions)
  shown.forEach((node, place) => {
    centroids.set(middles[node]!, place * vectors.dimensions)
  })
  return {
    topics: shown.map((node) => nodes[node]!),
    assignment: assignment.map((place) => placeOf.get(cut[place]!)!),
    confidence,
    centroids,
    tree: { merges, nodes, leaves },
  }
}

/** The rows of each node, ascending. */
function membersOf(leaves: Int32Array, merges: Merges): number[][] {
  const members = Array.from({ length: merges.length + 1 }, (): number[] => [])
  leaves.forEach((leaf, at) => {
    members[leaf]!.push(at)
  })
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
