/** The topics that a paper is about, of the collection or not. */
import type { Library } from '../library.ts'
import { MEMBERSHIPS } from '../topic.ts'
import { dot, matrix, row } from '../vector.ts'
import { ASSIGNED_BY, assignmentOf } from './assign.ts'

const MOST_PROBABLE = 3

export interface TopicOfPaper {
  readonly id: string
  readonly label: string
  /** Among all topics, in [0, 1]. */
  readonly probability: number
  /** Cosine to the middle of the topic. */
  readonly similarity: number
}

/** The topic the paper is counted in, unless it is an outlier, then the next most probable ones. */
export function topicsOf(library: Library, at: number): TopicOfPaper[] {
  const { places, probabilities } = library.topics.memberships
  const vector = row(library.vectors, at)
  return Array.from({ length: MEMBERSHIPS }, (_, i) => at * MEMBERSHIPS + i)
    .filter((i) => places[i]! >= 0)
    .map((i) => told(library, vector, { place: places[i]!, probability: probabilities[i]! }))
}

/** Whether a paper is in none, being too little of any. */
export function isOutlier({ topics }: Library, at: number): boolean {
  return topics.topics.length > 0 && topics.assignment[at] === -1
}

/**
 * The most probable topics of a text.
 * @param vector unit length (D,)
 *
 * Cost: one index search.
 */
export async function topicsOfVector(library: Library, vector: Float32Array): Promise<TopicOfPaper[]> {
  const near = await library.index.nearest(vector, { count: ASSIGNED_BY })
  const probabilities = assignmentOf(library.topics, vector, near)
  return [...probabilities.keys()]
    .sort((a, b) => probabilities[b]! - probabilities[a]! || a - b)
    .slice(0, MOST_PROBABLE)
    .map((place) => told(library, vector, { place, probability: probabilities[place]! }))
}

function told(
  { topics: { topics, centroids } }: Library,
  vector: Float32Array,
  { place, probability }: { place: number; probability: number },
): TopicOfPaper {
  const { id, label } = topics[place]!
  return { id, label, probability, similarity: dot(vector, row(matrix(centroids, vector.length), place)) }
}
