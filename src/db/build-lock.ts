/**
 * One process at a time makes a snapshot, of all that share a Postgres.
 *
 * The lock is an open transaction's, so it is free at once when its process dies, and others look for it
 * instead of waiting in the database, so that they can be told to stop.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Database } from './schema.ts'

/** Any number will do, so long as nobody else locks it: `snap` in ASCII. */
const BUILD_LOCK = 0x736e6170
const LOOK_EVERY_MS = 500

/**
 * Does the work when no other process is at it.
 *
 * @param options.onWait told once when another process is
 * @returns undefined when the signal came before its turn
 */
export async function oneAtATime<T>(
  db: Database,
  work: () => Promise<T>,
  { signal, onWait }: { signal: AbortSignal; onWait?: () => void },
): Promise<T | undefined> {
  for (let waited = false; !signal.aborted; waited = true) {
    const turn = await db.transaction(async (tx) => {
      await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`)
      const [lock] = await tx
        .select({ taken: sql<boolean>`pg_try_advisory_xact_lock(${BUILD_LOCK})` })
        .from(sql`generate_series(1, 1)`)
      return lock!.taken ? { done: await work() } : undefined
    })
    if (turn) return turn.done
    if (!waited) onWait?.()
    await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => {})
  }
  return undefined
}
