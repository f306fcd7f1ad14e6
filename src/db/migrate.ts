/**
 * Brings the schema up to date with the files in `migrations/`.
 *
 * Those files are written by drizzle-kit; drizzle's own migrator is not used, since it goes by
 * the time stamps of its journal alone: three processes that start together run a migration three
 * times, and a file edited afterwards is skipped in silence. Here one transaction under an
 * advisory lock compares every applied file with the ledger, then applies all that is pending or
 * nothing: a failing migration leaves the schema of the build before it, and that build running.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { asc, sql } from 'drizzle-orm'
import { char, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { NotReady } from '../errors.ts'
import type { Database } from './schema.ts'

/** Any number will do, so long as nobody else locks it: `migr` in ASCII. */
const MIGRATION_LOCK = 0x6d696772

const FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url))

const ledger = pgTable('migrations', {
  name: text('name').primaryKey(),
  sha256: char('sha256', { length: 64 }).notNull(),
  appliedAt: timestamp('applied_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
})

interface Migration {
  readonly name: string
  readonly sha256: string
  readonly statements: readonly string[]
}

/**
 * Applies what is pending, in the order of the names.
 *
 * @param folder of `0000_what_changed.sql` files, statements parted by `--> statement-breakpoint`
 * @returns the names now applied, empty when the schema was up to date
 * @throws NotReady when an applied file was edited since, or the database is newer than this build
 */
export async function migrate(db: Database, folder = FOLDER): Promise<string[]> {
  const migrations = readMigrations(folder)
  return db.transaction(async (tx) => {
    // A migration may take longer than any query, and so may waiting for another process's.
    await tx.execute(sql`set local statement_timeout = 0`)
    await tx.execute(sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`)
    await tx.execute(sql`create table if not exists migrations (
      name text primary key, sha256 char(64) not null, applied_at timestamptz not null default now())`)
    const applied = await tx.select().from(ledger).orderBy(asc(ledger.name))
    refuseOtherHistory(applied, migrations)
    const pending = migrations.filter(({ name }) => !applied.some((row) => row.name === name))
    for (const { name, sha256, statements } of pending) {
      try {
        for (const statement of statements) await tx.execute(sql.raw(statement))
      } catch (cause) {
        throw new Error(`migration ${name} failed; the schema is as it was before`, { cause })
      }
      await tx.insert(ledger).values({ name, sha256 })
    }
    return pending.map(({ name }) => name)
  })
}

function readMigrations(folder: string): Migration[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'))
  return files.sort().map((file) => {
    // Git may check files out with other line ends, which is no edit.
    const text = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n')
    return {
      name: file.replace(/\.sql$/, ''),
      sha256: createHash('sha256').update(text).digest('hex'),
      statements: text.split('--> statement-breakpoint'),
    }
  })
}

function refuseOtherHistory(
  applied: readonly { name: string; sha256: string }[],
  migrations: readonly Migration[],
): void {
  for (const { name, sha256 } of applied) {
    const known = migrations.find((migration) => migration.name === name)
    if (!known) {
      throw new NotReady(
        `the database is newer than this build, which does not know its migration ${name}: run the newer build`,
      )
    }
    if (known.sha256 !== sha256) {
      throw new NotReady(
        `migration ${name} was edited after it was applied: restore the file, and put the change into a new one`,
      )
    }
  }
}
