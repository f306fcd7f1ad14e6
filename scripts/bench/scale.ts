/** How the index grows, from 1,000 vectors to 1,000,000, which are made from those of a collection by seeded noise. */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runScript } from './child.ts'
import { largeCollection } from './collection.ts'
import { table } from './markdown.ts'
import { manifestOf, snapshotFolderOf } from './places.ts'
import type { Asked, Made, ScaleTask } from './scale-part.ts'
import type { Measured } from './sections.ts'
import { type Settings, tell } from './settings.ts'
import { figure } from './statistics.ts'

export async function measureScale(settings: Settings): Promise<Measured> {
  const { collection } = await largeCollection(settings)
  const { dimensions } = await manifestOf(collection)
  const source = join(await snapshotFolderOf(collection), 'vectors.f32')
  const threads = settings.config.embedThreads
  const folder = join(settings.workFolder, 'scale')
  mkdirSync(folder, { recursive: true })
  const found: (Made & Asked & { count: number })[] = []
  for (const count of settings.sizes) {
    const files = { vectors: join(folder, 'vectors.f32'), graph: join(folder, 'graph.hnsw') }
    const part = async <Answer>(what: ScaleTask['do']) => {
      const task: ScaleTask = { do: what, count, dimensions, source, threads, ...files }
      return JSON.parse(
        (await runScript('scripts/bench/scale-part.ts', [], {}, JSON.stringify(task))).said,
      ) as Answer
    }
    found.push({ count, ...(await part<Made>('make')), ...(await part<Asked>('ask')) })
    tell(JSON.stringify(found.at(-1)))
  }
  rmSync(folder, { recursive: true, force: true })
  const line = (one: (typeof found)[number]) => [
    one.count.toLocaleString('en'),
    ...[
      one.buildSeconds,
      one.processorSeconds,
      one.fileMb,
      one.loadSeconds,
      one.residentMb,
      one.msPerQuery,
    ].map(figure),
    one.recall.toFixed(4),
  ]
  const series = (name: string, of: (one: (typeof found)[number]) => number) => ({
    name,
    points: found.map((one) => [one.count, of(one)] as const),
  })
  return {
    markdown: [
      table(
        [
          'vectors',
          'build, s',
          'of the processor, s',
          'file, MB',
          'load, s',
          'memory, MB',
          'ms a query',
          'recall@10',
        ],
        found.map(line),
      ),
      `${dimensions} numbers each. Build: by the clock, from 20,000 vectors on by ${threads} threads. Load and queries: one thread, time of the processor. Load: vectors read and both files' sha256 checked. Memory: of the process after 200 searches, resident. The vectors beyond those of the collection are noisy ones of them, with a cosine of 0.89.`,
    ].join('\n\n'),
    plots: {
      'scale.svg': {
        title: 'What an index costs',
        x: 'vectors',
        y: 'seconds, milliseconds, MB',
        series: [
          series('build, s', (one) => one.buildSeconds),
          series('memory, MB', (one) => one.residentMb),
          series('load, s', (one) => one.loadSeconds),
          series('a query, ms', (one) => one.msPerQuery),
        ],
      },
    },
  }
}
