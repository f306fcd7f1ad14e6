import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { exactIndex } from '../../src/index/exact.ts'
import { GRAPH_PARAMETERS } from '../../src/index/graph-parameters.ts'
import * as hnsw from '../../src/index/hnsw.ts'
import { keysOf } from '../../src/index/keys.ts'
import * as usearch from '../../src/index/usearch.ts'
import type { VectorIndex } from '../../src/index/vector-index.ts'
import { quantise } from '../../src/int8.ts'
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

/** Ids as papers have them, rising. */
const idsOf = (count: number) =>
  Array.from({ length: count }, (_, n) => createHash('sha1').update(`${n}`).digest('hex')).sort()

const ENGINES = {
  hnswlib: { build: hnsw.buildGraph, open: hnsw.graphIndex },
  usearch: {
    build: async (path: string, vectors: Matrix, parameters: typeof GRAPH_PARAMETERS) =>
      (await usearch.buildGraph(path, vectors, keysOf(idsOf(vectors.count)), parameters)).index,
    open: (path: string, vectors: Matrix) =>
      usearch.graphIndex(path, vectors, keysOf(idsOf(vectors.count)), GRAPH_PARAMETERS),
  },
}
const vectors = clustered(6_000)
const exact = exactIndex(vectors)

describe.each(['usearch', 'hnswlib'] as const)('the graph by %s', (engine) => {
  const { build: buildGraph, open: graphIndex } = ENGINES[engine]
  const folder = temporaryFolder()
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
    for (const share of [0.001, 0.01, 0.1, 0.2, 0.5, 0.9])
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

describe('the graph by usearch alone', () => {
  const folder = temporaryFolder()
  const path = join(folder, 'graph.hnsw')
  const keys = keysOf(idsOf(vectors.count))
  const rows = Uint32Array.from({ length: 300 }, (_, i) => i * 20)
  beforeAll(() => usearch.buildGraph(path, vectors, keys, GRAPH_PARAMETERS))

  it('holds the bytes of ours, not its own of half as many bits', () => {
    const file = readFileSync(path)
    for (const at of [0, 1_234, 5_999])
      expect(file.includes(Buffer.from(quantise(row(vectors, at))))).toBe(true)
  })

  it('answers for many rows at once, on any number of threads, as for each alone', async () => {
    const graph = await usearch.graphIndex(path, vectors, keys, GRAPH_PARAMETERS)
    const each = Array.from(rows, (at) => graph.nearest(row(vectors, at), { count: 33 }))
    for (const threads of [1, 2, 3]) expect(graph.nearestOfRows!(rows, { count: 33, threads })).toEqual(each)
    expect(graph.nearestOfRows!(rows.subarray(7, 8), { count: 33, threads: 2 })).toEqual([each[7]])
    expect(graph.nearestOfRows!(rows.subarray(0, 0), { count: 33, threads: 2 })).toEqual([])
  })

  it('finds as much when many vectors were added by several threads together', async () => {
    const many = clustered(20_000)
    const { index } = await usearch.buildGraph(
      join(folder, 'many.hnsw'),
      many,
      keysOf(idsOf(many.count)),
      GRAPH_PARAMETERS,
      { threads: 2 },
    )
    const truth = exactIndex(many)
    let found = 0
    for (let at = 0; at < many.count; at += 200) {
      const nearest = new Set(index.nearest(row(many, at), { count: 10 }).map((neighbour) => neighbour.row))
      for (const { row: one } of truth.nearest(row(many, at), { count: 10 })) if (nearest.has(one)) found++
    }
    expect(found).toBeGreaterThanOrEqual(990)
  })
})

describe('a graph that goes on from an earlier one', () => {
  const folder = temporaryFolder()
  const path = (name: string) => join(folder, name)
  const ids = idsOf(6_000)
  const parts = (from: number, to: number) => ({
    vectors: matrix(vectors.data.slice(from * DIMENSIONS, to * DIMENSIONS), DIMENSIONS),
    keys: keysOf(ids.slice(from, to)),
  })
  const build = (
    name: string,
    { vectors, keys }: ReturnType<typeof parts>,
    earlier?: usearch.EarlierGraph,
  ) => {
    const told: number[] = []
    const onAdded = (count: number) => told.push(count)
    const built = usearch.buildGraph(path(name), vectors, keys, GRAPH_PARAMETERS, { earlier, onAdded })
    return built.then(({ index, removed }) => ({ index, removed, told }))
  }
  const before = parts(0, 5_500)
  const earlier = { path: path('earlier'), ...before, removed: 0 }
  beforeAll(() => build('earlier', before))

  it('adds what is new, and finds all of it as well', async () => {
    const now = parts(0, 6_000)
    const { index, removed, told } = await build('added', now, earlier)
    // In steps of 256, from where it was.
    expect(told[0]).toBe(5_756)
    expect(removed).toBe(0)
    for (let at = 5_500; at < 6_000; at += 7) {
      const query = row(now.vectors, at)
      const truth = exact.nearest(query, { count: 10 }).map((neighbour) => neighbour.row)
      const found = index.nearest(query, { count: 10 }).map((neighbour) => neighbour.row)
      expect(found).toEqual(truth)
    }
  })

  it('never answers what was deleted, though rows have moved, and counts it', async () => {
    const now = parts(300, 5_500)
    const { index, removed, told } = await build('deleted', now, earlier)
    expect([removed, told]).toEqual([300, []])
    const truth = exactIndex(now.vectors)
    for (let at = 0; at < 100; at++)
      expect(index.nearest(row(vectors, at), { count: 10 })).toEqual(
        truth.nearest(row(vectors, at), { count: 10 }),
      )
  })

  it('finds a changed vector where it is, not where it was', async () => {
    const changed = matrix(before.vectors.data.slice(), DIMENSIONS)
    row(changed, 10).set(row(vectors, 5_900))
    const { index, removed, told } = await build('changed', { ...before, vectors: changed }, earlier)
    expect([removed, told]).toEqual([1, [5_500]])
    expect(index.nearest(row(vectors, 5_900), { count: 1 })[0]).toMatchObject({ row: 10 })
    expect(index.nearest(row(vectors, 10), { count: 1 })[0]!.row).not.toBe(10)
  })

  it('is built anew when more than a fifth has gone', async () => {
    const now = parts(0, 4_500)
    const { removed, told } = await build('compacted', now, earlier)
    expect([removed, told[0]]).toEqual([0, 256])
    const again = await build('again', parts(0, 5_450), { ...earlier, removed: 1_060 })
    expect([again.removed, again.told[0]]).toEqual([0, 256])
  })

  it('is the same to the byte when it is built again, or nothing changed', async () => {
    await build('twice', before)
    expect(readFileSync(path('twice')).equals(readFileSync(path('earlier')))).toBe(true)
    await build('unchanged', before, earlier)
    expect(readFileSync(path('unchanged')).equals(readFileSync(path('earlier')))).toBe(true)
  })
})
