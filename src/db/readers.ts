/**
 * Readers, and what they told of papers.
 *
 * Whoever knows a reader's id is that reader, so their rows, here and wherever a reader's id stands,
 * are the only private thing we hold: all of it can be taken out (export-reader.ts) and all of it
 * goes (deleteReader).
 */
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { NotFound } from '../errors.ts'
import { CONTRARY, type Reaction, type ReactionKind, type Reader } from '../reader.ts'
import { aliases, type Database, papers, reactions, readers } from './schema.ts'
import { storable } from './text.ts'

/**
 * @param name what the reader is called; need not be unique
 * @param randomId 128 random bits as 32 hex digits, from a source that can't be guessed
 */
export async function createReader(db: Database, name: string, now: Date, randomId: string): Promise<Reader> {
  const reader = { id: randomId, name: storable(name), createdAt: now }
  await db.insert(readers).values(reader)
  return reader
}

/**
 * A page of readers, the oldest first.
 *
 * @param options.after the last reader of the page before
 */
export async function listReaders(
  db: Database,
  options: { after?: Pick<Reader, 'createdAt' | 'id'>; limit: number },
): Promise<Reader[]> {
  const { after, limit } = options
  const found = await db
    .select()
    .from(readers)
    .where(
      after &&
        sql`(${readers.createdAt}, ${readers.id}) > (${sql.param(after.createdAt, readers.createdAt)}, ${after.id})`,
    )
    .orderBy(asc(readers.createdAt), asc(readers.id))
    .limit(limit)
  return found.map(readerOf)
}

/** @throws NotFound when no reader has this id */
export async function getReader(db: Database, id: string): Promise<Reader> {
  return only(await db.select().from(readers).where(eq(readers.id, id)))
}

/**
 * Keeps which strategy makes a reader's lists.
 *
 * @param strategy its name; undefined for the usual one
 * @throws NotFound when no reader has this id
 */
export async function putStrategy(db: Database, id: string, strategy: string | undefined): Promise<void> {
  const set = { strategy: strategy ?? null }
  only(await db.update(readers).set(set).where(eq(readers.id, id)).returning())
}

/** What stands for a reader in links that others may see. @throws NotFound when no reader has this id */
export async function linkIdOf(db: Database, id: string): Promise<string> {
  const [row] = await db.select({ linkId: readers.linkId }).from(readers).where(eq(readers.id, id))
  if (!row) throw new NotFound('no reader has this id')
  return row.linkId
}

/** The id of the reader whose links these are; undefined when they were revoked. */
export async function readerOfLink(db: Database, linkId: string): Promise<string | undefined> {
  const [row] = await db.select({ id: readers.id }).from(readers).where(eq(readers.linkId, linkId))
  return row?.id
}

/**
 * Makes every link of a reader that was handed out invalid.
 *
 * @param linkId 32 hex digits that can't be guessed
 * @throws NotFound when no reader has this id
 */
export async function putLinkId(db: Database, id: string, linkId: string): Promise<void> {
  only(await db.update(readers).set({ linkId }).where(eq(readers.id, id)).returning())
}

/**
 * Removes a reader, every reaction of theirs, what they brought along, and what they were shown.
 *
 * @throws NotFound when no reader has this id
 */
export async function deleteReader(db: Database, id: string): Promise<void> {
  only(await db.delete(readers).where(eq(readers.id, id)).returning())
}

/**
 * Keeps a reaction, and takes back the ones it contradicts. Saying the same again changes nothing;
 * the same kind with another weight or time replaces the one before.
 *
 * @param reaction.paperId the id of a paper, or one it had before it was merged
 * @throws NotFound when there is no such reader or paper
 */
export async function putReaction(db: Database, readerId: string, reaction: Reaction): Promise<void> {
  const { kind, weight, at } = reaction
  await db.transaction(async (tx) => {
    await holdReader(tx, readerId)
    const paperId = await holdPaper(tx, reaction.paperId)
    const contrary = inArray(reactions.kind, [...CONTRARY[kind]])
    await tx.delete(reactions).where(and(theirs(readerId, paperId), contrary))
    await tx
      .insert(reactions)
      .values({ readerId, paperId, kind, weight, at })
      .onConflictDoUpdate({
        target: [reactions.readerId, reactions.paperId, reactions.kind],
        set: { weight, at },
      })
  })
}

/** Keeps a reader from being deleted before the transaction ends. @throws NotFound when no reader has this id */
export async function holdReader(tx: Database, id: string): Promise<void> {
  only(await tx.select().from(readers).where(eq(readers.id, id)).for('key share'))
}

/**
 * Keeps a paper from being merged away before the transaction ends.
 *
 * @param name its id, or one it had before it was merged
 * @returns its id
 * @throws NotFound when no paper has this name
 */
export async function holdPaper(tx: Database, name: string): Promise<string> {
  const [paper] = await tx
    .select({ id: papers.id })
    .from(papers)
    .innerJoin(aliases, eq(aliases.paperId, papers.id))
    .where(eq(aliases.alias, name))
    .for('key share', { of: papers })
  if (!paper) throw new NotFound(`no paper has the id ${name}`)
  return paper.id
}

/** Takes back one kind of reaction to a paper, or all kinds. Returns how many there were. */
export async function deleteReaction(
  db: Database,
  readerId: string,
  paperId: string,
  kind?: ReactionKind,
): Promise<number> {
  const gone = await db
    .delete(reactions)
    .where(and(theirs(readerId, paperId), kind && eq(reactions.kind, kind)))
    .returning()
  return gone.length
}

/** What a reader told, newest first, ties by paper and kind; empty for an unknown reader. */
export async function listReactions(db: Database, readerId: string): Promise<Reaction[]> {
  return db
    .select({ paperId: reactions.paperId, kind: reactions.kind, weight: reactions.weight, at: reactions.at })
    .from(reactions)
    .where(eq(reactions.readerId, readerId))
    .orderBy(desc(reactions.at), asc(reactions.paperId), asc(reactions.kind))
}

const theirs = (readerId: string, paperId: string) =>
  and(eq(reactions.readerId, readerId), eq(reactions.paperId, paperId))

type Row = typeof readers.$inferSelect

function only(rows: readonly Row[]): Reader {
  const [reader] = rows
  if (!reader) throw new NotFound('no reader has this id')
  return readerOf(reader)
}

function readerOf({ strategy, linkId: _, ...reader }: Row): Reader {
  return { ...reader, strategy: strategy ?? undefined }
}
