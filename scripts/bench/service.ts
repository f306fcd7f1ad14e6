/** The service as a process of its own, started as `npm start` starts it. */
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import packageJson from '../../package.json' with { type: 'json' }
import { startNode } from './child.ts'
import { type Collection, environmentOf, PORT } from './places.ts'

/** What `npm start` gives to node. */
const START = packageJson.scripts.start.split(' ').slice(1)
const LOOK_EVERY_MS = 10
const START_TIMEOUT_MS = 180_000

export interface RunningService {
  readonly url: string
  readonly pid: number
  /** From the start of the process to the first 200 of /readyz. */
  readonly readySeconds: number
  /** When each of the watched lines stood in the log; NaN for one that never did. */
  readonly seenSeconds: readonly number[]
  /** @throws Error when it does not end well */
  stop(): Promise<void>
}

/**
 * Starts the service and waits until it is ready.
 *
 * @param options.log file for its output: somebody has to take its log, and a terminal is slow
 * @param options.prepare false serves only what is there
 * @param options.watch lines of the log to be timed
 * @throws Error with the end of the log when it ends or is not ready in time
 */
export async function startService(
  collection: Collection,
  { log, prepare = true, watch = [] }: { log: string; prepare?: boolean; watch?: readonly RegExp[] },
): Promise<RunningService> {
  const url = `http://127.0.0.1:${PORT}`
  const output = openSync(log, 'w')
  const started = performance.now()
  const args = prepare ? [] : ['--no-prepare']
  const child = startNode([...START, ...args], environmentOf(collection), output)
  closeSync(output)
  const failure = (what: string) =>
    new Error(`the service ${what}; its log ends:\n${readFileSync(log, 'utf8').slice(-2_000)}`)
  const elapsed = () => (performance.now() - started) / 1000
  const seenSeconds = watch.map(() => Number.NaN)
  const look = () => {
    const said = watch.length > 0 ? readFileSync(log, 'utf8') : ''
    watch.forEach((line, at) => {
      if (Number.isNaN(seenSeconds[at]) && line.test(said)) seenSeconds[at] = elapsed()
    })
  }
  while (!(await isReady(url))) {
    look()
    if (child.exitCode !== null) throw failure(`ended with code ${child.exitCode}`)
    if (1000 * elapsed() > START_TIMEOUT_MS) throw failure('is not ready')
    await sleep(LOOK_EVERY_MS)
  }
  const readySeconds = elapsed()
  look()
  return {
    url,
    pid: child.pid!,
    readySeconds,
    seenSeconds,
    async stop() {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
      if (child.exitCode !== 0) throw failure(`ended with code ${child.exitCode}`)
    },
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/readyz`)
    await answer.arrayBuffer()
    return answer.status === 200
  } catch {
    return false
  }
}
