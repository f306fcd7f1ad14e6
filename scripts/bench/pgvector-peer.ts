/** The same graph by pgvector, asked by one client over a connection. */
import { sql } from 'drizzle-orm'
import type { GraphParameters } from '../../src/index/graph-parameters.ts'
import { type Matrix, row } from '../../src/vector.ts'
import { databaseWithPgvector } from './database.ts'
import type { GraphPeer } from './graph-peer.ts'
import { ASKED } from './graph-search.ts'

const ROWS_AT_ONCE = 500

/** Half precision. Times by the clock: the work is another process's. */
export async function startPgvectorPeer(
  url: string,
  vectors: Matrix,
  { m, efConstruction }: GraphParameters,
): Promise<GraphPeer> {
  const { db, close } = await databaseWithPgvector(url)
  const number = (value: number) => sql.raw(String(value))
  await db.execute(
    sql`create table vectors (row integer primary key, vector halfvec(${number(vectors.dimensions)}) not null)`,
  )
  for (let from = 0; from < vectors.count; from += ROWS_AT_ONCE) {
    const rows = Array.from({ length: Math.min(ROWS_AT_ONCE, vectors.count - from) }, (_, i) => from + i)
    const texts = rows.map((at) => textOf(row(vectors, at)))
    await db.execute(sql`insert into vectors
      select * from unnest(${sql.param(rows)}::int[], ${sql.param(texts)}::text[]::halfvec[])`)
  }
  const started = performance.now()
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`)
    await tx.execute(sql`set local maintenance_work_mem = '1GB'`)
    await tx.execute(sql`create index on vectors using hnsw (vector halfvec_ip_ops)
      with (m = ${number(m)}, ef_construction = ${number(efConstruction)})`)
  })
  const builtIn = (performance.now() - started) / 1000
  return {
    name: 'pgvector, half precision, by the clock',
    builtIn,
    searchWith: (ef) => (queries) =>
      db.transaction(async (tx) => {
        await tx.execute(sql`set local hnsw.ef_search = ${number(ef)}`)
        const rows: number[][] = []
        const asked = performance.now()
        for (let at = 0; at < queries.count; at++) {
          const found = await tx
            .select({ row: sql`row`.mapWith(Number) })
            .from(sql`vectors`)
            .orderBy(sql`vector <#> ${textOf(row(queries, at))}::halfvec`)
            .limit(ASKED)
          rows.push(found.map((one) => one.row))
        }
        return { rows, ms: (performance.now() - asked) / queries.count }
      }),
    close,
  }
}

const textOf = (vector: Float32Array) => `[${vector.join()}]`
