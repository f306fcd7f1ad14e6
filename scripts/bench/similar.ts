/**
 * Similar papers over HTTP, against the same call in FastAPI and hnswlib (peers/service.py), which answers the nearest
 * papers by whole texts and no reasons.
 *
 * Both are asked by ten clients, in turn, from the same collection: once for papers that nobody asked for lately, as many as
 * there are, and once for the same thousand again and again, which Kindred keeps as they were sent.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { EF_MIN, GRAPH_PARAMETERS } from '../../src/index/graph-parameters.ts'
import { seeded, shuffled } from '../../src/random.ts'
import { largeCollection, sampleCollection } from './collection.ts'
import { type LoadResult, load, type Question } from './load.ts'
import { table } from './markdown.ts'
import { PYTHON, peersInstalled } from './peer.ts'
import { type Collection, PEER_PORT, snapshotFolderOf, snapshotOf } from './places.ts'
import { startService } from './service.ts'
import { type Settings, tell } from './settings.ts'
import { figure, median, ratio } from './statistics.ts'

const CLIENTS = 10
const AGAIN = 1_000
/** More of them would only make the question file larger: by then what was kept of the first is gone. */
const ONCE_MAX = 20_000

interface Running {
  readonly url: string
  stop(): Promise<void>
}

export async function measureSimilar(settings: Settings): Promise<string> {
  const lines: string[][] = []
  for (const make of [sampleCollection, async (s: Settings) => (await largeCollection(s)).collection])
    lines.push(...(await compare(await make(settings), settings)))
  return [
    table(
      ['collection', 'papers asked for', 'by', 'requests/s', 'p50, ms', 'p99, ms', 'Kindred is faster'],
      lines,
    ),
    `\`GET /v1/papers/{id}/similar?limit=20\`, ${CLIENTS} clients, ${settings.seconds} s each after 2 s of warming up, medians of ${settings.rounds} rounds taken in turn; autocannon beside the service on the same cores. The peer: one process of uvicorn with uvloop and httptools, orjson, ef ${EF_MIN}, no log; Kindred logs each request into a file.`,
  ].join('\n\n')
}

async function compare(collection: Collection, settings: Settings): Promise<string[][]> {
  const { cards } = await snapshotOf(collection)
  const asked = shuffled(cards, seeded(1)).map(
    ({ id }): Question => ({ method: 'GET', path: `/v1/papers/${id}/similar?limit=20` }),
  )
  const log = join(settings.workFolder, 'service.log')
  const ours = await startService(collection, { log, prepare: false })
  const theirs = await startPeerService(collection)
  const kinds = [
    {
      label: `the same ${Math.min(AGAIN, asked.length).toLocaleString('en')}`,
      questions: asked.slice(0, AGAIN),
    },
  ]
  if (asked.length > AGAIN)
    kinds.push({ label: 'each seldom', questions: asked.slice(AGAIN, AGAIN + ONCE_MAX) })
  try {
    const lines: string[][] = []
    for (const { label, questions } of kinds) {
      const rounds: { ours: LoadResult; theirs?: LoadResult }[] = []
      for (let round = 0; round < settings.rounds; round++) {
        const from = ({ url }: Running) =>
          load({ url, connections: CLIENTS, seconds: settings.seconds, questions })
        rounds.push({ ours: await from(ours), theirs: theirs && (await from(theirs)) })
        tell(`${collection.label}, ${label}: ${JSON.stringify(rounds.at(-1))}`)
      }
      const line = (by: string, results: readonly LoadResult[], last: string) => [
        ...[collection.label, label, by],
        ...(['perSecond', 'p50Ms', 'p99Ms'] as const).map((name) =>
          figure(median(results.map((one) => one[name]))),
        ),
        last,
      ]
      const here = rounds.map((one) => one.ours)
      const there = rounds.flatMap((one) => one.theirs ?? [])
      const rates = (results: readonly LoadResult[]) => results.map(({ perSecond }) => perSecond)
      lines.push(line('Kindred', here, ''))
      if (there.length > 0) lines.push(line('FastAPI and hnswlib', there, ratio(rates(here), rates(there))))
    }
    return lines
  } finally {
    await ours.stop()
    await theirs?.stop()
  }
}

/** Undefined where the peers are not installed. */
async function startPeerService(collection: Collection): Promise<Running | undefined> {
  if (!peersInstalled()) {
    tell('no peers: run `bash scripts/bench/install-peers.sh` for the ratios')
    return undefined
  }
  const folder = await snapshotFolderOf(collection)
  const given = {
    vectors: join(folder, 'vectors.f32'),
    cards: join(folder, 'cards.jsonl'),
    dimensions: 384,
    ...GRAPH_PARAMETERS,
    ef: EF_MIN,
    port: PEER_PORT,
  }
  const program = join(import.meta.dirname, 'peers/service.py')
  const child = spawn(PYTHON, [program, JSON.stringify(given)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const stop = async () => {
    child.kill('SIGTERM')
    if (child.exitCode === null) await once(child, 'exit')
  }
  process.once('exit', () => child.kill('SIGKILL'))
  const line = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()
  if (line.done) throw new Error('the peer service ended before it listened')
  return { url: `http://127.0.0.1:${PEER_PORT}`, stop }
}
