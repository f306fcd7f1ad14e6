/** Measures the answers on public judgements; prints Markdown. `npm run evaluate -- --help` */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Argument, InvalidArgumentError, program } from 'commander'
import { PROJECT_FOLDER, readConfig } from '../src/config.ts'
import { openEmbedder } from '../src/embed/embedder.ts'
import { readModel } from '../src/embed/model.ts'
import { NotReady } from '../src/errors.ts'
import type { NamedLayout } from '../src/evaluate/arxiv-map.ts'
import type { Grouping } from '../src/evaluate/arxiv-topics.ts'
import { circumstances } from '../src/evaluate/report.ts'
import { EVALUATIONS } from '../src/evaluate/sections.ts'
import { showProgress } from '../src/progress.ts'
import type { Matrix } from '../src/vector.ts'
import { peersInstalled, startPeer } from './bench/peer.ts'

type Name = keyof typeof EVALUATIONS
const NAMES = Object.keys(EVALUATIONS) as Name[]
const EXIT_ABSENT = 2
/** Longest time for one text, the loading of the model included; a busy machine needs a few seconds for that. */
const TIMEOUT_MS = 120_000

program
  .name('npm run evaluate --')
  .description(
    'Measures search, similar papers, recommendations, topics, trends and the map on public judgements, and prints Markdown.',
  )
  .addArgument(new Argument('[what]', 'what to measure').choices([...NAMES, 'all']).default('all'))
  .option('--every <n>', 'recommend, backtest: evaluate each n-th reader (8th, 32nd)', wholeNumber)
  .option('--papers <n>', 'trends: the first n papers (10,000)', wholeNumber)
  .option('--data <folder>', 'folder of the evaluation data', resolve(PROJECT_FOLDER, '../shared/evaluation'))
  .action(evaluate)

await program.parseAsync()

async function evaluate(
  what: Name | 'all',
  { every, papers, data }: { every?: number; papers?: number; data: string },
): Promise<void> {
  const { model, vectorsFolder, embedThreads: threads } = readConfig()
  const embedder = openEmbedder(readModel(model), { threads, queueMax: 1_000, timeoutMs: TIMEOUT_MS })
  try {
    for (const name of what === 'all' ? NAMES : [what]) {
      const started = performance.now()
      const { library, markdown } = await EVALUATIONS[name]({
        dataFolder: resolve(data),
        every,
        papers,
        embedder,
        threads,
        vectorsFolder,
        otherGroupings: peersInstalled() ? groupingsOfPeers : undefined,
        otherLayouts: peersInstalled() ? layoutsOfPeers : undefined,
        onEmbed: bar('embedding', 'texts'),
        onReaders: bar('measuring', 'readers'),
      })
      const options = Object.entries({ every, papers }).flatMap(([option, value]) =>
        value === undefined ? [] : ` --${option} ${value}`,
      )
      const command = `npm run evaluate -- ${name}${options.join('')}`
      console.log(`${markdown}\n\n${circumstances(library, command, (performance.now() - started) / 1000)}\n`)
    }
  } catch (error) {
    if (!(error instanceof NotReady)) throw error
    console.error(error.message)
    process.exitCode = EXIT_ABSENT
  } finally {
    await embedder.close()
  }
}

/** What BERTopic and others make of the same vectors. */
async function groupingsOfPeers(vectors: Matrix, documents: readonly string[]): Promise<Grouping[]> {
  const { groupings } = await askPeer<{ groupings: Grouping[] }>('topics', vectors, async (folder) => {
    const file = join(folder, 'documents.json')
    await writeFile(file, JSON.stringify(documents))
    return { documents: file }
  })
  return groupings
}

async function layoutsOfPeers(vectors: Matrix, added: number): Promise<NamedLayout[]> {
  const { layouts } = await askPeer<{ layouts: NamedLayout[] }>('map', vectors, async () => ({ added }))
  return layouts
}

/** Peers are told of vectors by files, being large. @param more what else they are to know */
async function askPeer<Answer>(
  name: string,
  vectors: Matrix,
  more: (folder: string) => Promise<object>,
): Promise<Answer> {
  const folder = await mkdtemp(join(tmpdir(), `kindred-${name}-`))
  const peer = startPeer(name)!
  try {
    const file = join(folder, 'vectors.f32')
    await writeFile(file, vectors.data)
    const question = { vectors: file, dimensions: vectors.dimensions, ...(await more(folder)) }
    return await peer.ask<Answer>(question)
  } finally {
    await peer.close()
    await rm(folder, { recursive: true })
  }
}

/** A progress bar that appears when the total is known, and is called after each unit of work. */
function bar(label: string, unit: string): (total: number) => () => void {
  return (total) => {
    const progress = showProgress({ label, total, unit })
    let done = 0
    return () => {
      progress.update(++done)
      if (done === total) progress.finish()
    }
  }
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.')
  return Number(text)
}
