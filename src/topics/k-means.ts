/**
 * Spherical k-means: groups unit vectors around centroids of unit length, by cosine.
 *
 * Starts by k-means++ and keeps the best of several seeded runs, because one run can end in a poor
 * split. Large collections are grouped on a sample, and every row is then given to its
 * nearest centroid.
 *
 * Sources: Dhillon & Modha 2001, https://doi.org/10.1023/A:1007612920971 (spherical k-means);
 * Arthur & Vassilvitskii 2007 (k-means++)
 */
import type { Random } from '../random.ts'
import { products } from '../row-products.ts'
import { type Matrix, meanOf, row, unit } from '../vector.ts'

export interface Clusters {
  /** For each row, its cluster. */
  readonly assignment: Int32Array
  /** Unit length. */
  readonly centroids: readonly Float32Array[]
}

const ITERATIONS_MAX = 40
const SAMPLE_MAX = 20_000
/** Rows whose products with all centroids are made at once. */
const CHUNK = 1_000

/** At most k clusters; fewer when the vectors hold fewer different ones. Cost: runs × iterations × min(n, 20,000) × k dot products. */
export function kMeans(vectors: Matrix, options: { k: number; runs: number; random: Random }): Clusters {
  const rows = Array.from({ length: vectors.count }, (_, at) => row(vectors, at))
  const step = Math.max(1, rows.length / SAMPLE_MAX)
  const sample = Array.from(
    { length: Math.min(rows.length, SAMPLE_MAX) },
    (_, i) => rows[Math.floor(i * step)]!,
  )
  let best: { centroids: Float32Array[]; cohesion: number } | undefined
  for (let run = 0; run < options.runs; run++) {
    const found = oneRun(sample, options.k, options.random)
    if (!best || found.cohesion > best.cohesion) best = found
  }
  const centroids = best?.centroids ?? []
  return { assignment: nearestCentroids(rows, centroids).assignment, centroids }
}

/** Where each row is, −1 for nowhere, and by how much another centroid must be nearer for it to leave, in cosine. */
export interface Staying {
  readonly own: Int32Array
  readonly margin: number
}

/**
 * @param staying nobody is anywhere, unless told
 * @returns for each row the centroid that is nearest, the first one of equals, or its own where it stays, and the sum of
 *   these cosines; −1 without centroids
 */
export function nearestCentroids(
  rows: readonly Float32Array[],
  centroids: readonly Float32Array[],
  staying?: Staying,
): { assignment: Int32Array; cohesion: number } {
  const assignment = new Int32Array(rows.length).fill(-1)
  let cohesion = 0
  for (let start = 0; start < rows.length && centroids.length > 0; start += CHUNK) {
    const chunk = rows.slice(start, start + CHUNK)
    const found = products(chunk, centroids)
    for (let i = 0; i < chunk.length; i++) {
      const from = i * centroids.length
      let best = 0
      for (let c = 1; c < centroids.length; c++) if (found[from + c]! > found[from + best]!) best = c
      const own = staying?.own[start + i] ?? -1
      if (own >= 0 && found[from + own]! > found[from + best]! - staying!.margin) best = own
      assignment[start + i] = best
      cohesion += found[from + best]!
    }
  }
  return { assignment, cohesion }
}

function oneRun(
  rows: readonly Float32Array[],
  k: number,
  random: Random,
): { centroids: Float32Array[]; cohesion: number } {
  let centroids = seedCentroids(rows, k, random)
  let { assignment, cohesion } = nearestCentroids(rows, centroids)
  for (let iteration = 1; iteration < ITERATIONS_MAX; iteration++) {
    centroids = centroidsOf(rows, assignment, centroids)
    const next = nearestCentroids(rows, centroids)
    const moved = next.assignment.some((cluster, i) => cluster !== assignment[i])
    ;({ assignment, cohesion } = next)
    if (!moved) break
  }
  return { centroids, cohesion }
}

/** k-means++: each next centroid is drawn with a chance in proportion to its distance 1 − cosine from those there are. */
function seedCentroids(rows: readonly Float32Array[], k: number, random: Random): Float32Array[] {
  if (rows.length === 0) return []
  const centroids: Float32Array[] = []
  const distances = new Float64Array(rows.length).fill(Number.POSITIVE_INFINITY)
  let next = Math.floor(random() * rows.length)
  while (centroids.length < k) {
    centroids.push(rows[next]!.slice())
    const cosines = products([rows[next]!], rows)
    let total = 0
    for (let i = 0; i < rows.length; i++) {
      // Rounding leaves a trace of distance between equal vectors, which must not be drawn.
      const distance = 1 - cosines[i]!
      distances[i] = Math.min(distances[i]!, distance < 1e-6 ? 0 : distance)
      total += distances[i]!
    }
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

/** The unit mean of each cluster's rows; one without rows stays as it was. */
function centroidsOf(
  rows: readonly Float32Array[],
  assignment: Int32Array,
  before: readonly Float32Array[],
): Float32Array[] {
  const members = before.map((): Float32Array[] => [])
  assignment.forEach((cluster, i) => {
    members[cluster]?.push(rows[i]!)
  })
  return members.map((own, cluster) =>
    own.length === 0 ? before[cluster]! : unit(meanOf(own, own[0]!.length)),
  )
}
