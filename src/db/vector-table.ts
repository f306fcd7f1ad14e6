/**
 * Vectors as pgvector has them: half precision, in an HNSW graph, one table for each model.
 *
 * No migration makes the table, because its width is the model's, and because a Postgres without pgvector
 * serves all the rest. It is filled from `embedded_texts`, and its rows have the numbers of those: a vector
 * belongs to a text, not to a snapshot, so a new snapshot adds its new texts and nothing else, and a
 * service goes on answering from an older one.
 */
import { and, asc, count, eq, gt, innerProduct, type SQL, sql } from 'drizzle-orm'
import { halfvec, integer, pgTable } from 'drizzle-orm/pg-core'
import { NotReady } from '../errors.ts'
import type { Database } from './schema.ts'
import { embeddedTexts } from './shared-tables.ts'

/** What identifies a table. */
export interface VectorSpace {
  readonly fingerprint: string
  readonly dimensions: number
}

/**
 * Of each connection that searches. A scan goes on until enough rows have passed a filter, in the order of
 * their distances; `ef_search` as for the graph in memory (index/hnsw.ts).
 */
export const SEARCH_SETTINGS = {
  'hnsw.ef_search': '200',
  'hnsw.iterative_scan': 'strict_order',
  'hnsw.max_scan_tuples': '1000000',
  'hnsw.scan_mem_multiplier': '4',
} as const

/** The parameters of the graph in memory. */
const GRAPH = { m: 16, efConstruction: 200 }
/** The first that goes on scanning when a filter has left too few. */
const VERSION_MIN = [0, 8]
const ROWS_PER_STATEMENT = 500
/** Any number will do, so long as nobody else locks it: `vect` in ASCII. */
const FILL_LOCK = 0x76656374

const tableOf = ({ fingerprint, dimensions }: VectorSpace) =>
  pgTable(`vectors_${fingerprint}`, {
    number: integer('number').primaryKey(),
    embedding: halfvec('embedding', { dimensions }).notNull(),
  })

/** @throws NotReady in one sentence when the Postgres has no pgvector, or one that is too old */
export async function requirePgvector(db: Database): Promise<void> {
  const mend = 'install pgvector 0.8 or later there, or unset VECTOR_STORE'
  try {
    await db.transaction(async (tx) => {
      // Of two processes that create it at once, one would fail.
      await tx.execute(sql`select pg_advisory_xact_lock(${FILL_LOCK})`)
      await tx.execute(sql`create extension if not exists vector`)
    })
  } catch (error) {
    const { cause } = error as { cause?: Error }
    throw new NotReady(
      `VECTOR_STORE=pgvector, but the Postgres lacks it (${(cause ?? (error as Error)).message}): ${mend}`,
    )
  }
  const [found] = await db
    .select({ version: sql<string>`extversion` })
    .from(sql`pg_extension`)
    .where(sql`extname = 'vector'`)
  const [major = 0, minor = 0] = found!.version.split('.').map(Number)
  if (major === VERSION_MIN[0]! && minor < VERSION_MIN[1]!)
    throw new NotReady(`VECTOR_STORE=pgvector, but the Postgres has version ${found!.version} of it: ${mend}`)
}

/** How many texts of the model are not in its table yet. */
export async function countUnfilled(db: Database, space: VectorSpace): Promise<number> {
  const table = tableOf(space)
  const ofModel = eq(embeddedTexts.model, space.fingerprint)
  const [made] = await db
    .select({ there: sql<boolean>`to_regclass(${`vectors_${space.fingerprint}`}) is not null` })
    .from(sql`generate_series(1, 1)`)
  if (!made!.there) return db.$count(embeddedTexts, ofModel)
  const [left] = await db
    .select({ count: count() })
    .from(embeddedTexts)
    .where(and(ofModel, notIn(table)))
  return left!.count
}

const notIn = (table: ReturnType<typeof tableOf>) =>
  sql`not exists (select from ${table} where ${table.number} = ${embeddedTexts.number})`

/**
 * Brings the table of a model up to date; makes it and its graph when there is none.
 *
 * @param onProgress told how many texts have come, after some
 *
 * Cost: the first time 20,000 rows a second and then the graph, by as many processes as the server gives;
 * later about 3 ms a new row, at 100,000.
 */
export async function fillVectorTable(
  db: Database,
  space: VectorSpace,
  onProgress: (count: number) => void = () => {},
): Promise<void> {
  const table = tableOf(space)
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`)
    await tx.execute(sql`select pg_advisory_xact_lock(${FILL_LOCK})`)
    await tx.execute(sql`create table if not exists ${table} (
      number integer primary key references ${embeddedTexts} on delete cascade,
      embedding halfvec(${sql.raw(`${space.dimensions}`)}) not null)`)
    for (let after = 0, filled = 0; ; ) {
      const { number, vector } = embeddedTexts
      const rows = await tx
        .select({ number, vector })
        .from(embeddedTexts)
        .where(and(eq(embeddedTexts.model, space.fingerprint), gt(number, after), notIn(table)))
        .orderBy(asc(number))
        .limit(ROWS_PER_STATEMENT)
      if (rows.length > 0)
        await tx
          .insert(table)
          .values(rows.map(({ number, vector }) => ({ number, embedding: numbersOf(vector) })))
      filled += rows.length
      onProgress(filled)
      if (rows.length < ROWS_PER_STATEMENT) break
      after = rows.at(-1)!.number
    }
    // After the rows where there was none: it is then built at once, and in parallel.
    await tx.execute(sql`create index if not exists ${sql.identifier(`vectors_${space.fingerprint}_graph`)}
      on ${table} using hnsw (embedding halfvec_ip_ops)
      with (m = ${sql.raw(`${GRAPH.m}`)}, ef_construction = ${sql.raw(`${GRAPH.efConstruction}`)})`)
    await tx.execute(sql`analyze ${table}`)
  })
}

export interface SearchOptions {
  readonly count: number
  /** Numbers that may be answered: as a bitmap, bit n for number n. */
  readonly allowed?: Uint8Array
  /** The same as a list; each is then looked at, and no other. */
  readonly numbers?: readonly number[]
  /** Looks at all that are allowed instead of walking the graph. */
  readonly exact?: boolean
}

/**
 * The numbers of the vectors nearest to a query, best first.
 *
 * The graph may find fewer than asked for where few are allowed, or miss one in a thousand.
 */
export async function nearestNumbers(
  db: Database,
  space: VectorSpace,
  query: Float32Array,
  { count, allowed, numbers, exact = false }: SearchOptions,
): Promise<number[]> {
  const table = tableOf(space)
  const filters: SQL[] = []
  if (numbers) filters.push(sql`${table.number} = any(${sql.param(numbers)})`)
  if (allowed) {
    const bits = 8 * allowed.length
    // Not "= 1", of which the planner believes that one row in 200 passes, too few for a walk.
    filters.push(
      sql`${table.number} < ${bits} and get_bit(${sql.param(Buffer.from(allowed))}::bytea, ${table.number}) <> 0`,
    )
  }
  const distance = innerProduct(table.embedding, numbersOf(query))
  const rows = await db
    .select({ number: table.number })
    .from(table)
    .where(and(...filters))
    // An order that the graph does not have is made by looking at all rows.
    .orderBy(exact || numbers ? sql`(${distance}) + 0` : distance)
    .limit(count)
  return rows.map(({ number }) => number)
}

/** As many digits as half precision can keep, and some: a statement is text. */
function numbersOf(vector: Float32Array | Uint8Array): number[] {
  const floats = vector instanceof Float32Array ? vector : new Float32Array(Uint8Array.from(vector).buffer)
  return Array.from(floats, (number) => Math.round(number * 1e6) / 1e6)
}
