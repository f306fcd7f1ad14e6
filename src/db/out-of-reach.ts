/** Whether the database answers. */
import { sql } from 'drizzle-orm'
import type { Database } from './schema.ts'

/**
 * Codes that say the database did not answer, whatever was asked: of the network and the driver
 * by name, of Postgres by class: 08 connection lost, 53 out of memory, disk or connections,
 * 57 shutting down, starting up, or stopped at the statement timeout.
 */
const OUT_OF_REACH =
  /^(?:ECONN[A-Z]+|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|E(?:HOST|NET)UNREACH|CONNECT(?:ION)?_[A-Z]+|(?:08|53|57)[0-9A-Z]{3})$/

/** Whether a query failed because the database can't be reached just now, so that the same may work in a moment. */
export function isOutOfReach(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as NodeJS.ErrnoException
  return (code !== undefined && OUT_OF_REACH.test(code)) || isOutOfReach(error.cause)
}

/** Asks the database for nothing: true when it answers. */
export async function isInReach(db: Database): Promise<boolean> {
  try {
    await db.execute(sql`select 1`)
    return true
  } catch {
    return false
  }
}
