/** Starting a thread of our own. */
import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'
import { type ResourceLimits, Worker } from 'node:worker_threads'

/** Niceness: on a core that two threads want, the one of 0 gets nine times the time of one of this. */
const BEHIND_OTHERS = 10

/**
 * Starts a TypeScript module as a worker thread, which gives way to the thread that answers requests.
 *
 * tsx compiles imports in the main thread only: on Node 20 a worker does not inherit its loader,
 * so the thread registers it first, from a line of plain JavaScript.
 */
export function startThread(module: URL, workerData: unknown, resourceLimits?: ResourceLimits): Worker {
  const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'))
  const [self, own] = [JSON.stringify(import.meta.url), JSON.stringify(module.href)]
  const start = `import(${loader}).then(({ register }) => { register(); return import(${self}) }).then(({ giveWay }) => { giveWay(); return import(${own}) })`
  return new Worker(start, { eval: true, workerData, resourceLimits })
}

/**
 * Puts the calling thread behind others where cores are scarce. Without it an event loop that shares two cores with
 * embedding waits up to 20 ms for its turn.
 *
 * Linux alone counts threads as it counts processes; elsewhere nothing happens.
 */
export function giveWay(): void {
  if (process.platform !== 'linux') return
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1))
    setPriority(thread, BEHIND_OTHERS)
  } catch {
    // Where there is no /proc, or it is forbidden, the thread takes its turn as all others do.
  }
}
