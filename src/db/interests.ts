/** What readers made of their interests. An interest that nobody edited stands nowhere: it is found anew. */
import { and, asc, eq, inArray } from 'drizzle-orm'
import type { EditedInterest } from '../reader.ts'
import { holdReader } from './readers.ts'
import { type Database, interests } from './schema.ts'
import { storable } from './text.ts'

/** In the order of their ids; empty for an unknown reader. */
export async function listInterests(db: Database, readerId: string): Promise<EditedInterest[]> {
  const rows = await db
    .select()
    .from(interests)
    .where(eq(interests.readerId, readerId))
    .orderBy(asc(interests.id))
  return rows.map(({ readerId: _, name, snoozedUntil, ...interest }) => ({
    ...interest,
    name: name ?? undefined,
    snoozedUntil: snoozedUntil ?? undefined,
  }))
}

/**
 * Forgets some edited interests and keeps others, in one step.
 *
 * @throws NotFound when there is no such reader
 */
export async function replaceInterests(
  db: Database,
  readerId: string,
  { gone, kept }: { gone: readonly string[]; kept: readonly EditedInterest[] },
): Promise<void> {
  await db.transaction(async (tx) => {
    await holdReader(tx, readerId)
    const ids = [...gone, ...kept.map(({ id }) => id)]
    await tx.delete(interests).where(and(eq(interests.readerId, readerId), inArray(interests.id, ids)))
    const rows = kept.map(({ name, snoozedUntil, ...interest }) => ({
      ...interest,
      readerId,
      name: name === undefined ? null : storable(name),
      snoozedUntil: snoozedUntil ?? null,
    }))
    if (rows.length > 0) await tx.insert(interests).values(rows)
  })
}
