/**
 * What became of each digest: one row a reader and day, which whoever wants to send it has to claim.
 *
 * Several processes may run, and any of them may be killed at any moment. So a claim runs out and is
 * taken over; but from the moment before the last line of a mail goes out nobody sends it again,
 * whether or not it is known to have arrived. A digest may so be lost once in a long while, and is
 * never sent twice.
 */
import { and, desc, eq, exists, gte, inArray, isNotNull, lt, lte, notInArray, sql } from 'drizzle-orm'
import type { Digest, Sending, SendingState } from '../digest.ts'
import { digests, sendings } from './digest-schema.ts'
import type { NewList } from './impressions.ts'
import { putList } from './impressions.ts'
import { holdReader } from './readers.ts'
import { type Database, impressions, lists } from './schema.ts'

/** A digest that this process may send, until its claim runs out. */
export interface Claim {
  readonly readerId: string
  readonly day: string
  /** From 1: tells this claim from a later one. */
  readonly attempt: number
}

const OPEN: readonly SendingState[] = ['claimed', 'failed']
const ARRIVED: readonly SendingState[] = ['handed over', 'sent']

/**
 * Claims a digest for this process.
 *
 * @param until when another process may take it over
 * @returns undefined when it is somebody else's, done, or to be tried later
 * @throws NotFound when there is no such reader
 */
export async function claimSending(
  db: Database,
  readerId: string,
  day: string,
  { now, until, attemptsMax }: { now: Date; until: Date; attemptsMax: number },
): Promise<Claim | undefined> {
  return db.transaction(async (tx) => {
    await holdReader(tx, readerId)
    const [row] = await tx
      .insert(sendings)
      .values({ readerId, day, state: 'claimed', attempts: 1, nextTryAt: until })
      .onConflictDoUpdate({
        target: [sendings.readerId, sendings.day],
        set: { state: 'claimed', attempts: sql`${sendings.attempts} + 1`, nextTryAt: until },
        setWhere: and(
          inArray(sendings.state, [...OPEN]),
          lte(sendings.nextTryAt, now),
          lt(sendings.attempts, attemptsMax),
        ),
      })
      .returning()
    return row && { readerId, day, attempt: row.attempts }
  })
}

/**
 * Notes that the last line is about to go out, and keeps the list as shown.
 *
 * @returns false when the claim is no longer ours, or the reader wants no digest any more: then it must not go out
 */
export async function handOver(db: Database, claim: Claim, digest: Digest, list: NewList): Promise<boolean> {
  return db.transaction(async (tx) => {
    // The list holds the reader first, as whoever deletes one does.
    await putList(tx, claim.readerId, list)
    const wanted = tx
      .select({ one: sql`1` })
      .from(digests)
      .where(and(eq(digests.linkId, digest.linkId), isNotNull(digests.confirmedAt)))
    const moved = await tx
      .update(sendings)
      .set({ state: 'handed over', listId: list.id })
      .where(and(ours(claim), exists(wanted)))
      .returning()
    if (moved.length > 0) return true
    await tx.delete(lists).where(eq(lists.id, list.id))
    return false
  })
}

/** Notes how a claimed digest ended without being handed over: there was nothing, or it is no longer wanted. */
export async function endSending(db: Database, claim: Claim, state: SendingState): Promise<void> {
  await db.update(sendings).set({ state }).where(ours(claim))
}

export async function markSent(db: Database, { readerId, day }: Claim): Promise<void> {
  await db.update(sendings).set({ state: 'sent', error: null }).where(ofDay(readerId, day))
}

/** Notes that the mail server did not take it: it was not shown, and may be tried again at a later time. */
export async function markFailed(
  db: Database,
  { readerId, day, attempt }: Claim,
  failure: { state: SendingState; error: string; nextTryAt: Date },
): Promise<void> {
  await db.transaction(async (tx) => {
    const mine = and(ofDay(readerId, day), eq(sendings.attempts, attempt))
    const [row] = await tx.select({ listId: sendings.listId }).from(sendings).where(mine).for('update')
    await tx
      .update(sendings)
      .set({ ...failure, listId: null })
      .where(mine)
    if (row?.listId) await tx.delete(lists).where(eq(lists.id, row.listId))
  })
}

/** Those of a reader since a day, newest first. */
export async function sendingsSince(db: Database, readerId: string, day: string): Promise<Sending[]> {
  const rows = await db
    .select()
    .from(sendings)
    .where(and(eq(sendings.readerId, readerId), gte(sendings.day, day)))
    .orderBy(desc(sendings.day))
  return rows.map(({ day: on, state, listId, error }) => ({
    day: on,
    state,
    listId: listId ?? undefined,
    error: error ?? undefined,
  }))
}

/** Days since then whose digest is over, by reader: so that nobody claims them again and again. */
export async function endedSince(db: Database, day: string): Promise<Map<string, Set<string>>> {
  const rows = await db
    .select({ readerId: sendings.readerId, day: sendings.day })
    .from(sendings)
    .where(and(gte(sendings.day, day), notInArray(sendings.state, [...OPEN])))
  const ended = new Map<string, Set<string>>()
  for (const row of rows) ended.set(row.readerId, (ended.get(row.readerId) ?? new Set()).add(row.day))
  return ended
}

/** Ids of the papers that a reader was sent, or may have been. */
export async function papersSent(db: Database, readerId: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ paperId: impressions.paperId })
    .from(impressions)
    .innerJoin(sendings, eq(sendings.listId, impressions.listId))
    .where(and(eq(sendings.readerId, readerId), inArray(sendings.state, [...ARRIVED])))
  return rows.map(({ paperId }) => paperId)
}

/** The list by which a reader was sent a paper; undefined where they were not. */
export async function listSentWith(
  db: Database,
  readerId: string,
  paperId: string,
): Promise<string | undefined> {
  const [row] = await db
    .select({ listId: sendings.listId })
    .from(sendings)
    .innerJoin(impressions, eq(impressions.listId, sendings.listId))
    .where(and(eq(sendings.readerId, readerId), eq(impressions.paperId, paperId)))
    .orderBy(desc(sendings.day))
    .limit(1)
  return row?.listId ?? undefined
}

const ofDay = (readerId: string, day: string) => and(eq(sendings.readerId, readerId), eq(sendings.day, day))
const ours = ({ readerId, day, attempt }: Claim) =>
  and(ofDay(readerId, day), eq(sendings.state, 'claimed'), eq(sendings.attempts, attempt))
