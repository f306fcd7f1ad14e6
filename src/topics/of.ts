/** The topics that one paper is near to. */
import type { Library } from '../library.ts'
import { dot, matrix, row } from '../vector.ts'

const NEAREST = 3

/** The topic the paper is counted in, then the next nearest ones; the similarity is the cosine to a topic's middle. */
export function topicsOf(library: Library, at: number): { id: string; label: string; similarity: number }[] {
  const { topics, assignment, centroids } = library.topics
  const middles = matrix(centroids, library.vectors.dimensions)
  const vector = row(library.vectors, at)
  const own = assignment[at]!
  const near = topics.map(({ id, label }, place) => ({
    place,
    id,
    label,
    similarity: dot(vector, row(middles, place)),
  }))
  near.sort(
    (a, b) =>
      Number(b.place === own) - Number(a.place === own) || b.similarity - a.similarity || a.place - b.place,
  )
  return near.slice(0, NEAREST).map(({ id, label, similarity }) => ({ id, label, similarity }))
}
