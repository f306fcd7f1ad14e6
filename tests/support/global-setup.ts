/**
 * Once per run: makes what the database tests copy their databases from.
 *
 * A PGlite folder takes 4 to 9 s to create and 0.1 s to copy, so one is kept in node_modules/.cache
 * for as long as the migrations stay as they are. Two Postgres servers are started for the run: the
 * machine's own, and one with pgvector.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../src/db/migrate.ts'
import { openDatabase } from '../../src/db/open.ts'
import { findPgvector, findPostgres, startPostgres } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A data folder with an embedded database whose schema is up to date: for copying. */
    embeddedTemplate: string
    /** Address of a server, with the right to create databases; undefined where none is installed. */
    postgresUrl: string | undefined
    /** The same of one that has pgvector. */
    pgvectorUrl: string | undefined
    /** The name of its database whose schema is up to date: for `create database … template`. */
    postgresTemplate: string
  }
}

const POSTGRES_TEMPLATE = 'template_kindred'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide('embeddedTemplate', await embeddedTemplate())
  project.provide('postgresTemplate', POSTGRES_TEMPLATE)
  const servers = await Promise.all([
    serverFrom(findPostgres(), 'no postgres is installed'),
    serverFrom(findPgvector(), 'no postgres with pgvector is installed: scripts/install-pgvector.sh'),
  ])
  project.provide('postgresUrl', servers[0]?.url)
  project.provide('pgvectorUrl', servers[1]?.url)
  return async () => {
    for (const server of servers) await server?.stop()
  }
}

/** Starts a server that has the template database. */
async function serverFrom(binaries: string | undefined, complaint: string) {
  if (!binaries) {
    if (process.env.KINDRED_REQUIRE_ALL === '1') throw new Error(`KINDRED_REQUIRE_ALL=1, but ${complaint}`)
    return undefined
  }
  const server = await startPostgres(binaries)
  const admin = await openDatabase({ url: server.url, folder: '' })
  await admin.db.execute(sql.raw(`create database ${POSTGRES_TEMPLATE}`))
  await admin.close()
  await prepare({ url: server.url.replace(/[^/]*$/, POSTGRES_TEMPLATE), folder: '' })
  return server
}

async function embeddedTemplate(): Promise<string> {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const cache = join(root, 'node_modules/.cache/kindred')
  const template = join(cache, `database-${fingerprint(root)}`)
  if (existsSync(template)) return template
  mkdirSync(cache, { recursive: true })
  const outdated = readdirSync(cache).filter((name) => !join(cache, name).startsWith(template))
  for (const name of outdated) rmSync(join(cache, name), { recursive: true, force: true })
  // Another run may be making the same one: whoever is first puts it in place.
  const draft = `${template}.${process.pid}`
  await prepare({ folder: draft })
  if (existsSync(template)) rmSync(draft, { recursive: true })
  else renameSync(draft, template)
  return template
}

async function prepare(where: { url?: string; folder: string }): Promise<void> {
  const { db, close } = await openDatabase(where)
  await migrate(db)
  await close()
}

/** Of all that a template is made from: the migrations and the engine. */
function fingerprint(root: string): string {
  const hash = createHash('sha256')
  const migrations = join(root, 'migrations')
  const files = readdirSync(migrations).filter((file) => file.endsWith('.sql'))
  for (const file of files.sort()) hash.update(readFileSync(join(migrations, file)))
  return hash
    .update(readFileSync(join(root, 'node_modules/@electric-sql/pglite/package.json')))
    .digest('hex')
    .slice(0, 16)
}
