/**
 * The embedded database: PGlite in a folder of this machine.
 *
 * The only module that touches that folder. The first creation runs Postgres's own initdb and
 * takes 4 to 9 s, opening it again 0.4 s. PGlite does not sync to disk: what was acknowledged
 * survives the death of the process, a power cut may take the last seconds with it. An export is
 * the backup.
 */
import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { NotReady } from '../errors.ts'
import { takeLock } from './lock.ts'

/** Postgres numbers the files of its own catalogue below this, and those of anybody's tables from here. */
const FIRST_USER_FILE = 16_384

/** Without these two Postgres can't start on a folder. */
const REQUIRED = ['PG_VERSION', 'global/pg_control']

/**
 * Opens the database in `<folder>/database`, or creates it.
 *
 * @throws NotReady when another process has it open, when the folder can't be written, or when
 *   the database is damaged and holds rows
 */
export async function openEmbedded(folder: string): Promise<{ client: PGlite; close: () => Promise<void> }> {
  const home = join(folder, 'database')
  const release = await lockFolder(folder, home)
  try {
    const client = await openOrCreate(home)
    return {
      client,
      close: async () => {
        await client.close()
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

async function lockFolder(folder: string, home: string): Promise<() => void> {
  try {
    mkdirSync(folder, { recursive: true })
    return await takeLock(`${home}.lock`, `the database in ${home}`)
  } catch (error) {
    if (error instanceof NotReady) throw error
    throw new NotReady(`can't write to ${folder}, where the database is kept: ${(error as Error).message}`)
  }
}

/**
 * A process killed within the first creation leaves half a database. It holds no row of ours, so
 * it makes way for a new one, by a rename all the same: nothing in that folder is ever deleted.
 */
async function openOrCreate(home: string): Promise<PGlite> {
  if (!existsSync(home) || readdirSync(home).length === 0) return PGlite.create({ dataDir: home })
  const missing = REQUIRED.filter((file) => !existsSync(join(home, file)))
  if (missing.length > 0) moveAside(home, `it has no ${missing.join(' and no ')}`)
  try {
    return await PGlite.create({ dataDir: home })
  } catch (error) {
    if (missing.length > 0) throw error
    moveAside(home, `it does not open (${(error as Error).message})`)
    return await PGlite.create({ dataDir: home })
  }
}

function moveAside(home: string, why: string): void {
  if (holdsTables(home)) {
    throw new NotReady(
      `the database in ${home} is damaged: ${why}; restore it from a backup, or rename it to start afresh`,
    )
  }
  renameSync(home, `${home}.broken-${new Date().toISOString().replaceAll(':', '-')}`)
}

function holdsTables(home: string): boolean {
  const base = join(home, 'base')
  if (!existsSync(base)) return false
  const databases = readdirSync(base, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return databases.some((database) =>
    readdirSync(join(base, database.name)).some((file) => Number.parseInt(file, 10) >= FIRST_USER_FILE),
  )
}
