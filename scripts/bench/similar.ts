/**
 * Similar papers over HTTP, against two calls in FastAPI (peers/service.py): one finds the nearest papers by whole texts in
 * hnswlib and gives no reasons; the other looks up the same papers, scores and reasons in the same table.
 *
 * All are asked by ten clients, in turn, from the same collection: once for papers that nobody asked for lately, as many as
 * there are, and once for the same thousand again and again, which Kindred keeps as they were sent.
 */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { isDeepStrictEqual } from 'node:util'
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
/** Of so many papers the answers that should be the same are compared. */
const COMPARED = 50

/** With reasons an answer is five times as long. */
const OURS = [
  { by: 'Kindred, with reasons', call: 'similar?limit=20' },
  { by: 'Kindred, without', call: 'similar?limit=20&reasons=false' },
] as const
const PEERS = [
  { by: 'FastAPI and hnswlib, without', call: 'similar?limit=20' },
  { by: 'FastAPI, the same answers with reasons', call: 'similar-with-reasons?limit=20' },
] as const

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
      [
        ...['collection', 'papers asked for', 'by', 'requests/s', 'p50, ms', 'p99, ms'],
        ...['Kindred is faster, with reasons', 'and without'],
      ],
      lines,
    ),
    `\`GET /v1/papers/{id}/similar?limit=20\`, ${CLIENTS} clients, ${settings.seconds} s each after 2 s of warming up, medians of ${settings.rounds} rounds taken in turn; autocannon beside the service on the same cores. The peers: one process of uvicorn with uvloop and httptools, orjson, ef ${EF_MIN}, no log; Kindred logs each request into a file.`,
  ].join('\n\n')
}

async function compare(collection: Collection, settings: Settings): Promise<string[][]> {
  const { cards } = await snapshotOf(collection)
  const asked = shuffled(cards, seeded(1)).map(({ id }) => id)
  const log = join(settings.workFolder, 'service.log')
  const ours = await startService(collection, { log, prepare: false })
  const theirs = await startPeerService(collection)
  const kinds = [
    { label: `the same ${Math.min(AGAIN, asked.length).toLocaleString('en')}`, ids: asked.slice(0, AGAIN) },
  ]
  if (asked.length > AGAIN) kinds.push({ label: 'each seldom', ids: asked.slice(AGAIN, AGAIN + ONCE_MAX) })
  try {
    if (theirs) await checkSame(ours, theirs, asked.slice(0, COMPARED))
    const lines: string[][] = []
    for (const { label, ids } of kinds) {
      const measured = new Map<string, LoadResult[]>()
      for (let round = 0; round < settings.rounds; round++) {
        for (const [service, calls] of [[ours, OURS] as const, [theirs, PEERS] as const]) {
          if (!service) continue
          for (const { by, call } of calls) {
            const questions = ids.map((id): Question => ({ method: 'GET', path: pathOf(id, call) }))
            const { url } = service
            const result = await load({ url, connections: CLIENTS, seconds: settings.seconds, questions })
            measured.set(by, [...(measured.get(by) ?? []), result])
            tell(`${collection.label}, ${label}, ${by}: ${JSON.stringify(result)}`)
          }
        }
      }
      const rates = (by: string) => (measured.get(by) ?? []).map(({ perSecond }) => perSecond)
      for (const [by, results] of measured) {
        const isPeer = PEERS.some((peer) => peer.by === by)
        lines.push([
          ...[collection.label, label, by],
          ...(['perSecond', 'p50Ms', 'p99Ms'] as const).map((name) =>
            figure(median(results.map((one) => one[name]))),
          ),
          ...OURS.map((one) => (isPeer ? ratio(rates(one.by), rates(by)) : '')),
        ])
      }
    }
    return lines
  } finally {
    await ours.stop()
    await theirs?.stop()
  }
}

const pathOf = (id: string, call: string) => `/v1/papers/${id}/${call}`

/** @throws Error naming the first paper of which the two say something else */
async function checkSame(ours: Running, theirs: Running, ids: readonly string[]): Promise<void> {
  const papersOf = async (url: string, path: string) => {
    const { papers } = (await (await fetch(url + path)).json()) as { papers: unknown }
    return papers
  }
  for (const id of ids) {
    const here = await papersOf(ours.url, pathOf(id, OURS[0].call))
    const there = await papersOf(theirs.url, pathOf(id, PEERS[1].call))
    if (!isDeepStrictEqual(here, there)) throw new Error(`the peer answers something else for ${id}`)
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
    folder,
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
