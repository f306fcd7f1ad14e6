/**
 * From vectors and texts to topics: groups, their words, and the papers in their middle.
 *
 * Deterministic: the same vectors and texts give the same topics, to the byte.
 */
import { seeded } from '../random.ts'
import { Top } from '../top.ts'
import type { Topic, TopicModel } from '../topic.ts'
import { dot, type Matrix, row } from '../vector.ts'
import { kMeans, nearestCentroid } from './k-means.ts'
import { distinctiveTerms, type TitledText, type WeightedTerm } from './terms.ts'

const SEED = 7
const TERMS = 10
const LABEL_TERMS = 3
const MEDOIDS = 5
/** Papers whose words name a topic: those nearest to its middle, which bounds the time for large topics. */
const NAMED_BY_MAX = 200
/** A smaller group is no theme of a collection of TINY_FROM papers and more; its papers go to the next topic. */
const SIZE_MIN = 3
const TINY_FROM = 20

/** Topics for n papers: 3 for 8, 7 for 82, 42 for 10,000, 99 for 100,000. arXiv sorts its computer science into about 40. */
export function topicCount(papers: number): number {
  return Math.min(papers, Math.max(1, Math.round(1.4 * papers ** 0.37)))
}

/** @param paperAt title and abstract of a row */
export function findTopics(vectors: Matrix, paperAt: (row: number) => TitledText): TopicModel {
  const runs = vectors.count <= 1_000 ? 20 : 3
  const clusters = kMeans(vectors, { k: topicCount(vectors.count), runs, random: seeded(SEED) })
  const { assignment, centroids } = dropTiny(vectors, clusters.assignment, clusters.centroids)
  const members = centroids.map((): number[] => [])
  assignment.forEach((topic, at) => {
    members[topic]?.push(at)
  })

  const order = Array.from(members.keys()).sort(
    (a, b) => members[b]!.length - members[a]!.length || members[a]![0]! - members[b]![0]!,
  )
  const central = order.map((old) => nearestTo(vectors, centroids[old]!, members[old]!))
  const terms = distinctiveTerms(
    central.map((rows) => rows.map(paperAt)),
    { count: TERMS },
  )
  const labels = distinctLabels(terms)
  const topics = order.map(
    (old, at): Topic => ({
      id: `t${at}`,
      label: labels[at]!,
      terms: terms[at]!,
      size: members[old]!.length,
      medoids: central[at]!.slice(0, MEDOIDS),
    }),
  )
  const places = Int32Array.from(order.keys())
  order.forEach((old, at) => {
    places[old] = at
  })
  const flat = new Float32Array(order.length * vectors.dimensions)
  order.forEach((old, at) => {
    flat.set(centroids[old]!, at * vectors.dimensions)
  })
  return { topics, assignment: assignment.map((topic) => places[topic]!), centroids: flat }
}

/** Gives the papers of groups that are too small to the nearest of the others, and drops groups that nobody is left in. */
function dropTiny(
  vectors: Matrix,
  assignment: Int32Array,
  centroids: readonly Float32Array[],
): { assignment: Int32Array; centroids: Float32Array[] } {
  const sizes = new Int32Array(centroids.length)
  for (const cluster of assignment) sizes[cluster]!++
  const sizeMin = vectors.count >= TINY_FROM ? SIZE_MIN : 1
  const kept = centroids.filter((_, cluster) => sizes[cluster]! >= sizeMin)
  const moved = assignment.map((_, at) => nearestCentroid(row(vectors, at), kept).cluster)
  return { assignment: moved, centroids: kept }
}

function nearestTo(vectors: Matrix, centroid: Float32Array, rows: readonly number[]): number[] {
  const top = new Top<{ row: number; similarity: number }>(
    NAMED_BY_MAX,
    (a, b) => b.similarity - a.similarity || a.row - b.row,
  )
  for (const at of rows) top.add({ row: at, similarity: dot(row(vectors, at), centroid) })
  return top.sorted().map(({ row: at }) => at)
}

/** A label is the first few terms; where two topics would share one, the later takes its next term as well. */
function distinctLabels(terms: readonly (readonly WeightedTerm[])[]): string[] {
  const taken = new Set<string>()
  return terms.map((own, at) => {
    for (let length = LABEL_TERMS; length <= own.length; length++) {
      const label = own
        .slice(0, length)
        .map(({ term }) => titleCase(term))
        .join(', ')
      if (!taken.has(label)) {
        taken.add(label)
        return label
      }
    }
    const label =
      own.length > 0 && own.length < LABEL_TERMS ? own.map(({ term }) => titleCase(term)).join(', ') : ''
    const unique = label && !taken.has(label) ? label : `${label || 'Topic'} ${at + 1}`
    taken.add(unique)
    return unique
  })
}

/** First letters in capitals; a word that has capitals inside (LLM, BERT) is spelled as it is. */
function titleCase(term: string): string {
  return term.replace(/\S+/g, (word) =>
    /\p{Lu}/u.test(word.slice(1)) ? word : word.charAt(0).toUpperCase() + word.slice(1),
  )
}
