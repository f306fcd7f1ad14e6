import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as digestSchema from '../../src/db/digest-schema.ts'
import { migrate } from '../../src/db/migrate.ts'
import { type OpenDatabase, openDatabase } from '../../src/db/open.ts'
import { listReaders } from '../../src/db/readers.ts'
import * as schema from '../../src/db/schema.ts'
import * as sharedTables from '../../src/db/shared-tables.ts'
import * as topicSchema from '../../src/db/topic-schema.ts'
import { NotReady } from '../../src/errors.ts'
import { newDatabase, onEveryEngine, temporaryFolder } from '../support/databases.ts'

const create = "create table notes (text text);--> statement-breakpoint\ninsert into notes values ('first')"
const extend = "insert into notes values ('second')"

onEveryEngine('migrate', (kind) => {
  const folder = temporaryFolder()
  let open: OpenDatabase
  let where: { url?: string; folder: string }
  beforeAll(async () => {
    where = await newDatabase(kind, folder)
    open = await openDatabase(where)
  })
  beforeEach(async () => {
    await open.db.execute(sql`drop schema public cascade`)
    await open.db.execute(sql`create schema public`)
  })
  afterAll(() => open.close())

  /** A folder of these migrations. */
  async function history(files: Record<string, string>): Promise<string> {
    const made = await mkdtemp(join(folder, 'history-'))
    for (const [name, text] of Object.entries(files)) writeFileSync(join(made, `${name}.sql`), text)
    return made
  }
  const notes = async () =>
    (await open.db.select({ text: sql`text` }).from(sql`notes`)).map(({ text }) => text)

  it('makes the product’s schema from nothing, and nothing more the second time', async () => {
    const names = readdirSync(join(import.meta.dirname, '../../migrations')).filter((file) =>
      file.endsWith('.sql'),
    )
    expect(await migrate(open.db)).toEqual(names.sort().map((file) => file.replace('.sql', '')))
    expect(await migrate(open.db)).toEqual([])
    expect(await listReaders(open.db, { limit: 1 })).toEqual([])
  })

  it('applies only what is pending, in the order of the names', async () => {
    expect(await migrate(open.db, await history({ '0000_create': create }))).toEqual(['0000_create'])
    expect(await migrate(open.db, await history({ '0001_extend': extend, '0000_create': create }))).toEqual([
      '0001_extend',
    ])
    expect(await notes()).toEqual(['first', 'second'])
  })

  it('applies each migration once when three processes migrate at the same time', async () => {
    const files = await history({ '0000_create': `select pg_sleep(0.2);--> statement-breakpoint\n${create}` })
    // The embedded database has one process only, but three callers.
    const opened =
      kind === 'postgres' ? await Promise.all([1, 2, 3].map(() => openDatabase(where))) : [open, open, open]
    const applied = await Promise.all(opened.map(({ db }) => migrate(db, files)))
    if (kind === 'postgres') await Promise.all(opened.map(({ close }) => close()))
    expect(applied.flat()).toEqual(['0000_create'])
    expect(await notes()).toEqual(['first'])
  })

  it('refuses a migration that was edited after it was applied, but not other line ends', async () => {
    await migrate(open.db, await history({ '0000_create': create }))
    expect(await migrate(open.db, await history({ '0000_create': create.replaceAll('\n', '\r\n') }))).toEqual(
      [],
    )
    const edited = await history({ '0000_create': create.replace('first', 'other'), '0001_extend': extend })
    await expect(migrate(open.db, edited)).rejects.toThrow(NotReady)
    await expect(migrate(open.db, edited)).rejects.toThrow('0000_create was edited after it was applied')
    expect(await notes()).toEqual(['first'])
  })

  it('refuses a database that is newer than the build', async () => {
    await migrate(open.db, await history({ '0000_create': create, '0001_extend': extend }))
    const older = migrate(open.db, await history({ '0000_create': create }))
    await expect(older).rejects.toThrow(
      'newer than this build, which does not know its migration 0001_extend',
    )
  })

  it('leaves the old schema usable when a later migration fails, and goes on once that is mended', async () => {
    await migrate(open.db, await history({ '0000_create': create }))
    const failing = {
      '0000_create': create,
      '0001_extend': extend,
      '0002_fails': 'drop table notes;--> statement-breakpoint\nselect 1/0',
    }
    await expect(migrate(open.db, await history(failing))).rejects.toThrow('migration 0002_fails failed')
    expect(await notes()).toEqual(['first'])
    const mended = await history({ ...failing, '0002_fails': 'delete from notes' })
    expect(await migrate(open.db, mended)).toEqual(['0001_extend', '0002_fails'])
  })
})

describe('the migrations', () => {
  it('end in the schema that the code has', async () => {
    const meta = join(import.meta.dirname, '../../migrations/meta')
    const snapshots = readdirSync(meta).filter((file) => file.endsWith('_snapshot.json'))
    const last = JSON.parse(readFileSync(join(meta, snapshots.sort().at(-1)!), 'utf8'))
    expect(
      await generateMigration(
        last,
        generateDrizzleJson({ ...schema, ...digestSchema, ...topicSchema, ...sharedTables }),
      ),
    ).toEqual([])
  })
})
