/**
 * How much of each topic a paper is: a softmax over the cosines to their centroids.
 *
 * A topic united by hand has several, those of its parts, and what a paper is of each of them is added.
 */
import { products } from '../row-products.ts'
import { Top } from '../top.ts'
import { MEMBERSHIPS, type Memberships } from '../topic.ts'
import { unit } from '../vector.ts'
import { meansOf } from './grouping.ts'

/** Of the softmax. */
const TEMPERATURE = 0.1
/** Rows whose products with all centroids are made at once. */
const CHUNK = 1_000

/**
 * @param rows unit length
 * @param assignment the topic of each row, which comes first even where another is nearer by a little
 * @param parts of each row, none of which is in two topics
 *
 * Cost: rows × parts dot products.
 */
export function membershipsOf(
  rows: readonly Float32Array[],
  assignment: Int32Array,
  parts: Int32Array,
): Memberships {
  const topicOfPart: number[] = []
  parts.forEach((part, at) => {
    topicOfPart[part] = assignment[at]!
  })
  const centroids = meansOf(rows, parts, topicOfPart.length).means.map(unit)
  const topics = Math.max(...topicOfPart) + 1
  const places = new Int32Array(rows.length * MEMBERSHIPS).fill(-1)
  const probabilities = new Float32Array(rows.length * MEMBERSHIPS)
  for (let start = 0; start < rows.length; start += CHUNK) {
    const chunk = rows.slice(start, start + CHUNK)
    const cosines = products(chunk, centroids)
    chunk.forEach((_, i) => {
      const at = start + i
      const own = assignment[at]!
      const weights = new Float64Array(topics)
      topicOfPart.forEach((topic, part) => {
        weights[topic]! += Math.exp((cosines[i * centroids.length + part]! - 1) / TEMPERATURE)
      })
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      const others = new Top<number>(MEMBERSHIPS - 1, (a, b) => weights[b]! - weights[a]! || a - b)
      for (let c = 0; c < weights.length; c++) if (c !== own) others.add(c)
      ;[own, ...others.sorted()].forEach((place, rank) => {
        places[at * MEMBERSHIPS + rank] = place
        probabilities[at * MEMBERSHIPS + rank] = weights[place]! / total
      })
    })
  }
  return { places, probabilities }
}
