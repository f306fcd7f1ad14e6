/**
 * The graph against the exact answer, and against hnswlib for Python built with the same numbers.
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
import { largeCollection } from './collection.ts'
import { type GraphPeer, startGraphPeer } from './graph-peer.ts'
import { graphWithEf, type Search, timed } from './graph-search.ts'
import { table } from './markdown.ts'
import { snapshotOf } from './places.ts'
import { type AllQueries, type Answers, NEIGHBOURS, queriesOf, recallOf } from './queries.ts'
import { type Settings, tell } from './settings.ts'
import { figure, median, ratio } from './statistics.ts'

const EFS = [50, 100, 200]

/** One way to search, and the peer's where it has the same one. */
interface Contest {
  /** What `ef` is, in words or as a number. */
  readonly ef: string
  readonly ours: Search
  readonly theirs?: Search
}

export async function measureGraph(settings: Settings): Promise<string> {
  const { collection } = await largeCollection(settings)
  const { cards, vectors, index } = await snapshotOf(collection)
  const folder = join(settings.workFolder, 'graph')
  mkdirSync(folder, { recursive: true })
  const queries = await queriesOf(settings, cards, vectors)
  tell('exact answers')
  const exact = timed((query, count) => exactIndex(vectors).nearest(query, { count }))
  const truth = await answersOf(exact, queries)

  tell('building the graph')
  const file = join(folder, 'graph.hnsw')
  const started = performance.now()
  await writeGraph(file, vectors, keysOf(cards.map((card) => card.id)), GRAPH_PARAMETERS)
  const builtIn = (performance.now() - started) / 1000
  tell(`${figure(builtIn)} s; building it with hnswlib for Python`)
  const peer = await startGraphPeer(folder, vectors, GRAPH_PARAMETERS)
  try {
    const asSet = timed((query, count) => index.nearest(query, { count }))
    const contests: Contest[] = [{ ef: 'as it is set', ours: asSet }]
    for (const ef of EFS) {
      const ours = timed(await graphWithEf(file, vectors, ef))
      contests.push({ ef: String(ef), ours, theirs: peer?.searchWith(ef) })
    }
    const lines = [['exact scan', '', '1', '1', figure(truth.papers.ms), '']]
    for (const contest of contests) lines.push(...(await compare(contest, queries, truth, settings.rounds)))
    return report(settings, vectors.count, lines, builtIn, peer)
  } finally {
    await peer?.close()
  }
}

/** A line for Kindred and, where it searches the same way, one for the peer. */
async function compare(
  { ef, ours, theirs }: Contest,
  queries: AllQueries,
  truth: Answers,
  rounds: number,
): Promise<string[][]> {
  const here: Answers[] = []
  const there: Answers[] = []
  for (let round = 0; round < rounds; round++) {
    here.push(await answersOf(ours, queries))
    if (theirs) there.push(await answersOf(theirs, queries))
  }
  const times = (answers: readonly Answers[]) => answers.map(({ papers }) => papers.ms)
  const line = (label: string, answers: readonly Answers[]) => [
    label,
    ef,
    recallOf(queries.papers, answers[0]!.papers, truth.papers),
    recallOf(queries.titles, answers[0]!.titles, truth.titles),
    figure(median(times(answers))),
  ]
  if (there.length === 0) return [[...line('Kindred', here), '']]
  return [
    [...line('Kindred', here), ratio(times(there), times(here))],
    [...line('hnswlib for Python', there), ''],
  ]
}

async function answersOf(search: Search, { papers, titles }: AllQueries): Promise<Answers> {
  return { papers: await search(papers.vectors), titles: await search(titles.vectors) }
}

function report(
  { queries, rounds }: Settings,
  count: number,
  lines: string[][],
  builtIn: number,
  peer: GraphPeer | undefined,
): string {
  const { m, efConstruction } = GRAPH_PARAMETERS
  const build = [['Kindred, written to disk and probed', figure(builtIn), '']]
  if (peer) {
    build[0]![2] = ratio([peer.builtIn], [builtIn])
    build.push(['hnswlib for Python', figure(peer.builtIn), ''])
  }
  return [
    table(['search', 'ef', 'recall@10, papers', 'recall@10, titles', 'ms a query', 'speed, ratio'], lines),
    table(['build', 'seconds', 'speed, ratio'], build),
    `${count.toLocaleString('en')} vectors; M ${m}, efConstruction ${efConstruction}, one thread, one query a call. ${queries.toLocaleString('en')} papers and as many titles of other papers, drawn by a seed; the ${NEIGHBOURS} nearest, a paper itself left out. Times: of the papers, medians of ${rounds} rounds taken in turn; ratio above 1 where Kindred is faster, with its smallest and largest round.`,
  ].join('\n\n')
}
