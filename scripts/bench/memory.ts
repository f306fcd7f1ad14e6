/** Memory of the service, and of the parts that it is made of, each in a process that holds nothing else. */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { residentMb, runScript } from './child.ts'
import { largeCollection, sampleCollection } from './collection.ts'
import { load } from './load.ts'
import { table } from './markdown.ts'
import type { PartName } from './memory-part.ts'
import { type Collection, environmentOf } from './places.ts'
import { questionsFor } from './questions.ts'
import { startService } from './service.ts'
import { type Settings, tell } from './settings.ts'

/** The model is loaded after the service is ready, and the first garbage collected. */
const IDLE_MS = 5_000

const PARTS: Readonly<Record<PartName, string>> = {
  nothing: 'Node with tsx, nothing else',
  database: '+ the database, opened',
  model: '+ the model in its thread, one text embedded',
  library: '+ the snapshot, opened',
}

export async function measureMemory(settings: Settings): Promise<string> {
  const collections = [await sampleCollection(settings), (await largeCollection(settings)).collection]
  const columns: Record<string, number>[] = []
  for (const collection of collections) columns.push(await memoryOf(collection, settings))
  const [sample, large] = columns as [Record<string, number>, Record<string, number>]
  const megabytes = (value: number) => Math.round(value).toLocaleString('en')
  return [
    table(
      ['resident memory, MB', ...collections.map(({ label }) => label)],
      Object.keys(sample).map((name) => [name, megabytes(sample[name]!), megabytes(large[name]!)]),
    ),
    `Under load: ${settings.seconds} s each of similar papers and recommendations from 10 clients, hybrid search from 8. The lines with a plus are processes of their own, which hold Node and that part only; memory that processes share counts in each.`,
  ].join('\n\n')
}

async function memoryOf(collection: Collection, settings: Settings): Promise<Record<string, number>> {
  const log = join(settings.workFolder, 'service.log')
  const { similar, search, recommend } = await questionsFor(collection)
  const found: Record<string, number> = {}
  const note = (label: string, value: number) => {
    found[label] = value
    tell(`${collection.label}, ${label}: ${Math.round(value)} MB`)
  }
  const service = await startService(collection, { log, prepare: false })
  try {
    await sleep(IDLE_MS)
    note('the service, idle after its start', residentMb(service.pid))
    const { seconds } = settings
    await load({ url: service.url, connections: 10, seconds, questions: similar })
    note('after similar papers', residentMb(service.pid))
    await load({ url: service.url, connections: 10, seconds, questions: recommend })
    note('after recommendations', residentMb(service.pid))
    await load({ url: service.url, connections: 8, seconds, questions: search })
    note('after searches', residentMb(service.pid))
    await sleep(IDLE_MS)
    note('idle again', residentMb(service.pid))
  } finally {
    await service.stop()
  }
  for (const [part, label] of Object.entries(PARTS)) {
    const { said } = await runScript('scripts/bench/memory-part.ts', [part], environmentOf(collection))
    note(label, Number(said))
  }
  return found
}
