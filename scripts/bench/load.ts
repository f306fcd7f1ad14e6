/** Load on a running service, made in a process of its own so that it measures from outside. */
import { runScript } from './child.ts'

export interface Question {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** JSON. */
  readonly body?: string
}

export interface Load {
  readonly url: string
  readonly connections: number
  readonly seconds: number
  /** Asked one after another, over and over, whichever connection is free. */
  readonly questions: readonly Question[]
}

export interface LoadResult {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly maxMs: number
}

/** @throws Error when any answer was not a 200 */
export async function load(what: Load): Promise<LoadResult> {
  const { said } = await runScript('scripts/bench/load-process.ts', [], {}, JSON.stringify(what))
  const { failed, ...result } = JSON.parse(said) as LoadResult & { failed: number }
  if (failed > 0) throw new Error(`${failed} requests failed, such as ${what.questions[0]!.path}`)
  return result
}
