/** What links and candidates of the graph are worth: recall against time, for several M and efConstruction. */
import { mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { exactIndex } from '../../src/index/exact.ts'
import { writeGraph } from '../../src/index/graph.ts'
import { GRAPH_PARAMETERS, type GraphParameters } from '../../src/index/graph-parameters.ts'
import { keysOf } from '../../src/index/keys.ts'
import { graphIndex } from '../../src/index/usearch.ts'
import { largeCollection } from './collection.ts'
import { processorMsSince, timed } from './graph-search.ts'
import { table } from './markdown.ts'
import { snapshotOf } from './places.ts'
import { missedShare, queriesOf, recallOf } from './queries.ts'
import type { Measured } from './sections.ts'
import { type Settings, tell } from './settings.ts'
import { figure, median } from './statistics.ts'

const EFS = [50, 100, 200, 400]
/** The product's, and one of the two changed at a time. */
const BUILDS = [
  {},
  { m: 8 },
  { m: 32 },
  { efConstruction: 100 },
  { efConstruction: 400 },
] as const satisfies Partial<GraphParameters>[]

export async function measureParameters(settings: Settings): Promise<Measured> {
  const { collection } = await largeCollection(settings)
  const { cards, vectors } = await snapshotOf(collection)
  const folder = join(settings.workFolder, 'parameters')
  mkdirSync(folder, { recursive: true })
  const { titles } = await queriesOf(settings, cards, vectors)
  const exact = exactIndex(vectors)
  const truth = await timed((query, count) => exact.nearest(query, { count }))(titles.vectors)
  const keys = keysOf(cards.map((card) => card.id))
  const path = join(folder, 'graph.hnsw')
  const builds = []
  for (const changed of BUILDS) {
    const parameters = { ...GRAPH_PARAMETERS, ...changed }
    const name = `M ${parameters.m}, efConstruction ${parameters.efConstruction}`
    tell(`building with ${name}`)
    const started = process.cpuUsage()
    await writeGraph(path, vectors, keys, parameters)
    const seconds = processorMsSince(started) / 1000
    const fileMb = statSync(path).size / 1e6
    const curve = []
    for (const ef of EFS) {
      const index = await graphIndex(path, vectors, keys, parameters, ef)
      const search = timed((query, count) => index.nearest(query, { count }))
      const rounds = []
      for (let round = 0; round < settings.rounds; round++) rounds.push(await search(titles.vectors))
      curve.push({ ef, recall: recallOf(titles, rounds[0]!, truth), ms: median(rounds.map(({ ms }) => ms)) })
    }
    builds.push({ name, seconds, fileMb, curve })
  }
  rmSync(folder, { recursive: true, force: true })
  return {
    markdown: [
      table(
        ['graph', 'build, s', 'file, MB', ...EFS.map((ef) => `ef ${ef}: recall@10, ms`)],
        builds.map(({ name, seconds, fileMb, curve }) => [
          name,
          figure(seconds),
          figure(fileMb),
          ...curve.map(({ recall, ms }) => `${recall.toFixed(4)}, ${figure(ms)}`),
        ]),
      ),
      `${vectors.count.toLocaleString('en')} vectors, ${settings.queries.toLocaleString('en')} titles, one thread, times of the processor, medians of ${settings.rounds} rounds.`,
    ].join('\n\n'),
    plots: {
      'parameters.svg': {
        title: `Ten nearest of ${vectors.count.toLocaleString('en')}, titles`,
        x: 'share of the true ones missed',
        y: 'queries a second',
        series: builds.map(({ name, curve }) => ({
          name,
          points: curve.map(({ recall, ms }) => [missedShare(recall, settings.queries), 1000 / ms] as const),
        })),
      },
    },
  }
}
