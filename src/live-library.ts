/**
 * The library in use, and its replacement while the service runs.
 *
 * Looks once a second whether `CURRENT` names another snapshot, opens it beside the one in use, and
 * then changes one reference; requests that began on the old one end on it. A snapshot that can't
 * be read never replaces one that can: the one in use stays, or the one before it is opened, and
 * `problems` says why.
 */
import type { Model } from './embed/model.ts'
import { NotReady } from './errors.ts'
import { readCurrent } from './index/manifest.ts'
import { readSnapshot } from './index/snapshot.ts'
import { type Library, openLibrary } from './library.ts'

export interface LiveLibrary {
  /** @throws NotReady saying what to run when there is no snapshot to answer from */
  get(): Library
  /** What keeps answers from being complete, each with what to do; empty when all is well. */
  problems(): readonly string[]
  /** Looks for a new snapshot now. */
  refresh(): Promise<void>
  close(): void
}

const REBUILD = 'run `npm run embed`'
const LOOK_EVERY_MS = 1_000

/**
 * @param onOpened called with each library taken into use
 * @param onProblem called once for each new problem
 */
export async function openLiveLibrary(
  folder: string,
  model: Model,
  events: { onOpened?: (library: Library) => void; onProblem?: (message: string) => void } = {},
): Promise<LiveLibrary> {
  let library: Library | undefined
  let problems: string[] = [`no index yet: ${REBUILD}`]
  let seen: string | undefined
  let looking: Promise<void> | undefined

  const look = async () => {
    const ids = await readCurrent(folder)
    if (ids.join() === seen) return
    seen = ids.join()
    const found: string[] = ids.length === 0 ? [`no index yet: ${REBUILD}`] : []
    for (const id of ids) {
      if (library?.id === id) break
      try {
        library = openLibrary(await readSnapshot(folder, id))
        events.onOpened?.(library)
        break
      } catch (error) {
        found.push(`index ${id} was rejected: ${error instanceof Error ? error.message : error}; ${REBUILD}`)
      }
    }
    if (library && library.manifest.model.fingerprint !== model.fingerprint)
      found.push(otherModel(library, model))
    problems = found
    for (const problem of problems) events.onProblem?.(problem)
  }
  const refresh = () => {
    looking ??= look().finally(() => {
      looking = undefined
    })
    return looking
  }

  await refresh()
  const timer = setInterval(
    () => refresh().catch((error) => events.onProblem?.(String(error))),
    LOOK_EVERY_MS,
  )
  timer.unref()
  return {
    get() {
      if (!library) throw new NotReady(problems[0]!)
      return library
    },
    problems: () => problems,
    refresh,
    close: () => clearInterval(timer),
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
