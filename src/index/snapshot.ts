/**
 * The snapshot: everything an answer is computed from, written whole and read whole.
 *
 * The only module that touches `embeddings/index`. A snapshot is a folder named by a hash of its
 * own content, so the same corpus and model give the same name on any machine. It is written
 * aside, each file flushed; the manifest, which lists every file with its sha256, comes last; then
 * the folder gets its name, and `CURRENT` is replaced in one step. A kill between any two of these
 * leaves the snapshot that was there before. Byte formats: embeddings/README.md.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import type { Card } from '../card.ts'
import type { TopicModel } from '../topic.ts'
import { type Matrix, matrix } from '../vector.ts'
import { exactIndex } from './exact.ts'
import {
  checkMarked,
  type FileMark,
  markOf,
  readMarked,
  replaceFile,
  syncFolder,
  writeMarked,
} from './files.ts'
import { buildGraph, GRAPH_FROM_COUNT, GRAPH_PARAMETERS, graphIndex } from './hnsw.ts'
import { buildKeywords, type KeywordIndex, openKeywords } from './keywords.ts'
import type { VectorIndex } from './vector-index.ts'

const FORMAT = 1
const FILES = [
  'cards.jsonl',
  'abstracts.txt',
  'abstract-ends.f64',
  'vectors.f32',
  'graph.hnsw',
  'keywords.bin',
  'topics.json',
] as const
type FileName = (typeof FILES)[number]

const Mark = z.object({ bytes: z.int().nonnegative(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })
const Manifest = z.object({
  format: z.literal(FORMAT),
  count: z.int().nonnegative(),
  dimensions: z.int().positive(),
  model: z.object({
    name: z.string(),
    dtype: z.string(),
    pooling: z.string(),
    maxTokens: z.int(),
    weightsSha256: z.string(),
    fingerprint: z.string(),
  }),
  graph: z.object({ m: z.int(), efConstruction: z.int(), seed: z.int() }),
  corpus: z.object({ count: z.int(), revision: z.int() }),
  files: z.object(Object.fromEntries(FILES.map((name) => [name, Mark])) as Record<FileName, typeof Mark>),
})
export type Manifest = z.infer<typeof Manifest>

export interface SnapshotParts {
  /** In order of id: a paper's place here is its row everywhere. */
  readonly cards: readonly Card[]
  readonly abstracts: readonly string[]
  /** (cards × D), unit length. */
  readonly vectors: Matrix
  readonly topics: TopicModel
  readonly model: Manifest['model']
  /** State of the database that the papers were read from. */
  readonly corpus: Manifest['corpus']
}

export interface Snapshot {
  /** 16 hex digits over the content. */
  readonly id: string
  readonly manifest: Manifest
  readonly cards: readonly Card[]
  readonly vectors: Matrix
  readonly index: VectorIndex
  readonly keywords: KeywordIndex
  readonly topics: TopicModel
  abstractOf(row: number): string
}

/**
 * Writes a snapshot and makes it the current one; the one before is kept, older ones are removed.
 *
 * @param onAdded told how many vectors the graph holds, after each one
 * @returns the id of the snapshot
 * @throws whatever writing a file throws (a full disk); the current snapshot is then untouched
 */
export async function writeSnapshot(
  folder: string,
  parts: SnapshotParts,
  onAdded?: (count: number) => void,
): Promise<string> {
  const aside = join(folder, `.writing-${process.pid}`)
  await rm(aside, { recursive: true, force: true })
  await mkdir(aside, { recursive: true })
  try {
    const manifest = await writeFiles(aside, parts, onAdded)
    // The revision counts changes of one database and says nothing about the content.
    const content = JSON.stringify({ ...manifest, corpus: undefined })
    const id = createHash('sha256').update(content).digest('hex').slice(0, 16)
    await writeMarked(join(aside, 'manifest.json'), [
      Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`),
    ])
    await syncFolder(aside)
    await publish(folder, aside, id)
    return id
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

async function writeFiles(
  aside: string,
  parts: SnapshotParts,
  onAdded?: (count: number) => void,
): Promise<Manifest> {
  const { cards, abstracts, vectors, topics, model, corpus } = parts
  const write = (name: FileName, chunks: Iterable<Uint8Array>) => writeMarked(join(aside, name), chunks)
  const ends = new Float64Array(cards.length)
  const graph = join(aside, 'graph.hnsw')
  await buildGraph(graph, vectors, GRAPH_PARAMETERS, onAdded)
  const files: Record<FileName, FileMark> = {
    'cards.jsonl': await write(
      'cards.jsonl',
      inChunks(cards, (card) => `${JSON.stringify(card)}\n`),
    ),
    'abstracts.txt': await write('abstracts.txt', abstractBytes(abstracts, ends)),
    'abstract-ends.f64': await write('abstract-ends.f64', [bytesOf(ends)]),
    'vectors.f32': await write('vectors.f32', [bytesOf(vectors.data)]),
    'graph.hnsw': await markOf(graph),
    'keywords.bin': await write('keywords.bin', [buildKeywords(textsOf(cards, abstracts))]),
    'topics.json': await write('topics.json', [Buffer.from(encodeTopics(topics))]),
  }
  return {
    format: FORMAT,
    count: cards.length,
    dimensions: vectors.dimensions,
    model,
    graph: { ...GRAPH_PARAMETERS },
    corpus,
    files,
  }
}

/** Gives the finished folder its name, points `CURRENT` at it, and removes what nobody needs any more. */
async function publish(folder: string, aside: string, id: string): Promise<void> {
  const before = await readCurrent(folder)
  const final = join(folder, id)
  // The same content again, or the torn remains of it: what was just written and checked takes its place.
  await rm(final, { recursive: true, force: true })
  await rename(aside, final)
  await syncFolder(folder)
  const kept = [id, ...before.filter((other) => other !== id)].slice(0, 2)
  await replaceFile(join(folder, 'CURRENT'), `${kept.join('\n')}\n`)
  for (const name of await readdir(folder)) {
    if (/^[0-9a-f]{16}$/.test(name) && !kept.includes(name))
      await rm(join(folder, name), { recursive: true, force: true })
  }
}

/** Ids named by `CURRENT`: the current snapshot, then the one before it; empty when none was ever written. */
export async function readCurrent(folder: string): Promise<string[]> {
  const path = join(folder, 'CURRENT')
  if (!existsSync(path)) return []
  const lines = (await readFile(path, 'utf8')).split('\n')
  return lines.filter((line) => /^[0-9a-f]{16}$/.test(line))
}

/**
 * Reads and checks the manifest of a snapshot.
 * @throws Error saying what is wrong with it
 */
export async function readManifest(folder: string, id: string): Promise<Manifest> {
  const path = join(folder, id, 'manifest.json')
  if (!existsSync(path)) throw new Error('manifest.json is missing')
  let json: unknown
  try {
    json = JSON.parse(await readFile(path, 'utf8'))
  } catch {
    throw new Error('manifest.json is not JSON')
  }
  const parsed = Manifest.safeParse(json)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Error(`manifest.json: ${issue!.path.join('.')}: ${issue!.message}`)
  }
  return parsed.data
}

/**
 * Opens a snapshot. Every file is checked against its sha256 before anything, native code above
 * all, reads it: about 0.5 s for 100,000 papers, mostly away from the event loop.
 *
 * @throws Error naming the file and what is wrong with it
 */
export async function readSnapshot(folder: string, id: string): Promise<Snapshot> {
  const manifest = await readManifest(folder, id)
  const { count, dimensions } = manifest
  const checked = async <T>(
    name: FileName,
    read: (path: string, mark: FileMark) => Promise<T>,
  ): Promise<T> => {
    try {
      return await read(join(folder, id, name), manifest.files[name])
    } catch (error) {
      throw new Error(`${name}: ${error instanceof Error ? error.message : error}`)
    }
  }
  const cards = await decodeCards(await checked('cards.jsonl', readMarked))
  const abstracts = await checked('abstracts.txt', readMarked)
  const ends = asFloat64(await checked('abstract-ends.f64', readMarked))
  const vectors = matrix(asFloat32(await checked('vectors.f32', readMarked)), dimensions)
  const keywords = openKeywords(await checked('keywords.bin', readMarked))
  const topics = decodeTopics(await checked('topics.json', readMarked))
  const counts = {
    cards: cards.length,
    abstracts: ends.length,
    vectors: vectors.count,
    keywords: keywords.count,
    topics: topics.assignment.length,
  }
  for (const [name, found] of Object.entries(counts)) {
    if (found !== count) throw new Error(`${name}: ${found} papers instead of ${count}`)
  }
  await checked('graph.hnsw', checkMarked)
  const index =
    count < GRAPH_FROM_COUNT ? exactIndex(vectors) : await graphIndex(join(folder, id, 'graph.hnsw'), vectors)
  const abstractOf = (row: number) => abstracts.toString('utf8', row === 0 ? 0 : ends[row - 1], ends[row])
  return { id, manifest, cards, vectors, index, keywords, topics, abstractOf }
}

function* abstractBytes(abstracts: readonly string[], ends: Float64Array): Generator<Uint8Array> {
  let end = 0
  let at = 0
  for (const chunk of inChunks(abstracts, (abstract) => {
    end += Buffer.byteLength(abstract)
    ends[at++] = end
    return abstract
  })) {
    yield chunk
  }
}

const LINES_PER_CHUNK = 1000

function* inChunks<T>(items: readonly T[], toText: (item: T) => string): Generator<Uint8Array> {
  for (let at = 0; at < items.length; at += LINES_PER_CHUNK) {
    yield Buffer.from(
      items
        .slice(at, at + LINES_PER_CHUNK)
        .map(toText)
        .join(''),
    )
  }
}

function* textsOf(
  cards: readonly Card[],
  abstracts: readonly string[],
): Generator<{ title: string; abstract: string }> {
  for (let at = 0; at < cards.length; at++) yield { title: cards[at]!.title, abstract: abstracts[at]! }
}

const PARSED_AT_ONCE_BYTES = 256 * 1024

/** Parses in pieces of about a millisecond each, because a running server opens snapshots too. */
async function decodeCards(file: Buffer): Promise<Card[]> {
  const cards: Card[] = []
  for (let start = 0; start < file.length; ) {
    const newline = file.indexOf('\n', start + PARSED_AT_ONCE_BYTES)
    const end = newline === -1 ? file.length - 1 : newline
    cards.push(...(JSON.parse(`[${file.toString('utf8', start, end).replaceAll('\n', ',')}]`) as Card[]))
    start = end + 1
    await setImmediate()
  }
  return cards
}

function encodeTopics({ topics, assignment, centroids }: TopicModel): string {
  return JSON.stringify({
    topics,
    assignment: [...assignment],
    centroids: Buffer.from(bytesOf(centroids)).toString('base64'),
  })
}

function decodeTopics(file: Buffer): TopicModel {
  const json = JSON.parse(file.toString()) as {
    topics: TopicModel['topics']
    assignment: number[]
    centroids: string
  }
  return {
    topics: json.topics,
    assignment: Int32Array.from(json.assignment),
    centroids: asFloat32(Buffer.from(new Uint8Array(Buffer.from(json.centroids, 'base64')).buffer)),
  }
}

function bytesOf(array: Float32Array | Float64Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
}

function asFloat32(bytes: Buffer): Float32Array {
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
}

function asFloat64(bytes: Buffer): Float64Array {
  return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8)
}
