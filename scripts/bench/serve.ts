/**
 * A running service under load, at 86 and at 100,000 papers.
 *
 * The load comes from another process on the same machine, so both share its cores; `/healthz`, which
 * does nothing, shows how much that leaves at most.
 */
import { join } from 'node:path'
import { largeCollection, sampleCollection } from './collection.ts'
import { type EventLoop, eventLoopOf } from './event-loop.ts'
import { type LoadResult, load, type Question } from './load.ts'
import { table } from './markdown.ts'
import type { Collection } from './places.ts'
import { questionsFor } from './questions.ts'
import { type RunningService, startService } from './service.ts'
import { type Settings, tell } from './settings.ts'
import { figure } from './statistics.ts'

const HEALTH: Question[] = [{ method: 'GET', path: '/healthz' }]

export async function measureServing(settings: Settings): Promise<string> {
  const lines: string[][] = []
  for (const make of [sampleCollection, async (s: Settings) => (await largeCollection(s)).collection]) {
    const collection = await make(settings)
    const { similar, search, recommend, recommendLong } = await questionsFor(collection)
    const service = await startService(collection, {
      log: join(settings.workFolder, 'service.log'),
      prepare: false,
    })
    const measure = async (label: string, questions: Question[], connections: number) => {
      lines.push(await line(settings, collection, service, { label, questions, connections }))
      tell(lines.at(-1)!.join('  '))
    }
    try {
      await measure('`GET /healthz`', HEALTH, 10)
      await measure('`GET /v1/papers/{id}/similar?limit=20`', similar, 1)
      await measure('`GET /v1/papers/{id}/similar?limit=20`', similar, 10)
      await measure('`GET /v1/search?q=…` (hybrid)', search, 1)
      await measure('`GET /v1/search?q=…` (hybrid)', search, 8)
      await measure('`POST /v1/recommendations`, 20 papers', recommend, 1)
      await measure('`POST /v1/recommendations`, 20 papers', recommend, 10)
      if (recommendLong.length > 0)
        await measure('`POST /v1/recommendations`, 1,000 papers', recommendLong, 1)
    } finally {
      await service.stop()
    }
  }
  return [
    table(
      [
        'collection',
        'request',
        'clients',
        'requests/s',
        'p50, ms',
        'p99, ms',
        'max, ms',
        'loop p99, ms',
        'loop max, ms',
      ],
      lines,
    ),
    `${settings.seconds} s each after 2 s of warming up; the questions differ, up to 1,000 in turn; autocannon beside the service on the same cores; log level info, into a file. Loop: delay of the service's event loop by its own \`/metrics\`, sampled with a 10 ms timer that it includes, so an idle one shows 10 to 11.`,
  ].join('\n\n')
}

async function line(
  { seconds }: Settings,
  { label: papers }: Collection,
  { url }: RunningService,
  { label, questions, connections }: { label: string; questions: Question[]; connections: number },
): Promise<string[]> {
  await eventLoopOf(url)
  const result: LoadResult = await load({ url, connections, seconds, questions })
  const loop: EventLoop = await eventLoopOf(url)
  const figures = [result.perSecond, result.p50Ms, result.p99Ms, result.maxMs, loop.p99Ms, loop.maxMs]
  return [papers, label, String(connections), ...figures.map(figure)]
}
