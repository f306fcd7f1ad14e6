import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { finishJobs } from '../../src/db/embedding-jobs.ts'
import { type OpenDatabase, openDatabase } from '../../src/db/open.ts'
import { embeddedTexts } from '../../src/db/shared-tables.ts'
import {
  countUnfilled,
  fillVectorTable,
  requirePgvector,
  SEARCH_SETTINGS,
} from '../../src/db/vector-table.ts'
import { exactIndex } from '../../src/index/exact.ts'
import { pgvectorSearch } from '../../src/index/pgvector.ts'
import type { VectorSearch } from '../../src/index/vector-index.ts'
import { seeded } from '../../src/random.ts'
import { bytesOf } from '../../src/shared-embeddings.ts'
import { type Matrix, matrix, row, unit } from '../../src/vector.ts'
import { newDatabase, temporaryFolder, withPgvector } from '../support/databases.ts'

const DIMENSIONS = 48
const COUNT = 6_000
const QUERIES = 60
const SPACE = { fingerprint: 'bbbbbbbbbbbbbbbb', dimensions: DIMENSIONS }

/** Vectors in 80 clusters, as those of texts are, so that neighbours are near one another. */
function clustered(count: number, seed: number): Matrix {
  const centres = seeded(7)
  const middles = Array.from({ length: 80 }, () => Array.from({ length: DIMENSIONS }, () => centres() - 0.5))
  const random = seeded(seed)
  const data = new Float32Array(count * DIMENSIONS)
  for (let at = 0; at < count; at++) {
    const middle = middles[Math.floor(random() * middles.length)]!
    data.set(unit(middle.map((x) => x + 0.6 * (random() - 0.5))), at * DIMENSIONS)
  }
  return matrix(data, DIMENSIONS)
}

withPgvector('vectors in the Postgres', () => {
  const folder = temporaryFolder()
  const stored = clustered(COUNT + 500, 1)
  let open: OpenDatabase
  /** Of each stored vector. */
  let numbers: Uint32Array
  const put = async (from: number, to: number) => {
    for (let at = from; at < to; at += 500) {
      const texts = Array.from({ length: Math.min(500, to - at) }, (_, i) => ({
        hash: `${at + i}`.padStart(32, '0'),
        vector: bytesOf(row(stored, at + i)),
        pieces: Buffer.alloc(DIMENSIONS),
      }))
      await finishJobs(open.db, SPACE.fingerprint, texts)
    }
  }
  /** The stored vectors of these places as a snapshot has them. */
  const searchOf = (places: readonly number[]) => {
    const vectors = matrix(Float32Array.from(places.flatMap((at) => [...row(stored, at)])), DIMENSIONS)
    const search = pgvectorSearch(open.db, SPACE, {
      vectors,
      numbers: Uint32Array.from(places, (at) => numbers[at]!),
    })
    return { search, exact: exactIndex(vectors) }
  }
  beforeAll(async () => {
    const where = await newDatabase('pgvector', folder)
    // Of 6,500 rows the planner would rather look at all.
    open = await openDatabase({ ...where, settings: { ...SEARCH_SETTINGS, enable_seqscan: 'off' } })
    await requirePgvector(open.db)
    await put(0, COUNT)
    await fillVectorTable(open.db, SPACE)
    // Those of a newer snapshot: added to the graph that is there.
    await put(COUNT, COUNT + 500)
    expect(await countUnfilled(open.db, SPACE)).toBe(500)
    await fillVectorTable(open.db, SPACE)
    expect(await countUnfilled(open.db, SPACE)).toBe(0)
    numbers = new Uint32Array(COUNT + 500)
    const rows = await open.db
      .select({ number: embeddedTexts.number, hash: embeddedTexts.hash })
      .from(embeddedTexts)
    for (const { number, hash } of rows) numbers[Number(hash)] = number
  })
  afterAll(() => open.close())

  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

  async function recallOf(
    { search, exact }: { search: VectorSearch; exact: VectorSearch },
    options: { count: number; within?: Uint32Array },
  ) {
    const queries = clustered(QUERIES, 2)
    let [right, wanted] = [0, 0]
    for (let at = 0; at < QUERIES; at++) {
      const query = row(queries, at)
      const truth = await exact.nearest(query, options)
      const found = await search.nearest(query, options)
      expect(found).toHaveLength(truth.length)
      const known = new Map(truth.map((neighbour) => [neighbour.row, neighbour.similarity]))
      for (const neighbour of found) {
        if (!known.has(neighbour.row)) continue
        right++
        expect(neighbour.similarity).toBe(known.get(neighbour.row))
      }
      wanted += truth.length
    }
    return right / wanted
  }

  it('are walked to by the graph, and looked at one by one where an exact order is asked for', async () => {
    const query = `'[${Array.from(row(stored, 0)).join()}]'`
    const planOf = async (order: string) => {
      const table = `vectors_${SPACE.fingerprint}`
      const plan = await open.db.execute(
        sql.raw(`explain select number from ${table} order by ${order} limit 20`),
      )
      return JSON.stringify(plan)
    }
    expect(await planOf(`embedding <#> ${query}`)).toContain(
      'Index Scan using vectors_bbbbbbbbbbbbbbbb_graph',
    )
    expect(await planOf(`(embedding <#> ${query}) + 0`)).not.toContain('_graph')
  })

  it('find 99 of 100 true neighbours, with their similarities to the bit', async () => {
    const whole = searchOf(range(0, COUNT + 500))
    expect(await recallOf(whole, { count: 10 })).toBeGreaterThanOrEqual(0.99)
    expect(await recallOf(whole, { count: 300 })).toBeGreaterThanOrEqual(0.99)
  })

  it.each([0, 1, 9, 60, 300, 1_200, 3_000, 5_900])(
    'find them under a filter that passes %i',
    async (count) => {
      const whole = searchOf(range(0, COUNT + 500))
      const random = seeded(count)
      const passing = range(0, COUNT + 500).map((at) => [random(), at] as const)
      const within = Uint32Array.from(
        passing
          .sort(([a], [b]) => a - b)
          .slice(0, count)
          .map(([, at]) => at),
      ).sort()
      expect((await recallOf(whole, { count: 10, within })) || (count === 0 ? 1 : 0)).toBeGreaterThanOrEqual(
        0.99,
      )
    },
  )

  it('find them when all that passes lies elsewhere than the query', async () => {
    const whole = searchOf(range(0, COUNT + 500))
    const query = row(clustered(1, 2), 0)
    const order = await whole.exact.nearest(query, { count: COUNT })
    // The farther half: a walk from the query meets none of them for long.
    const within = Uint32Array.from(order.slice(COUNT / 2).map((neighbour) => neighbour.row)).sort()
    const truth = await whole.exact.nearest(query, { count: 20, within })
    const found = await whole.search.nearest(query, { count: 20, within })
    const right = found.filter((one) => truth.some((other) => other.row === one.row))
    expect(right.length).toBeGreaterThanOrEqual(19)
  })

  it('are no more than a snapshot holds, which loses none for the others', async () => {
    // A snapshot of 30 papers among 6,500: nearly every neighbour is another’s.
    const few = searchOf(range(100, 130))
    expect(await recallOf(few, { count: 10 })).toBe(1)
    expect(await recallOf(few, { count: 100 })).toBe(1)
    const before = searchOf(range(0, COUNT))
    expect(await recallOf(before, { count: 10 })).toBeGreaterThanOrEqual(0.99)
  })

  it('refuse a query that is no vector of theirs', async () => {
    const { search } = searchOf([0, 1])
    await expect(search.nearest(new Float32Array(DIMENSIONS), { count: 1 })).rejects.toThrow(RangeError)
    await expect(search.nearest(Float32Array.of(1), { count: 1 })).rejects.toThrow(RangeError)
  })
})

describe.skipIf(!inject('postgresUrl'))('a Postgres without pgvector', () => {
  const folder = temporaryFolder()

  it('is named in one sentence that says what to do', async () => {
    const open = await openDatabase(await newDatabase('postgres', folder))
    await expect(requirePgvector(open.db)).rejects.toThrow(
      /^VECTOR_STORE=pgvector, but the Postgres lacks it \(.*vector.*\): install pgvector 0\.8 or later there, or unset VECTOR_STORE$/,
    )
    await open.close()
  })
})
