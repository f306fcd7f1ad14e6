/** The same tests on both engines, each file on a database of its own. */
import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, inject } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../src/db/open.ts'
import type { Database } from '../../src/db/schema.ts'

/** With pgvector vectors are searched in the Postgres. */
export type Kind = OpenDatabase['kind'] | 'pgvector'

/** A new temporary folder, removed after the tests of the file or block that asks for it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kindred-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Makes a database with an up-to-date schema and no rows: what openDatabase needs to open it. */
export async function newDatabase(kind: Kind, folder: string): Promise<{ url?: string; folder: string }> {
  if (kind === 'pglite') {
    const copy = join(folder, randomUUID())
    cpSync(inject('embeddedTemplate'), copy, { recursive: true })
    return { folder: copy }
  }
  const url = inject(kind === 'pgvector' ? 'pgvectorUrl' : 'postgresUrl')!
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const { db, close } = await openDatabase({ url, folder })
  await db.execute(sql.raw(`create database ${name} template ${inject('postgresTemplate')}`))
  await close()
  return { url: url.replace(/\/[^/]*$/, `/${name}`), folder }
}

/** Runs the tests once per engine; where no Postgres is installed, its half is named and skipped. */
export function onEveryEngine(name: string, tests: (kind: Kind) => void): void {
  describe(`${name} (PGlite)`, () => tests('pglite'))
  if (inject('postgresUrl')) describe(`${name} (Postgres)`, () => tests('postgres'))
  else describe.skip(`${name} (Postgres): no postgres is installed on this machine`, () => tests('postgres'))
}

/** Runs the tests once per engine, and once more with vectors in pgvector. */
export function onEveryStore(name: string, tests: (kind: Kind) => void): void {
  onEveryEngine(name, tests)
  withPgvector(name, () => tests('pgvector'))
}

/** Runs the tests where a Postgres with pgvector is installed; elsewhere they are named and skipped. */
export function withPgvector(name: string, tests: () => void): void {
  if (inject('pgvectorUrl')) describe(`${name} (pgvector)`, tests)
  else describe.skip(`${name} (pgvector): run scripts/install-pgvector.sh`, tests)
}

/** Runs the tests once per engine on an open database, emptied before each test. */
export function onEveryDatabase(name: string, tests: (open: { readonly db: Database }) => void): void {
  onEveryEngine(name, (kind) => {
    const folder = temporaryFolder()
    let open: OpenDatabase
    beforeAll(async () => {
      open = await openDatabase(await newDatabase(kind, folder))
    })
    beforeEach(() => empty(open.db))
    afterAll(() => open.close())
    tests({
      get db() {
        return open.db
      },
    })
  })
}

export async function empty(db: Database): Promise<void> {
  await db.execute(sql`truncate papers, readers, signing_keys cascade`)
}
