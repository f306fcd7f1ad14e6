/** Who gets a digest. An address is written to only after somebody there said yes. */
import { createHash } from 'node:crypto'
import { and, eq, isNotNull, lt } from 'drizzle-orm'
import type { Digest } from '../digest.ts'
import { confirmations, digests } from './digest-schema.ts'
import { holdReader } from './readers.ts'
import type { Database } from './schema.ts'

/** Undefined where the reader has none. */
export async function findDigest(db: Database, readerId: string): Promise<Digest | undefined> {
  const [row] = await db.select().from(digests).where(eq(digests.readerId, readerId))
  return row && digestOf(row)
}

/** All that were confirmed, in the order of their readers. */
export async function confirmedDigests(db: Database): Promise<Digest[]> {
  const rows = await db.select().from(digests).where(isNotNull(digests.confirmedAt)).orderBy(digests.readerId)
  return rows.map(digestOf)
}

/** Keeps what a reader wants sent, in place of what they wanted before. @throws NotFound when there is no such reader */
export async function putDigest(db: Database, digest: Digest): Promise<void> {
  const row = { ...digest, confirmedAt: digest.confirmedAt ?? null }
  await db.transaction(async (tx) => {
    await holdReader(tx, digest.readerId)
    await tx.insert(digests).values(row).onConflictDoUpdate({ target: digests.readerId, set: row })
  })
}

/** Notes that the address said yes; the first yes counts. Returns whether there is such a digest. */
export async function confirmDigest(db: Database, linkId: string, at: Date): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [row] = await tx.select().from(digests).where(eq(digests.linkId, linkId)).for('update')
    if (row && !row.confirmedAt)
      await tx.update(digests).set({ confirmedAt: at, since: at }).where(eq(digests.linkId, linkId))
    return row !== undefined
  })
}

/** Returns whether there was one. */
export async function deleteDigest(db: Database, readerId: string): Promise<boolean> {
  return (await db.delete(digests).where(eq(digests.readerId, readerId)).returning()).length > 0
}

/** Returns whether there was one. */
export async function deleteDigestOfLink(db: Database, linkId: string): Promise<boolean> {
  return (await db.delete(digests).where(eq(digests.linkId, linkId)).returning()).length > 0
}

/**
 * Takes the turn to ask an address whether it wants a digest, whoever it is that wants it asked.
 *
 * @returns whether it may be asked now: nobody asked it within the last `pauseMs`
 */
export async function mayAsk(db: Database, address: string, now: Date, pauseMs: number): Promise<boolean> {
  const before = new Date(now.getTime() - pauseMs)
  await db.delete(confirmations).where(lt(confirmations.sentAt, before))
  const taken = await db
    .insert(confirmations)
    .values({ addressHash: hashOf(address), sentAt: now })
    .onConflictDoNothing()
    .returning()
  return taken.length > 0
}

/** Gives that turn back: the question never went out. */
export async function neverAsked(db: Database, address: string, at: Date): Promise<void> {
  const asked = eq(confirmations.addressHash, hashOf(address))
  await db.delete(confirmations).where(and(asked, eq(confirmations.sentAt, at)))
}

/** Mailboxes that differ in letter case are one, nearly everywhere. */
function hashOf(address: string): string {
  return createHash('sha256').update(address.toLowerCase()).digest('hex')
}

function digestOf({ confirmedAt, ...row }: typeof digests.$inferSelect): Digest {
  return { ...row, confirmedAt: confirmedAt ?? undefined }
}
