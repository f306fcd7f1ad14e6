/**
 * Papers embedded in a second, by the pool that `npm run embed` uses, against sentence-transformers and
 * onnxruntime for Python.
 *
 * All get the same texts and all cores, are warm, and cut at the same number of tokens. A peer
 * gets the batch size that suits it best on these texts. They are measured in turn, so that a
 * machine that slows down slows down all.
 */
import { join } from 'node:path'
import { type Embedder, openEmbedder } from '../../src/embed/embedder.ts'
import { type Model, readModel } from '../../src/embed/model.ts'
import { paperText } from '../../src/paper.ts'
import { dot } from '../../src/vector.ts'
import { table } from './markdown.ts'
import { firstPapers, largeFile, samplePapers } from './papers.ts'
import { type Peer, startPeer } from './peer.ts'
import { type Settings, tell } from './settings.ts'
import { figure, median, percentile, ratio } from './statistics.ts'

const BATCHES = [1, 8, 16, 32]
const PEERS = [
  { program: 'embedding', name: 'sentence-transformers, fp32 on torch' },
  { program: 'onnx', name: 'onnxruntime for Python, the same int8 weights' },
] as const
const TIMEOUT_MS = 120_000

interface Run {
  readonly perSecond: number
  readonly vectors: readonly Float32Array[]
}

export async function measureEmbedding(settings: Settings): Promise<string> {
  const model = readModel(settings.config.model)
  const threads = settings.config.embedThreads
  const embedder = openEmbedder(model, {
    threads,
    queueMax: Number.POSITIVE_INFINITY,
    timeoutMs: TIMEOUT_MS,
  })
  const peers: NamedPeer[] = PEERS.flatMap(({ program, name }) => {
    const peer = startPeer(program)
    return peer ? [{ name, peer }] : []
  })
  try {
    const large = await firstPapers(largeFile(settings.dataFolder), settings.texts)
    const { rounds } = settings
    const lines = [
      ...(await compare('sample page', (await samplePapers()).map(paperText), embedder, peers, rounds)),
      ...(await compare('arXiv, the first ones', large.map(paperText), embedder, peers, rounds)),
    ]
    return [
      table(['texts', 'count', 'by', 'papers/s', 'Kindred is faster', 'cosine'], lines),
      `Kindred: ${model.name}, ${model.dtype}, ${model.maxTokens} tokens, one text a call, ${threads} threads. The peers: the best batch size of ${BATCHES.join(', ')}.`,
      `Medians of ${rounds} rounds taken in turn; ratio with its smallest and largest round. Cosine: between the two vectors of a text, mean and smallest.`,
    ].join('\n\n')
  } finally {
    await embedder.close()
    for (const { peer } of peers) await peer.close()
  }
}

interface NamedPeer {
  readonly name: string
  readonly peer: Peer
}

async function compare(
  label: string,
  texts: readonly string[],
  embedder: Embedder,
  peers: readonly NamedPeer[],
  rounds: number,
): Promise<string[][]> {
  await embedHere(embedder, texts.slice(0, 16))
  const batches: number[] = []
  for (const peer of peers) batches.push(await bestBatch(peer, texts, embedder.model))
  const ours: Run[] = []
  const theirs: Run[][] = peers.map(() => [])
  for (let round = 0; round < rounds; round++) {
    ours.push(await embedHere(embedder, texts))
    for (const [i, { peer }] of peers.entries())
      theirs[i]!.push(await embedThere(peer, texts, embedder.model, batches[i]!))
    tell(`${label}: ${[ours, ...theirs].map((runs) => figure(runs[round]!.perSecond)).join(', ')}`)
  }
  const rates = (runs: readonly Run[]) => runs.map(({ perSecond }) => perSecond)
  const line = (by: string, runs: readonly Run[], ...rest: string[]) => [
    ...[label, String(texts.length), by, figure(median(rates(runs)))],
    ...rest,
  ]
  return [
    line('Kindred', ours, '', ''),
    ...peers.map(({ name }, i) =>
      line(
        `${name}, batches of ${batches[i]}`,
        theirs[i]!,
        ratio(rates(ours), rates(theirs[i]!)),
        agreement(ours[0]!, theirs[i]![0]!),
      ),
    ),
  ]
}

async function embedHere(embedder: Embedder, texts: readonly string[]): Promise<Run> {
  const started = performance.now()
  const vectors = await Promise.all(texts.map((text) => embedder.embed(text)))
  return { perSecond: (1000 * texts.length) / (performance.now() - started), vectors }
}

async function embedThere(
  peer: Peer,
  texts: readonly string[],
  { folder, name, maxTokens }: Model,
  batch: number,
): Promise<Run> {
  const question = { texts, maxTokens, batch, model: join(folder, name) }
  const answer = await peer.ask<{ seconds: number; vectors: string }>(question)
  const all = new Float32Array(new Uint8Array(Buffer.from(answer.vectors, 'base64')).buffer)
  const dimensions = all.length / texts.length
  const vectors = texts.map((_, at) => all.subarray(at * dimensions, (at + 1) * dimensions))
  return { perSecond: texts.length / answer.seconds, vectors }
}

async function bestBatch({ name, peer }: NamedPeer, texts: readonly string[], model: Model): Promise<number> {
  let best = { batch: 0, perSecond: 0 }
  await embedThere(peer, texts.slice(0, 64), model, 16)
  for (const batch of BATCHES) {
    const { perSecond } = await embedThere(peer, texts, model, batch)
    tell(`${name}, batches of ${batch}: ${figure(perSecond)} papers/s`)
    if (perSecond > best.perSecond) best = { batch, perSecond }
  }
  return best.batch
}

function agreement(ours: Run, theirs: Run): string {
  const cosines = ours.vectors.map((vector, at) => dot(vector, theirs.vectors[at]!))
  const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length
  return `${mean.toFixed(3)}, ${percentile(cosines, 0).toFixed(3)}`
}
