/**
 * Opens the database: an embedded one in a folder, or a Postgres by its address.
 *
 * With embedded.ts the only place that knows which engine it is: both speak through one type, so
 * no query differs between them. The schema is brought up to date by migrate.ts, not here.
 */

import { setTimeout as sleep } from 'node:timers/promises'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { InvalidInput, NotReady } from '../errors.ts'
import { openEmbedded } from './embedded.ts'
import type { Database } from './schema.ts'

export interface OpenDatabase {
  readonly db: Database
  readonly kind: 'pglite' | 'postgres'
  /** Folder or address, fit for a log: without the password. */
  readonly where: string
  close(): Promise<void>
}

const CONNECT_TIMEOUT_SECONDS = 5
/** A reconnection is tried again after 0.1, 0.2, 0.4, … s, so that a restarted Postgres is found within a second. */
const RECONNECT_PAUSE_SECONDS = { first: 0.1, longest: 1 }
/** No query of ours comes near it; one that waits behind a forgotten lock must not hold its caller for ever. */
const STATEMENT_TIMEOUT_MS = 30_000
/** What is still under way then is cut off. The driver waits as long for a connection that it had lost. */
const CLOSE_TIMEOUT_SECONDS = 2
const START_PAUSE_MS = { first: 250, longest: 5_000 }
/** Wrong password, no such role, no such database: trying again doesn't help. */
const REFUSED = /^(?:28|3D)/

/**
 * @param options.url address of a Postgres, `postgres://…`; without it the embedded database is used
 * @param options.folder data folder; the embedded database is kept in `database` within it
 * @param options.startTimeoutMs how long a Postgres that doesn't answer is waited for
 * @param options.settings of the Postgres for each connection
 * @throws NotReady when it can't be opened: no answer, access refused, or in use by another process
 * @throws InvalidInput when the url is none of a Postgres
 *
 * Cost: 0.4 s embedded, 4 to 9 s the first time; a Postgres one round trip.
 */
export async function openDatabase(options: {
  url?: string
  folder: string
  startTimeoutMs?: number
  settings?: Readonly<Record<string, string>>
}): Promise<OpenDatabase> {
  const { url, startTimeoutMs = 60_000, settings = {} } = options
  if (url) return openPostgres(url, startTimeoutMs, settings)
  const { client, close } = await openEmbedded(options.folder)
  return { db: drizzlePglite({ client }), kind: 'pglite', where: options.folder, close }
}

async function openPostgres(
  url: string,
  startTimeoutMs: number,
  settings: Readonly<Record<string, string>>,
): Promise<OpenDatabase> {
  if (!/^postgres(?:ql)?:\/\//.test(url))
    throw new InvalidInput('the database address must begin with postgres://')
  const where = withoutSecrets(url)
  const client = postgres(url, {
    max: 10,
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    idle_timeout: 60,
    max_lifetime: 1_800,
    backoff: (attempt) =>
      Math.min(RECONNECT_PAUSE_SECONDS.first * 2 ** attempt, RECONNECT_PAUSE_SECONDS.longest),
    connection: { application_name: 'kindred', statement_timeout: STATEMENT_TIMEOUT_MS, ...settings },
    onnotice: () => {},
  })
  try {
    await answer(client, where, startTimeoutMs)
  } catch (error) {
    await client.end({ timeout: 0 })
    throw error
  }
  return {
    db: drizzlePostgres({ client }),
    kind: 'postgres',
    where,
    close: () => client.end({ timeout: CLOSE_TIMEOUT_SECONDS }),
  }
}

/** Waits until the server answers: in a set of containers it may well start after us. */
async function answer(client: postgres.Sql, where: string, startTimeoutMs: number): Promise<void> {
  const deadline = performance.now() + startTimeoutMs
  for (let pauseMs = START_PAUSE_MS.first; ; pauseMs = Math.min(2 * pauseMs, START_PAUSE_MS.longest)) {
    try {
      await client`select 1`
      return
    } catch (error) {
      const { code = '', message } = error as NodeJS.ErrnoException
      if (REFUSED.test(code)) throw new NotReady(`the database at ${where} refuses us: ${message}`)
      if (performance.now() + pauseMs > deadline) {
        throw new NotReady(
          `the database at ${where} does not answer (${code || message}): start it, or unset DATABASE_URL to use the embedded one`,
        )
      }
      await sleep(pauseMs)
    }
  }
}

/**
 * The address without password and parameters, either of which may be secret. Takes away too much
 * rather than too little where somebody forgot to escape an @ or / in a password.
 */
export function withoutSecrets(url: string): string {
  return url.replace(/:\/\/([^:@/]*)(?::.*)?@/, '://$1@').replace(/\?.*$/, '')
}
