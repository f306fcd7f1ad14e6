import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { describe, expect, inject, it, vi } from 'vitest'
import { migrate } from '../../src/db/migrate.ts'
import { openDatabase, withoutSecrets } from '../../src/db/open.ts'
import { isOutOfReach } from '../../src/db/out-of-reach.ts'
import { corpusRevision, resolveIds } from '../../src/db/papers.ts'
import { InvalidInput, NotReady } from '../../src/errors.ts'
import { startChild } from '../support/child.ts'
import { newDatabase, onEveryEngine, temporaryFolder } from '../support/databases.ts'

const writer = new URL('./writer.ts', import.meta.url)

onEveryEngine('openDatabase', (kind) => {
  const folder = temporaryFolder()

  it('opens, closes and opens again what is there', async () => {
    const where = await newDatabase(kind, folder)
    for (let round = 0; round < 2; round++) {
      const open = await openDatabase(where)
      expect(open.kind).toBe(kind)
      expect(await corpusRevision(open.db)).toEqual({ count: 0, revision: 0 })
      await open.close()
    }
  })

  it('holds every paper acknowledged before a kill -9', async () => {
    const where = await newDatabase(kind, folder)
    const child = startChild(writer, [JSON.stringify(where)])
    const acknowledged: string[] = []
    // Killed while it writes: the deadline falls wherever it falls.
    const first = await child.nextLine()
    const deadline = sleep(700)
    acknowledged.push(first!)
    const killed = deadline.then(() => child.kill())
    for (let line = await child.nextLine(); line !== undefined; line = await child.nextLine())
      acknowledged.push(line)
    await killed
    const { db, close } = await openDatabase(where)
    expect((await resolveIds(db, acknowledged)).size).toBe(acknowledged.length)
    // At most the one that was saved and not yet told.
    expect((await corpusRevision(db)).count - acknowledged.length).toBeLessThanOrEqual(1)
    await close()
  })
})

describe('the embedded database', () => {
  const folder = temporaryFolder()
  const broken = (home: string) => readdirSync(home).filter((name) => name.startsWith('database.broken-'))

  it('refuses a second process while the first lives, and opens once that is killed', async () => {
    const where = await newDatabase('pglite', folder)
    const child = startChild(writer, [JSON.stringify(where)])
    await child.nextLine()
    await expect(openDatabase(where)).rejects.toThrow(
      `is in use by process ${child.pid} (tests/db/writer.ts)`,
    )
    await child.kill()
    await (await openDatabase(where)).close()
  })

  it('moves half a creation aside and makes a new database, then serves', async () => {
    const home = join(folder, 'half')
    // As a kill within the first creation leaves it: a catalogue, and no control file yet.
    mkdirSync(join(home, 'database/base/5'), { recursive: true })
    writeFileSync(join(home, 'database/PG_VERSION'), '18\n')
    writeFileSync(join(home, 'database/base/5/1259'), '')
    const { db, close } = await openDatabase({ folder: home })
    await migrate(db)
    await close()
    const [aside] = broken(home)
    expect(existsSync(join(home, aside!, 'base/5/1259'))).toBe(true)
  })

  it('never replaces a damaged database that holds tables', async () => {
    for (const file of ['PG_VERSION', 'global/pg_control']) {
      const where = await newDatabase('pglite', folder)
      rmSync(join(where.folder, 'database', file))
      await expect(openDatabase(where)).rejects.toThrow(`is damaged: it has no ${file}; restore it`)
      expect(broken(where.folder)).toEqual([])
      // The lock is free again: the second try says the same.
      await expect(openDatabase(where)).rejects.toThrow(NotReady)
    }
  })

  it('names a folder that it can’t use', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    await expect(openDatabase({ folder: file })).rejects.toThrow(
      `can't write to ${file}, where the database is kept`,
    )
    await expect(openDatabase({ folder: file })).rejects.toThrow(NotReady)
  })
})

describe('the address of a Postgres', () => {
  it('is told without password and parameters', () => {
    expect(withoutSecrets('postgres://ann:pa55@host:5432/kindred?sslmode=require')).toBe(
      'postgres://ann@host:5432/kindred',
    )
    expect(withoutSecrets('postgresql://host/kindred?user=ann&password=pa55')).toBe(
      'postgresql://host/kindred',
    )
    for (const careless of [
      'postgres://ann:pa@55@host/kindred',
      'postgres://ann:pa/55@host/kindred',
      'postgres://ann:pa?55@host/kindred',
    ]) {
      expect(withoutSecrets(careless)).toBe('postgres://ann@host/kindred')
    }
  })

  it('must be one', async () => {
    await expect(openDatabase({ url: 'mysql://ann:pa55@host/kindred', folder: '' })).rejects.toThrow(
      InvalidInput,
    )
  })

  it('that nobody answers at is given up after a while, in one sentence without the password', async () => {
    const start = performance.now()
    const opening = openDatabase({
      url: 'postgres://ann:pa55@127.0.0.1:1/kindred',
      folder: '',
      startTimeoutMs: 600,
    })
    await expect(opening).rejects.toThrow(
      'the database at postgres://ann@127.0.0.1:1/kindred does not answer (ECONNREFUSED): start it',
    )
    expect(performance.now() - start).toBeLessThan(5_000)
  })
})

const url = inject('postgresUrl')
describe.skipIf(!url)('a running Postgres', () => {
  it('that refuses us is not asked again', async () => {
    const wrong = [url!.replace(/:[^:@]*@/, ':wrong@'), url!.replace(/[^/]*$/, 'nosuch')]
    for (const address of wrong) {
      const opening = openDatabase({ url: address, folder: '' })
      await expect(opening).rejects.toThrow(`the database at ${withoutSecrets(address)} refuses us`)
    }
  })

  it('is found again after it dropped all connections', async () => {
    const where = await newDatabase('postgres', '')
    const [open, other] = [await openDatabase(where), await openDatabase(where)]
    await other.db
      .select({ done: sql`pg_terminate_backend(pid)` })
      .from(sql`pg_stat_activity`)
      .where(sql`pid <> pg_backend_pid() and datname = current_database()`)
    const failed = await corpusRevision(open.db).catch(isOutOfReach)
    // Either the loss was seen in time and the query went over a new connection, or it is told as such.
    expect(failed).not.toBe(false)
    await vi.waitFor(() => corpusRevision(open.db), { timeout: 5_000 })
    await Promise.all([open.close(), other.close()])
  })

  it('that stops a statement at its timeout is out of reach, one that refuses a statement is not', async () => {
    const { db, close } = await openDatabase({ url: `${url}?statement_timeout=50`, folder: '' })
    expect(await db.execute(sql`select pg_sleep(5)`).catch(isOutOfReach)).toBe(true)
    expect(await db.execute(sql`select nonsense`).catch(isOutOfReach)).toBe(false)
    await close()
  })
})
