/**
 * Keeps a second process off the embedded database.
 *
 * PGlite takes no lock of its own: two processes on one folder both write happily, and rows
 * vanish without an error. So whoever opens the folder first writes down who it is, and a second
 * one is told. What a killed process left behind is recognised by its pid and the time at which
 * that process started, because a pid alone is soon given to somebody else.
 *
 * A lock written on another host (a second container on one volume) can't be judged from here,
 * so it is never taken over by itself.
 */
import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { NotReady } from '../errors.ts'

/** Who holds a folder. */
interface Holder {
  readonly host: string
  readonly pid: number
  /** Clock ticks between boot and the start of the process; absent where the system doesn't tell. */
  readonly startTicks?: string
  /** ISO 8601. */
  readonly since: string
  readonly command: string
}

/**
 * The guard is held for a few file operations. One this old was left by a process killed within
 * them. Only then, and only if two others remove it in the same instant, could both pass.
 */
const GUARD_STALE_MS = 10_000
const GUARD_RETRY_MS = 20

/**
 * Takes the lock at this path, or the place of a holder that is dead.
 *
 * @param path the lock file; its folder exists
 * @param what named in the error, such as `the database in .kindred`
 * @returns frees the lock; calling it twice does no harm
 * @throws NotReady that names the holder, when it lives
 */
export async function takeLock(path: string, what: string): Promise<() => void> {
  // Judging a lock dead and replacing it are two steps. Were they done without the guard, a slow
  // second process could remove the fresh lock of a first one that it still takes for the dead one's.
  const guard = `${path}.guard`
  while (!createFile(guard, '')) {
    if (ageMs(guard) > GUARD_STALE_MS) rmSync(guard, { force: true })
    await sleep(GUARD_RETRY_MS)
  }
  try {
    const holder = readHolder(path)
    if (holder && isAlive(holder)) throw new NotReady(refusal(what, holder, path))
    rmSync(path, { force: true })
    createFile(path, JSON.stringify(thisProcess()))
  } finally {
    rmSync(guard, { force: true })
  }
  let held = true
  return () => {
    if (held) rmSync(path, { force: true })
    held = false
  }
}

/** Creates the file with this text; false where it stands already. */
function createFile(path: string, text: string): boolean {
  try {
    const file = openSync(path, 'wx')
    writeSync(file, text)
    closeSync(file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function ageMs(path: string): number {
  const file = statSync(path, { throwIfNoEntry: false })
  return file ? Date.now() - file.mtimeMs : 0
}

/** Undefined where there is no lock, or only what a process killed while writing it left of one. */
function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function thisProcess(): Holder {
  return {
    host: hostname(),
    pid: process.pid,
    startTicks: startTicks(process.pid),
    since: new Date().toISOString(),
    // The script alone: arguments may hold what should not lie in a file.
    command: process.argv[1] ? relative(process.cwd(), process.argv[1]) : basename(process.execPath),
  }
}

function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return true
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return startTicks(holder.pid) === holder.startTicks
}

/** Field 22 of /proc/<pid>/stat; undefined for a zombie, and on systems without /proc. */
function startTicks(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the program's name in brackets and may itself hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? undefined : fields[19]
  } catch {
    return undefined
  }
}

function refusal(what: string, holder: Holder, path: string): string {
  const elsewhere = holder.host === hostname() ? '' : ` on ${holder.host}`
  const advice = elsewhere
    ? `, or remove ${path} if it no longer runs`
    : ', or set DATABASE_URL to share a Postgres'
  return `${what} is in use by process ${holder.pid}${elsewhere} (${holder.command}) since ${holder.since}: stop it first${advice}`
}
