/**
 * The library in use, and its replacement while the service runs.
 *
 * Looks once a second whether another machine has published a snapshot, which it fetches, and whether
 * `CURRENT` names another one; opens it beside the one in use, and then changes one reference; requests
 * that began on the old one end on it. A snapshot that can't be read never replaces one that can: the one
 * in use stays, or the one before it is opened, and `problems` says why.
 *
 * What readers have read is asked of the database, again and again, and stands in no file: who is
 * deleted there is soon gone here.
 */
import type { PapersRead } from './db/readings.ts'
import type { Model } from './embed/model.ts'
import { NotReady } from './errors.ts'
import { readCurrent } from './index/manifest.ts'
import { readSnapshot, type SearchElsewhere } from './index/snapshot.ts'
import { type Library, openLibraryInSteps, withReadings } from './library.ts'
import { compactReadings, NO_READINGS, type Readings } from './readings.ts'
import { inTurns } from './steps.ts'

export interface LiveLibrary {
  /** @throws NotReady saying what to run when there is no snapshot to answer from */
  get(): Library
  /** What keeps answers from being complete, each with what to do; empty when all is well. */
  problems(): readonly string[]
  /** Looks for a new snapshot, and at what was read, now. */
  refresh(): Promise<void>
  close(): void
}

const REBUILD = 'run `npm run embed`'
const LOOK_EVERY_MS = 1_000
const READ_EVERY_MS = 60_000
/** Part of the time that may be spent on either: what takes long is done less often. */
const TIME_SHARE_MAX = 0.05

export interface LiveLibraryOptions {
  /** Who searches vectors, if not this process. */
  readonly searchElsewhere?: SearchElsewhere
  /** Brings a newer snapshot into the folder, when there is one elsewhere. */
  readonly fetchNewest?: () => Promise<unknown>
  /** What readers have read; nobody anything, unless told. */
  readonly papersRead?: () => Promise<PapersRead[]>
  /** Called with each library taken into use. */
  readonly onOpened?: (library: Library) => void
  /** Called once for each new problem. */
  readonly onProblem?: (message: string) => void
}

export async function openLiveLibrary(
  folder: string,
  model: Model,
  { searchElsewhere, fetchNewest, papersRead, onOpened, onProblem }: LiveLibraryOptions = {},
): Promise<LiveLibrary> {
  let library: Library | undefined
  let problems: string[] = [`no index yet: ${REBUILD}`]
  let seen: string | undefined
  const failed = (error: unknown) => onProblem?.(String(error))
  /** What fails again and again in the same way is told once. */
  const failedOnce = () => {
    let told: string | undefined
    return (error: unknown) => {
      if (String(error) !== told) failed(error)
      told = String(error)
    }
  }

  let looking: Promise<void> | undefined
  const look = () => {
    looking ??= lookOnce().finally(() => {
      looking = undefined
    })
    return looking
  }
  const lookOnce = async () => {
    const ids = await readCurrent(folder)
    if (ids.join() === seen) return
    seen = ids.join()
    const found: string[] = ids.length === 0 ? [`no index yet: ${REBUILD}`] : []
    for (const id of ids) {
      if (library?.id === id) break
      try {
        const snapshot = await readSnapshot(folder, id, searchElsewhere)
        const opened = await inTurns(openLibraryInSteps(snapshot))
        // Readings that can't be asked for now make no index wrong: they are asked for again later.
        const readings = await readingsOf(opened, papersRead).catch((error) => {
          failed(error)
          return NO_READINGS
        })
        library = withReadings(opened, readings)
        onOpened?.(library)
        break
      } catch (error) {
        found.push(`index ${id} was rejected: ${error instanceof Error ? error.message : error}; ${REBUILD}`)
      }
    }
    if (library && library.manifest.model.fingerprint !== model.fingerprint)
      found.push(otherModel(library, model))
    problems = found
    for (const problem of problems) onProblem?.(problem)
  }
  const readAgain = async () => {
    const before = library
    if (!before) return
    const readings = await readingsOf(before, papersRead)
    // A snapshot that came meanwhile has asked for itself.
    if (library === before) library = withReadings(before, readings)
  }

  // Before anybody is listened to: a proxy passes over a service that takes no connections, but not over one
  // that takes them and has no answers.
  const fetchFailed = failedOnce()
  await fetchNewest?.().catch(fetchFailed)
  await look()
  const timers = [every(LOOK_EVERY_MS, look, failed), every(READ_EVERY_MS, readAgain, failed)]
  if (fetchNewest) timers.push(every(LOOK_EVERY_MS, () => fetchNewest().then(look), fetchFailed))
  return {
    get() {
      if (!library) throw new NotReady(problems[0]!)
      return library
    },
    problems: () => problems,
    async refresh() {
      await look()
      await readAgain()
    },
    close() {
      for (const stop of timers) stop()
    },
  }
}

async function readingsOf(
  { rowOf }: Library,
  papersRead: LiveLibraryOptions['papersRead'],
): Promise<Readings> {
  if (!papersRead) return NO_READINGS
  const read = await papersRead()
  return compactReadings(
    read.map(({ reader, paperIds }) => ({ reader, rows: paperIds.flatMap((id) => rowOf(id) ?? []) })),
  )
}

/** Runs again and again, never twice at a time, and later where it takes long. Returns what stops it. */
function every(delayMs: number, run: () => Promise<void>, onFailed: (error: unknown) => void): () => void {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const wait = (ms: number) => {
    if (stopped) return
    timer = setTimeout(async () => {
      const began = performance.now()
      await run().catch(onFailed)
      wait(Math.max(delayMs, (performance.now() - began) / TIME_SHARE_MAX))
    }, ms)
    timer.unref()
  }
  wait(delayMs)
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}

/** @throws NotReady when texts embedded now can't be compared with the vectors of the library */
export function requireSameModel(library: Library, model: Model): void {
  if (library.manifest.model.fingerprint !== model.fingerprint) throw new NotReady(otherModel(library, model))
}

function otherModel(library: Library, model: Model): string {
  const { name, maxTokens } = library.manifest.model
  const built = `${name} (${library.manifest.dimensions} dimensions, ${maxTokens} tokens)`
  const set = `${model.name} (${model.dimensions} dimensions, ${model.maxTokens} tokens)`
  return `the index was built with ${built}, the service is set to ${set}: ${REBUILD}`
}
