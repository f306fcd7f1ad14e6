/**
 * Papers of readers' libraries that the collection does not hold.
 *
 * A reader's own history counts whether or not we have its papers. One that has an abstract is
 * kept here, with the vector that was computed for it, because no snapshot has it. When the paper
 * enters the collection, what the reader said of it becomes a reaction (adoptOutside).
 */
import { setImmediate } from 'node:timers/promises'
import { and, asc, desc, eq, inArray, or, sql } from 'drizzle-orm'
import { CONTRARY, type ReactionKind } from '../reader.ts'
import { type Database, outsidePapers, reactions, readers } from './schema.ts'

export interface OutsidePaper {
  /** The id that it would have here: sha1 of its normalised title. */
  readonly id: string
  readonly title: string
  readonly abstract: string
  /** Canonical aliases. */
  readonly aliases: readonly string[]
  readonly kind: ReactionKind
  /** In (0, 10]. */
  readonly weight: number
  readonly at: Date
}

/** The vector that was computed for it, and by which model; absent until then. */
export interface Embedded {
  readonly vector?: Uint8Array
  readonly model?: string
}

/** Some 20 ms of the embedded database, whose statements hold the event loop: between them others have their turn. */
const ROWS_PER_STATEMENT = 100

const told = {
  id: outsidePapers.id,
  title: outsidePapers.title,
  abstract: outsidePapers.abstract,
  aliases: outsidePapers.aliases,
  kind: outsidePapers.kind,
  weight: outsidePapers.weight,
  at: outsidePapers.at,
}

/** All of a reader's, newest first, ties by id. */
export async function listOutside(db: Database, readerId: string): Promise<OutsidePaper[]> {
  return db
    .select(told)
    .from(outsidePapers)
    .where(eq(outsidePapers.readerId, readerId))
    .orderBy(...newestFirst)
}

/** The newest of these kinds, with what was computed for them. */
export async function newestOutside(
  db: Database,
  readerId: string,
  options: { kinds: readonly ReactionKind[]; limit: number },
): Promise<(OutsidePaper & Embedded)[]> {
  const rows = await db
    .select({ ...told, vector: outsidePapers.vector, model: outsidePapers.model })
    .from(outsidePapers)
    .where(and(eq(outsidePapers.readerId, readerId), inArray(outsidePapers.kind, [...options.kinds])))
    .orderBy(...newestFirst)
    .limit(options.limit)
  return rows.map((row) => ({ ...row, vector: row.vector ?? undefined, model: row.model ?? undefined }))
}

/** How many of these kinds a reader has. */
export async function countOutside(
  db: Database,
  readerId: string,
  kinds: readonly ReactionKind[],
): Promise<number> {
  return db.$count(
    outsidePapers,
    and(eq(outsidePapers.readerId, readerId), inArray(outsidePapers.kind, [...kinds])),
  )
}

/** Keeps them; of a paper kept already, kind, weight and time change to these. */
export async function putOutside(
  db: Database,
  readerId: string,
  papers: readonly OutsidePaper[],
): Promise<void> {
  for (let at = 0; at < papers.length; at += ROWS_PER_STATEMENT) {
    const rows = papers.slice(at, at + ROWS_PER_STATEMENT).map((paper) => ({ ...paper, readerId }))
    await db
      .insert(outsidePapers)
      .values(rows)
      .onConflictDoUpdate({
        target: [outsidePapers.readerId, outsidePapers.id],
        set: { kind: sql`excluded.kind`, weight: sql`excluded.weight`, at: sql`excluded.at` },
      })
    await setImmediate()
  }
}

/** Keeps what was computed for a paper; does nothing when the paper is gone. */
export async function putOutsideVector(
  db: Database,
  readerId: string,
  id: string,
  embedded: Required<Embedded>,
): Promise<void> {
  await db
    .update(outsidePapers)
    .set(embedded)
    .where(and(eq(outsidePapers.readerId, readerId), eq(outsidePapers.id, id)))
}

/** Removes the reader's outside papers of one of these names, of one kind or all. Returns how many there were. */
export async function deleteOutside(
  db: Database,
  readerId: string,
  { names, kind }: { names: readonly string[]; kind?: ReactionKind },
): Promise<number> {
  const ofKind = kind && eq(outsidePapers.kind, kind)
  const gone = await db
    .delete(outsidePapers)
    .where(and(eq(outsidePapers.readerId, readerId), hasName(names), ofKind))
    .returning({ id: outsidePapers.id })
  return gone.length
}

/**
 * Makes reactions of what readers said of papers that are now in the collection. A reader's own
 * word on the paper, said here, stands against an imported one that contradicts it.
 *
 * @param names id of the paper by each name that is new in the collection
 */
export async function adoptOutside(db: Database, names: ReadonlyMap<string, string>): Promise<void> {
  if (names.size === 0) return
  // Readers first, as everywhere: one who is being deleted takes the outside papers along.
  const found = await db
    .select({ readerId: outsidePapers.readerId, ...told })
    .from(outsidePapers)
    .innerJoin(readers, eq(readers.id, outsidePapers.readerId))
    .where(hasName([...names.keys()]))
    .orderBy(outsidePapers.readerId, ...newestFirst)
    .for('key share', { of: readers })
  for (const { readerId, id, aliases, kind, weight, at } of found) {
    const paperId = [...aliases, id].map((name) => names.get(name)).find((known) => known !== undefined)!
    const theirs = and(eq(reactions.readerId, readerId), eq(reactions.paperId, paperId))
    const against = await db
      .select({ kind: reactions.kind })
      .from(reactions)
      .where(and(theirs, inArray(reactions.kind, [...CONTRARY[kind]])))
    if (against.length === 0)
      await db.insert(reactions).values({ readerId, paperId, kind, weight, at }).onConflictDoNothing()
    await db.delete(outsidePapers).where(and(eq(outsidePapers.readerId, readerId), eq(outsidePapers.id, id)))
  }
}

const newestFirst = [desc(outsidePapers.at), asc(outsidePapers.id)] as const

const hasName = (names: readonly string[]) =>
  or(
    sql`${outsidePapers.aliases} ?| ${sql.param(names)}`,
    sql`${outsidePapers.id} = any(${sql.param(names)})`,
  )
