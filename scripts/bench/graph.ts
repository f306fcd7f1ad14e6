/**
 * The graph against the exact answer, and against hnswlib and usearch for Python and pgvector, built with the same numbers.
 *
 * Two kinds of query over the same vectors: papers that are in the graph, which look for others
 * than themselves (what "similar papers" asks), and titles alone (what a search asks).
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { exactIndex } from '../../src/index/exact.ts'
import { writeGraph } from '../../src/index/graph.ts'
import { GRAPH_PARAMETERS } from '../../src/index/graph-parameters.ts'
import { keysOf } from '../../src/index/keys.ts'
import { graphIndex } from '../../src/index/usearch.ts'
import { largeCollection } from './collection.ts'
import { recallByFilter } from './filters.ts'
import { type GraphPeer, PEER_ENGINES, startGraphPeer } from './graph-peer.ts'
import { processorMsSince, type Search, timed } from './graph-search.ts'
import { table } from './markdown.ts'
import { startPgvectorPeer } from './pgvector-peer.ts'
import { snapshotOf } from './places.ts'
import { type AllQueries, type Answers, missedShare, NEIGHBOURS, queriesOf, recallOf } from './queries.ts'
import type { Measured } from './sections.ts'
import { type Settings, tell } from './settings.ts'
import { figure, median, ratio } from './statistics.ts'

const EFS = [50, 100, 200]

/** Ways to search with the same ef, ours first. */
interface Contest {
  readonly ef: number
  readonly searches: readonly { readonly name: string; readonly search: Search }[]
}

/** What one way to search came to. */
interface Outcome {
  readonly name: string
  readonly ef: number
  readonly recalls: { readonly papers: number; readonly titles: number }
  /** Of each round. */
  readonly ms: readonly number[]
}

export async function measureGraph(settings: Settings): Promise<Measured> {
  const { collection } = await largeCollection(settings)
  const { cards, vectors } = await snapshotOf(collection)
  const folder = join(settings.workFolder, 'graph')
  mkdirSync(folder, { recursive: true })
  const queries = await queriesOf(settings, cards, vectors)
  tell('exact answers')
  const exact = exactIndex(vectors)
  const truth = await answersOf(
    timed((query, count) => exact.nearest(query, { count })),
    queries,
  )
  tell('building the graph')
  const path = join(folder, 'graph.hnsw')
  const keys = keysOf(cards.map((card) => card.id))
  const started = process.cpuUsage()
  const { index } = await writeGraph(path, vectors, keys, GRAPH_PARAMETERS)
  const builtIn = processorMsSince(started) / 1000
  const { embedThreads: threads } = settings.config
  const startedTogether = performance.now()
  await writeGraph(join(folder, 'together.hnsw'), vectors, keys, GRAPH_PARAMETERS, { threads })
  const together = { threads, seconds: (performance.now() - startedTogether) / 1000 }
  const peers: GraphPeer[] = []
  try {
    for (const engine of PEER_ENGINES) {
      tell(`building it with ${engine} for Python`)
      const peer = await startGraphPeer(engine, folder, vectors, GRAPH_PARAMETERS)
      if (peer) peers.push(peer)
    }
    const { databaseUrl } = settings.config
    if (databaseUrl) {
      tell('building it with pgvector')
      peers.push(await startPgvectorPeer(databaseUrl, vectors, GRAPH_PARAMETERS))
    } else tell('no pgvector: set DATABASE_URL to a Postgres that has it, where databases may be made')
    const outcomes: Outcome[] = []
    for (const ef of EFS) {
      const ours = await graphIndex(path, vectors, keys, GRAPH_PARAMETERS, ef)
      const search = timed((query, count) => ours.nearest(query, { count }))
      const searches = [
        { name: 'Kindred', search },
        ...peers.map((peer) => ({ name: peer.name, search: peer.searchWith(ef) })),
      ]
      outcomes.push(...(await compare({ ef, searches }, queries, truth, settings.rounds)))
    }
    tell('filters')
    const filters = recallByFilter(index, exact, queries.titles.vectors)
    return report(settings, vectors.count, {
      outcomes,
      exactMs: truth.papers.ms,
      builtIn,
      together,
      peers,
      filters,
    })
  } finally {
    for (const peer of peers) await peer.close()
  }
}

async function compare(
  { ef, searches }: Contest,
  queries: AllQueries,
  truth: Answers,
  rounds: number,
): Promise<Outcome[]> {
  const answers = searches.map((): Answers[] => [])
  for (let round = 0; round < rounds; round++)
    for (const [i, { search }] of searches.entries()) answers[i]!.push(await answersOf(search, queries))
  return searches.map(({ name }, i) => {
    const [first] = answers[i]!
    return {
      name,
      ef,
      recalls: {
        papers: recallOf(queries.papers, first!.papers, truth.papers),
        titles: recallOf(queries.titles, first!.titles, truth.titles),
      },
      ms: answers[i]!.map(({ papers }) => papers.ms),
    }
  })
}

async function answersOf(search: Search, { papers, titles }: AllQueries): Promise<Answers> {
  return { papers: await search(papers.vectors), titles: await search(titles.vectors) }
}

function report(
  { queries, rounds }: Settings,
  count: number,
  found: {
    readonly outcomes: readonly Outcome[]
    readonly exactMs: number
    readonly builtIn: number
    readonly together: { readonly threads: number; readonly seconds: number }
    readonly peers: readonly GraphPeer[]
    readonly filters: readonly (readonly string[])[]
  },
): Measured {
  const { outcomes, exactMs, builtIn, together, peers, filters } = found
  const { m, efConstruction } = GRAPH_PARAMETERS
  const oursAt = (ef: number) => outcomes.find((one) => one.ef === ef && one.name === 'Kindred')!
  const lines = outcomes.map(({ name, ef, recalls, ms }) => [
    name,
    String(ef),
    recalls.papers.toFixed(4),
    recalls.titles.toFixed(4),
    figure(median(ms)),
    name === 'Kindred' ? '' : ratio(ms, oursAt(ef).ms),
  ])
  const build = [
    ['Kindred, written to disk and probed', figure(builtIn), ''],
    [`Kindred, by ${together.threads} threads, by the clock`, figure(together.seconds), ''],
    ...peers.map((peer) => [peer.name, figure(peer.builtIn), ratio([peer.builtIn], [builtIn])]),
  ]
  const names = [...new Set(outcomes.map(({ name }) => name))]
  return {
    markdown: [
      table(
        ['search', 'ef', 'recall@10, papers', 'recall@10, titles', 'ms a query', 'Kindred is faster'],
        [['exact scan', '', '1', '1', figure(exactMs), ''], ...lines],
      ),
      table(['build', 'seconds', 'Kindred is faster'], build),
      table(['a filter passes', 'recall@10', 'ms a query'], filters),
      `${count.toLocaleString('en')} vectors; M ${m}, efConstruction ${efConstruction}, one thread, one query a call, times of the processor. ${queries.toLocaleString('en')} papers and as many titles of other papers, drawn by a seed; the ${NEIGHBOURS} nearest, a paper itself left out. Times: of the papers, medians of ${rounds} rounds taken in turn; ratio with its smallest and largest round. Filters: titles, random rows pass.`,
    ].join('\n\n'),
    plots: {
      'graph.svg': {
        title: `Ten nearest of ${count.toLocaleString('en')}, titles`,
        x: 'share of the true ones missed',
        y: 'queries a second',
        series: names.map((name) => ({
          name,
          points: outcomes
            .filter((one) => one.name === name)
            .map(({ recalls, ms }) => [missedShare(recalls.titles, queries), 1000 / median(ms)] as const),
        })),
      },
    },
  }
}
