/**
 * Spherical k-means: groups unit vectors around centroids of unit length, by cosine.
 *
 * Starts by k-means++ and keeps the best of several seeded runs, because one run can end in a poor
 * split. Large collections are grouped on a seeded sample, and every row is then given to its
 * nearest centroid.
 *
 * Sources: Dhillon & Modha 2001, https://doi.org/10.1023/A:1007612920971 (spherical k-means);
 * Arthur & Vassilvitskii 2007 (k-means++)
 */
import { type Random, shuffled } from '../random.ts'
import { dot, type Matrix, row, unit } from '../vector.ts'

export interface Clusters {
  /** For each row, its cluster. */
  readonly assignment: Int32Array
  /** Unit length. */
  readonly centroids: readonly Float32Array[]
}

const ITERATIONS_MAX = 40
const SAMPLE_MAX = 10_000

/** At most k clusters; fewer when the vectors hold fewer different ones. Cost: runs × iterations × min(n, 10,000) × k dot products. */
export function kMeans(vectors: Matrix, options: { k: number; runs: number; random: Random }): Clusters {
  const rows = Array.from({ length: vectors.count }, (_, at) => at)
  const sample =
    vectors.count > SAMPLE_MAX
      ? shuffled(rows, options.random)
          .slice(0, SAMPLE_MAX)
          .sort((a, b) => a - b)
      : rows
  let best: { centroids: Float32Array[]; cohesion: number } | undefined
  for (let run = 0; run < options.runs; run++) {
    const found = oneRun(vectors, sample, options.k, options.random)
    if (!best || found.cohesion > best.cohesion) best = found
  }
  const centroids = best?.centroids ?? []
  return {
    assignment: Int32Array.from(rows, (at) => nearestCentroid(row(vectors, at), centroids).cluster),
    centroids,
  }
}

/** The cluster whose centroid is nearest, the first one of equals; −1 without centroids. */
export function nearestCentroid(
  vector: Float32Array,
  centroids: readonly Float32Array[],
): { cluster: number; similarity: number } {
  let cluster = -1
  let similarity = Number.NEGATIVE_INFINITY
  centroids.forEach((centroid, at) => {
    const found = dot(vector, centroid)
    if (found > similarity) {
      cluster = at
      similarity = found
    }
  })
  return { cluster, similarity }
}

function oneRun(
  vectors: Matrix,
  sample: readonly number[],
  k: number,
  random: Random,
): { centroids: Float32Array[]; cohesion: number } {
  let centroids = seedCentroids(vectors, sample, k, random)
  const assignment = new Int32Array(sample.length).fill(-1)
  let cohesion = 0
  for (let iteration = 0; iteration < ITERATIONS_MAX; iteration++) {
    let moved = 0
    cohesion = 0
    sample.forEach((at, i) => {
      const { cluster, similarity } = nearestCentroid(row(vectors, at), centroids)
      if (assignment[i] !== cluster) moved++
      assignment[i] = cluster
      cohesion += similarity
    })
    if (moved === 0) break
    centroids = recentre(vectors, sample, assignment, centroids)
  }
  return { centroids, cohesion }
}

/** k-means++: each next centroid is drawn with a chance in proportion to its distance 1 − cosine from those there are. */
function seedCentroids(
  vectors: Matrix,
  sample: readonly number[],
  k: number,
  random: Random,
): Float32Array[] {
  if (sample.length === 0) return []
  const centroids: Float32Array[] = []
  const distances = new Float64Array(sample.length).fill(Number.POSITIVE_INFINITY)
  let next = Math.floor(random() * sample.length)
  while (centroids.length < k) {
    const centroid = row(vectors, sample[next]!).slice()
    centroids.push(centroid)
    let total = 0
    sample.forEach((at, i) => {
      // Rounding leaves a trace of distance between equal vectors, which must not be drawn.
      const distance = 1 - dot(row(vectors, at), centroid)
      distances[i] = Math.min(distances[i]!, distance < 1e-6 ? 0 : distance)
      total += distances[i]!
    })
    if (total === 0) break
    let target = random() * total
    next = distances.findIndex((distance) => {
      target -= distance
      return distance > 0 && target <= 0
    })
    if (next === -1) next = distances.findLastIndex((distance) => distance > 0)
  }
  return centroids
}

/** Each centroid moves to the mean of its members; one without members stays. */
function recentre(
  vectors: Matrix,
  sample: readonly number[],
  assignment: Int32Array,
  centroids: readonly Float32Array[],
): Float32Array[] {
  const sums = centroids.map(() => new Float64Array(vectors.dimensions))
  const counts = new Int32Array(centroids.length)
  sample.forEach((at, i) => {
    const cluster = assignment[i]!
    const vector = row(vectors, at)
    const sum = sums[cluster]!
    counts[cluster]!++
    for (let d = 0; d < vector.length; d++) sum[d]! += vector[d]!
  })
  return sums.map((sum, cluster) => (counts[cluster] === 0 ? centroids[cluster]! : unit(sum)))
}
