/**
 * Papers embedded in a second, by the pool that `npm run embed` uses, against sentence-transformers.
 *
 * Both get the same texts and all cores, are warm, and cut at the same number of tokens. The peer
 * gets the batch size that suits it best on these texts. They are measured in turn, so that a
 * machine that slows down slows down both.
 */
import { type Embedder, openEmbedder } from '../../src/embed/embedder.ts'
import { readModel } from '../../src/embed/model.ts'
import { paperText } from '../../src/paper.ts'
import { dot } from '../../src/vector.ts'
import { table } from './markdown.ts'
import { firstPapers, largeFile, samplePapers } from './papers.ts'
import { type Peer, startPeer } from './peer.ts'
import { type Settings, tell } from './settings.ts'
import { figure, median, percentile, ratio } from './statistics.ts'

const BATCHES = [8, 16, 32]
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
  const peer = startPeer('embedding')
  try {
    const large = await firstPapers(largeFile(settings.dataFolder), settings.texts)
    const lines = [
      await compare('sample page', (await samplePapers()).map(paperText), embedder, peer, settings.rounds),
      await compare('arXiv, the first ones', large.map(paperText), embedder, peer, settings.rounds),
    ]
    return [
      table(
        ['texts', 'count', 'Kindred, papers/s', 'sentence-transformers, papers/s', 'ratio', 'cosine'],
        lines,
      ),
      `Kindred: ${model.name}, ${model.dtype}, ${model.maxTokens} tokens, one text a call, ${threads} threads. The peer: the same weights in fp32 on torch, the best batch size of ${BATCHES.join(', ')}.`,
      `Medians of ${settings.rounds} rounds taken in turn; ratio with its smallest and largest round. Cosine: between the two vectors of a text, mean and smallest.`,
    ].join('\n\n')
  } finally {
    await embedder.close()
    await peer?.close()
  }
}

async function compare(
  label: string,
  texts: readonly string[],
  embedder: Embedder,
  peer: Peer | undefined,
  rounds: number,
): Promise<string[]> {
  const maxTokens = embedder.model.maxTokens
  const warm = texts.slice(0, 16)
  await embedHere(embedder, warm)
  const batch = peer && (await bestBatch(peer, texts, maxTokens))
  const ours: Run[] = []
  const theirs: Run[] = []
  for (let round = 0; round < rounds; round++) {
    ours.push(await embedHere(embedder, texts))
    if (peer) theirs.push(await embedThere(peer, texts, maxTokens, batch!))
    tell(
      `${label}: ${[ours, theirs].map((runs) => figure(runs.at(-1)?.perSecond ?? Number.NaN)).join(' and ')}`,
    )
  }
  const [here, there] = [ours, theirs].map((runs) => runs.map(({ perSecond }) => perSecond)) as [
    number[],
    number[],
  ]
  const found = [label, String(texts.length), figure(median(here))]
  if (!peer) return [...found, '–', '–', '–']
  return [
    ...found,
    `${figure(median(there))} (batch ${batch})`,
    ratio(here, there),
    agreement(ours[0]!, theirs[0]!),
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
  maxTokens: number,
  batch: number,
): Promise<Run> {
  const answer = await peer.ask<{ seconds: number; vectors: string }>({ texts, maxTokens, batch })
  const all = new Float32Array(new Uint8Array(Buffer.from(answer.vectors, 'base64')).buffer)
  const dimensions = all.length / texts.length
  const vectors = texts.map((_, at) => all.subarray(at * dimensions, (at + 1) * dimensions))
  return { perSecond: texts.length / answer.seconds, vectors }
}

async function bestBatch(peer: Peer, texts: readonly string[], maxTokens: number): Promise<number> {
  let best = { batch: 0, perSecond: 0 }
  await embedThere(peer, texts.slice(0, 64), maxTokens, 16)
  for (const batch of BATCHES) {
    const { perSecond } = await embedThere(peer, texts, maxTokens, batch)
    tell(`sentence-transformers, batches of ${batch}: ${figure(perSecond)} papers/s`)
    if (perSecond > best.perSecond) best = { batch, perSecond }
  }
  return best.batch
}

function agreement(ours: Run, theirs: Run): string {
  const cosines = ours.vectors.map((vector, at) => dot(vector, theirs.vectors[at]!))
  const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length
  return `${mean.toFixed(3)}, ${percentile(cosines, 0).toFixed(3)}`
}
