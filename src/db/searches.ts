/** Readers' saved searches. */
import { and, asc, eq } from 'drizzle-orm'
import { NotFound } from '../errors.ts'
import type { SavedSearch } from '../saved-search.ts'
import { holdReader } from './readers.ts'
import { type Database, searches } from './schema.ts'
import { storable } from './text.ts'

/** Oldest first; empty for an unknown reader. */
export async function listSearches(db: Database, readerId: string): Promise<SavedSearch[]> {
  const rows = await db
    .select()
    .from(searches)
    .where(eq(searches.readerId, readerId))
    .orderBy(asc(searches.createdAt), asc(searches.id))
  return rows.map(searchOf)
}

/** @throws NotFound when the reader has no such search */
export async function getSearch(db: Database, readerId: string, id: string): Promise<SavedSearch> {
  const [row] = await db.select().from(searches).where(theirs(readerId, id))
  if (!row) throw missing(id)
  return searchOf(row)
}

/**
 * Keeps a search; one with this id that is there already takes the new name and stays otherwise.
 *
 * @returns it as it is kept
 * @throws NotFound when there is no such reader
 */
export async function putSearch(db: Database, readerId: string, search: SavedSearch): Promise<SavedSearch> {
  const name = search.name === undefined ? null : storable(search.name)
  return db.transaction(async (tx) => {
    await holdReader(tx, readerId)
    const [row] = await tx
      .insert(searches)
      .values({ ...search, readerId, q: storable(search.q), name })
      .onConflictDoUpdate({ target: [searches.readerId, searches.id], set: { name } })
      .returning()
    return searchOf(row!)
  })
}

/** @throws NotFound when the reader has no such search */
export async function deleteSearch(db: Database, readerId: string, id: string): Promise<void> {
  const gone = await db.delete(searches).where(theirs(readerId, id)).returning()
  if (gone.length === 0) throw missing(id)
}

const theirs = (readerId: string, id: string) => and(eq(searches.readerId, readerId), eq(searches.id, id))
const missing = (id: string) => new NotFound(`the reader has no saved search ${id}`)

function searchOf({ readerId: _, name, from, to, topic, ...row }: typeof searches.$inferSelect): SavedSearch {
  return {
    ...row,
    name: name ?? undefined,
    from: from ?? undefined,
    to: to ?? undefined,
    topic: topic ?? undefined,
  }
}
