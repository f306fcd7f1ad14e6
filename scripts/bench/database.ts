/** A database of the benchmark's own, on a Postgres with pgvector. */
import { sql } from 'drizzle-orm'
import { type OpenDatabase, openDatabase } from '../../src/db/open.ts'
import { requirePgvector, SEARCH_SETTINGS } from '../../src/db/vector-table.ts'

const DATABASE = 'kindred_bench'

/** Empty; `close` drops it. @throws NotReady when the Postgres has no pgvector */
export async function databaseWithPgvector(url: string): Promise<Pick<OpenDatabase, 'db' | 'close'>> {
  const drop = () => administer(url, `drop database if exists ${DATABASE} with (force)`)
  await drop()
  await administer(url, `create database ${DATABASE}`)
  const { db, close } = await openDatabase({
    url: url.replace(/\/[^/?]*(\?|$)/, `/${DATABASE}$1`),
    folder: '',
    settings: SEARCH_SETTINGS,
  })
  await requirePgvector(db)
  return {
    db,
    async close() {
      await close()
      await drop()
    },
  }
}

async function administer(url: string, statement: string): Promise<void> {
  const { db, close } = await openDatabase({ url, folder: '' })
  await db.execute(sql.raw(statement)).finally(close)
}
