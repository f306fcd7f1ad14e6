/** From the command to the first 200 of /readyz: on empty folders, and again. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { largeCollection } from './collection.ts'
import { table } from './markdown.ts'
import { type Collection, collectionIn } from './places.ts'
import { startService } from './service.ts'
import { type Settings, tell } from './settings.ts'
import { figure, median } from './statistics.ts'

/** What the first start says, and what it had done by then. */
const PHASES = [
  { said: /the collection was empty/, done: 'Node, database made and migrated, sample page stored' },
  { said: /embedding .* in 0/, done: 'model loaded, 86 papers embedded' },
  { said: /indexing .* in 0/, done: 'topics and index made' },
  { said: /Kindred is at/, done: 'index opened, listening' },
] as const

export async function measureStart(settings: Settings): Promise<string> {
  const folder = join(settings.workFolder, 'start')
  const log = join(settings.workFolder, 'start.log')
  const sample = collectionIn(folder, '86 papers')
  const { collection: large } = await largeCollection(settings)
  const seconds = { cold: [] as number[], warm: [] as number[], large: [] as number[] }
  const phases: number[][] = []
  const start = async (collection: Collection) => {
    const service = await startService(collection, { log, watch: PHASES.map(({ said }) => said) })
    await service.stop()
    tell(`${collection.label}: ready after ${figure(service.readySeconds)} s`)
    return service
  }
  for (let round = 0; round < settings.rounds; round++) {
    rmSync(folder, { recursive: true, force: true })
    const first = await start(sample)
    seconds.cold.push(first.readySeconds)
    phases.push(first.seenSeconds.map((at, phase, all) => at - (all[phase - 1] ?? 0)))
    seconds.warm.push((await start(sample)).readySeconds)
    seconds.large.push((await start(large)).readySeconds)
  }
  const row = (label: string, times: readonly number[]) => [
    label,
    figure(median(times)),
    `${figure(Math.min(...times))} to ${figure(Math.max(...times))}`,
  ]
  return [
    table(
      ['start', 'seconds', 'smallest to largest'],
      [
        row('the first, on empty folders', seconds.cold),
        row(`again, ${sample.label}`, seconds.warm),
        row(`again, ${large.label}`, seconds.large),
      ],
    ),
    table(
      ['phase of the first start', 'seconds', 'smallest to largest'],
      PHASES.map(({ done }, phase) =>
        row(
          done,
          phases.map((times) => times[phase]!),
        ),
      ),
    ),
    `From the start of the process to the first 200 of \`/readyz\`; ${settings.rounds} starts each, medians.`,
  ].join('\n\n')
}
