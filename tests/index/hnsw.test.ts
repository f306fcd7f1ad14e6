import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { exactIndex } from '../../src/index/exact.ts'
import { buildGraph, GRAPH_PARAMETERS, graphIndex } from '../../src/index/hnsw.ts'
import type { VectorIndex } from '../../src/index/vector-index.ts'
import { seeded } from '../../src/random.ts'
import { type Matrix, matrix, row, unit } from '../../src/vector.ts'
import { temporaryFolder } from '../support/databases.ts'

const DIMENSIONS = 64
const random = seeded(11)
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

/** Unit vectors around 40 centres, as papers lie around their fields. */
function clustered(count: number): Matrix {
  const centres = Array.from({ length: 40 }, () => Float32Array.from({ length: DIMENSIONS }, normal))
  const data = new Float32Array(count * DIMENSIONS)
  for (let at = 0; at < count; at++) {
    const centre = centres[Math.floor(random() * centres.length)]!
    data.set(unit(centre.map((value) => value + normal())), at * DIMENSIONS)
  }
  return matrix(data, DIMENSIONS)
}

describe('the graph', () => {
  const folder = temporaryFolder()
  const vectors = clustered(6_000)
  const exact = exactIndex(vectors)
  let graph: VectorIndex
  beforeAll(async () => {
    const path = join(folder, 'graph.hnsw')
    await buildGraph(path, vectors, GRAPH_PARAMETERS)
    graph = await graphIndex(path, vectors)
  })

  const recall = (count: number, within?: Uint32Array) => {
    let found = 0
    let wanted = 0
    for (let i = 0; i < 100; i++) {
      const query = unit(
        Float32Array.from({ length: DIMENSIONS }, (_, d) => row(vectors, i * 50)[d]! + 0.05 * normal()),
      )
      const truth = new Set(exact.nearest(query, { count, within }).map((neighbour) => neighbour.row))
      wanted += truth.size
      found += graph.nearest(query, { count, within }).filter((neighbour) => truth.has(neighbour.row)).length
    }
    return found / wanted
  }

  it('finds at least 99 % of the true ten nearest after it was written and opened again', () => {
    expect(recall(10)).toBeGreaterThanOrEqual(0.99)
  })

  it('loses no neighbour to a filter, whatever share passes', () => {
    const passing = (share: number) =>
      Uint32Array.from(
        Array.from({ length: vectors.count }, (_, at) => at).filter(
          (at) => (at * 2_654_435_761) % 2 ** 32 < share * 2 ** 32,
        ),
      )
    for (const share of [0.001, 0.01, 0.2, 0.5, 0.9])
      expect(recall(10, passing(share)), `${share}`).toBeGreaterThanOrEqual(0.99)
  })

  it('answers the same similarities as the exact scan, to the bit', () => {
    const query = row(vectors, 17)
    const truth = new Map(exact.nearest(query, { count: 50 }).map(({ row, similarity }) => [row, similarity]))
    for (const { row, similarity } of graph.nearest(query, { count: 10 }))
      expect(similarity).toBe(truth.get(row))
  })

  it('gives every vector when more are asked for than there are', () => {
    expect(graph.nearest(row(vectors, 0), { count: 7_000 })).toHaveLength(6_000)
  })

  it('refuses a query that would make the library answer nonsense', () => {
    const bad = new Float32Array(DIMENSIONS).fill(Number.NaN)
    expect(() => graph.nearest(bad, { count: 1 })).toThrow(RangeError)
    expect(() => graph.nearest(new Float32Array(DIMENSIONS - 1), { count: 1 })).toThrow(RangeError)
  })

  it('is not built from vectors that are not of unit length', async () => {
    const bad = matrix(new Float32Array(2 * DIMENSIONS), DIMENSIONS)
    await expect(buildGraph(join(folder, 'bad.hnsw'), bad, GRAPH_PARAMETERS)).rejects.toThrow(
      'vector 0 is not finite and of unit length',
    )
  })

  it('is refused when it holds another number of vectors than the corpus', async () => {
    const fewer = matrix(vectors.data.slice(0, 100 * DIMENSIONS), DIMENSIONS)
    await expect(graphIndex(join(folder, 'graph.hnsw'), fewer)).rejects.toThrow(
      'holds 6000 vectors, the corpus 100',
    )
  })

  it('reports a disk that is full instead of a graph that is not there', async () => {
    await expect(buildGraph('/dev/full', vectors, GRAPH_PARAMETERS)).rejects.toThrow()
  })
})
