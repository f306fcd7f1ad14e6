/** The load generator: a load as JSON on standard input, what came of it on standard output. */
import { text } from 'node:stream/consumers'
import autocannon, { type Request } from 'autocannon'
import type { Load, LoadResult } from './load.ts'
import { percentile } from './statistics.ts'

const WARM_UP_SECONDS = 2

const { url, connections, seconds, questions } = JSON.parse(await text(process.stdin)) as Load
await run(WARM_UP_SECONDS)
console.log(JSON.stringify(await run(seconds)))

/** Keeps each time itself: autocannon's own percentiles are whole milliseconds. */
async function run(duration: number): Promise<LoadResult & { failed: number }> {
  let next = 0
  let refused = 0
  const times: number[] = []
  const setupRequest = (request: Request): Request => {
    const { method, path, body } = questions[next++ % questions.length]!
    return { ...request, method, path, body, headers: body ? { 'Content-Type': 'application/json' } : {} }
  }
  const instance = autocannon({ url, connections, duration, requests: [{ setupRequest }] })
  instance.on('response', (_client, status, _bytes, ms) => {
    times.push(ms)
    if (status !== 200) refused++
  })
  const result = await instance
  return {
    perSecond: times.length / result.duration,
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
    maxMs: percentile(times, 1),
    failed: refused + result.errors + result.timeouts,
  }
}
