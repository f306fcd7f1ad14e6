import { describe, expect, it } from 'vitest'
import { seeded } from '../../src/random.ts'
import { kMeans, nearestCentroids } from '../../src/topics/k-means.ts'
import { dot, matrix, row } from '../../src/vector.ts'
import { unitAt } from '../support/flat-library.ts'

const at = (...angles: number[]) =>
  matrix(Float32Array.from(angles.flatMap((degrees) => [...unitAt(degrees)])), 2)
const run = (vectors: ReturnType<typeof at>, k: number) => kMeans(vectors, { k, runs: 5, random: seeded(1) })

describe('spherical k-means', () => {
  it('puts vectors that lie together into one cluster', () => {
    const { assignment } = run(at(0, 90, 5, 180, 95, 185, -5), 3)
    const [a, b, c] = [assignment[0], assignment[1], assignment[3]]
    expect(new Set([a, b, c]).size).toBe(3)
    expect([...assignment]).toEqual([a, b, a, c, b, c, a])
  })

  it('places a centroid in the middle of its cluster, at unit length', () => {
    const { centroids } = run(at(0, 20, 180, 200), 2)
    const middles = centroids.map((centroid) =>
      Math.max(dot(centroid, unitAt(10)), dot(centroid, unitAt(190))),
    )
    for (const cosine of middles) expect(cosine).toBeCloseTo(1, 5)
  })

  it('makes no more clusters than there are different vectors', () => {
    expect(run(at(30, 30, 30, 30), 3).centroids).toHaveLength(1)
    expect(run(at(30, 30, 60, 60), 4).centroids).toHaveLength(2)
    expect(run(at(), 3)).toEqual({ assignment: new Int32Array(), centroids: [] })
  })

  it.each([
    [3, 11.173011],
    [4, 11.74214],
    [5, 11.959351],
  ])('with %i clusters is as close as scikit-learn’s best of 200 runs', (k, cohesion) => {
    // scikit-learn 1.9.1, KMeans(k, n_init=200, random_state=0): the lengths of its clusters' sums, added up
    const vectors = at(0, 7, 15, 40, 44, 90, 97, 101, 150, 155, 210, 222)
    const { assignment, centroids } = run(vectors, k)
    const own = Array.from(assignment, (cluster, i) => dot(centroids[cluster]!, row(vectors, i)))
    expect(own.reduce((sum, cosine) => sum + cosine, 0)).toBeCloseTo(cohesion, 4)
  })

  it('gives the same clusters for the same seed', () => {
    const vectors = at(...Array.from({ length: 60 }, (_, n) => (n * 37) % 360))
    expect(run(vectors, 5)).toEqual(run(vectors, 5))
  })

  it('finds the first of equally near centroids', () => {
    expect(nearestCentroids([unitAt(0)], [unitAt(90), unitAt(20), unitAt(-20)]).assignment).toEqual(
      Int32Array.of(1),
    )
  })
})
