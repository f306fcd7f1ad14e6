/**
 * Takes the items of a reading history into what a reader said, all of them or none; place-history.ts
 * decides what becomes of each.
 */
import { setImmediate } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { NotFound } from '../errors.ts'
import { listOutside, putOutside } from './outside-papers.ts'
import { idsByName } from './papers.ts'
import { type HistoryItem, type Placed, placeHistory } from './place-history.ts'
import { listReactions } from './readers.ts'
import { SAVE_LOCK } from './save-papers.ts'
import { type Database, reactions, readers } from './schema.ts'

/** Between statements others have their turn: those of the embedded database hold the event loop. */
const NAMES_PER_QUERY = 500
const ROWS_PER_STATEMENT = 500

/**
 * @returns what became of each item, in their order
 * @throws NotFound when there is no such reader
 */
export async function importHistory(
  db: Database,
  readerId: string,
  items: readonly HistoryItem[],
): Promise<readonly Placed[]> {
  return db.transaction(async (tx) => {
    // No paper may enter the collection between our look and our writing: the item would stay outside for ever.
    await tx.execute(sql`select pg_advisory_xact_lock_shared(${SAVE_LOCK})`)
    // Nor may the reader say something that contradicts what we are about to write.
    const [reader] = await tx.select().from(readers).where(eq(readers.id, readerId)).for('update')
    if (!reader) throw new NotFound('no reader has this id')
    const {
      placed,
      reactions: added,
      outside,
    } = placeHistory(items, await knownNames(tx, items), {
      reactions: await listReactions(tx, readerId),
      outside: await listOutside(tx, readerId),
    })
    for (let at = 0; at < added.length; at += ROWS_PER_STATEMENT) {
      const rows = added.slice(at, at + ROWS_PER_STATEMENT).map((reaction) => ({ readerId, ...reaction }))
      await tx.insert(reactions).values(rows)
      await setImmediate()
    }
    await putOutside(tx, readerId, outside)
    return placed
  })
}

async function knownNames(db: Database, items: readonly HistoryItem[]): Promise<Map<string, string>> {
  const names = [...new Set(items.flatMap((item) => item.names))]
  const known = new Map<string, string>()
  for (let at = 0; at < names.length; at += NAMES_PER_QUERY) {
    for (const [name, id] of await idsByName(db, names.slice(at, at + NAMES_PER_QUERY))) known.set(name, id)
    await setImmediate()
  }
  return known
}
