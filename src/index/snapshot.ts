/**
 * The snapshot: everything an answer is computed from, written whole and read whole.
 *
 * The same database, model, earlier topics, earlier map and earlier graph give the same files, and so the same id
 * (current.ts); but a graph to which more than 20,000 papers are added at once, by several threads, is another each time.
 * Byte formats: embeddings/README.md.
 */
import { join } from 'node:path'
import type { Card } from '../card.ts'
import type { MapLayout } from '../map-layout.ts'
import type { TopicModel } from '../topic.ts'
import { type Matrix, matrix, type Rows } from '../vector.ts'
import { writeCurrent } from './current.ts'
import { readEarlierGraph } from './earlier-graph.ts'
import {
  decodeCards,
  decodeFloat32,
  decodeFloat64,
  decodeInt8,
  decodeMap,
  decodeNeighbours,
  decodeTopics,
  decodeUint32,
  encodeMap,
  encodeNeighbours,
  encodeNumbers,
  encodeTexts,
  encodeTopics,
  endsOf,
} from './encoding.ts'
import { exactIndex } from './exact.ts'
import { checkMarked, type FileBytes, type FileMark, markOf, readMarked, writeMarked } from './files.ts'
import { openGraph, writeGraph } from './graph.ts'
import { GRAPH_FROM_COUNT, GRAPH_PARAMETERS } from './graph-parameters.ts'
import { keysOf } from './keys.ts'
import { buildKeywords, type KeywordIndex, openKeywords } from './keywords.ts'
import { FILES, type FileName, FORMAT, type Manifest, readManifest } from './manifest.ts'
import { NEIGHBOURS_PER_ROW, type NeighbourLists, neighboursOfRows, shortened } from './neighbours.ts'
import { type PieceTable, pieceEndsOf, pieceTable, wholePapers } from './piece-table.ts'
import { buildSentences, openSentences, type SentenceTable } from './sentence-table.ts'
import {
  type ComparedParts,
  encodeSimilarTable,
  noSimilarTable,
  openSimilarTable,
  SIMILAR_PER_ROW,
  type SimilarLists,
  type SimilarWork,
} from './similar-table.ts'
import { storedBytes, storedPieces, storedRows } from './stored.ts'
import { lineEndsOf, openTexts } from './text-table.ts'
import type { VectorIndex, VectorSearch } from './vector-index.ts'
import { buildWords, openWords, type WordIndex } from './words.ts'

export interface SnapshotParts {
  /** In order of id: a paper's place here is its row everywhere. */
  readonly cards: readonly Card[]
  readonly abstracts: readonly string[]
  /** (cards × D), unit length. */
  readonly vectors: Matrix
  /** One a paper; where absent, each paper is one piece, and compared by its whole text alone. */
  readonly pieces?: readonly Int8Array[]
  /** What a shared Postgres calls the text of each paper; absent where there is none. */
  readonly numbers?: Uint32Array
  /** Found when the neighbours of each row are known. */
  readonly topics: (neighbours: NeighbourLists) => TopicModel | Promise<TopicModel>
  /** Likewise. */
  readonly map: (neighbours: NeighbourLists) => MapLayout
  /** Begins to work out the similar papers of every paper; where absent, they are found when they are asked for. */
  readonly similar?: (parts: ComparedParts) => Promise<SimilarWork>
  readonly model: Manifest['model']
  /** State of the database that the papers were read from. */
  readonly corpus: Manifest['corpus']
  /** Of the papers that are in no topic; 0 unless told. */
  readonly outlierShare?: number
  /** That look for neighbours together, and build a large graph together; 1 unless told. */
  readonly threads?: number
}

export interface Snapshot {
  /** 16 hex digits over the content. */
  readonly id: string
  readonly manifest: Manifest
  readonly cards: readonly Card[]
  readonly vectors: Rows
  readonly index: VectorSearch
  readonly neighbours: NeighbourLists
  readonly keywords: KeywordIndex
  readonly pieces: PieceTable
  readonly words: WordIndex
  readonly sentences: SentenceTable
  readonly similar: SimilarLists
  readonly topics: TopicModel
  readonly map: MapLayout
  abstractOf(row: number): string
  /** In UTF-8. */
  abstractBytesOf(row: number): Uint8Array
  /** The card as JSON in UTF-8. */
  cardBytesOf(row: number): Uint8Array
}

/** A snapshot that is held in memory as a whole. */
export interface SnapshotInMemory extends Snapshot {
  readonly vectors: Matrix
  readonly index: VectorIndex
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
  return writeCurrent(folder, FILES, async (aside) => {
    const manifest = await writeFiles(folder, aside, parts, onAdded)
    return `${JSON.stringify(manifest, undefined, 2)}\n`
  })
}

async function writeFiles(
  folder: string,
  aside: string,
  parts: SnapshotParts,
  onAdded?: (count: number) => void,
): Promise<Manifest> {
  const { cards, abstracts, vectors, similar, model, corpus, outlierShare = 0, threads } = parts
  const { pieces = wholePapers(vectors), numbers = new Uint32Array() } = parts
  const write = (name: FileName, chunks: Iterable<Uint8Array>) => writeMarked(join(aside, name), chunks)
  const graph = join(aside, 'graph.hnsw')
  const keys = keysOf(cards.map((card) => card.id))
  const { engine, index, removed } = await writeGraph(graph, vectors, keys, GRAPH_PARAMETERS, {
    // Below that it is never asked, and takes no time.
    earlier: cards.length < GRAPH_FROM_COUNT ? undefined : await readEarlierGraph(folder, model),
    threads,
    onAdded,
  })
  const most = similar ? SIMILAR_PER_ROW : undefined
  const nearest = neighboursOfRows(vectors, index, { most, threads })
  const neighbours = shortened(nearest, NEIGHBOURS_PER_ROW)
  const texts = cards.map(({ title }, at) => ({ title, abstract: abstracts[at]! }))
  const keywords = alone(buildKeywords(texts))
  const words = alone(buildWords(texts, openKeywords(keywords).idf))
  const sentences = buildSentences(abstracts)
  const compared: ComparedParts = { cards, abstracts, vectors, pieces, words, sentences, nearest }
  const work = await similar?.(compared)
  // Meanwhile, in this thread.
  const topics = await parts.topics(neighbours)
  const map = parts.map(neighbours)
  const files: Record<FileName, FileMark> = {
    'cards.jsonl': await write(
      'cards.jsonl',
      encodeTexts(cards, (card) => `${JSON.stringify(card)}\n`),
    ),
    'abstracts.txt': await write(
      'abstracts.txt',
      encodeTexts(abstracts, (abstract) => abstract),
    ),
    'abstract-ends.f64': await write('abstract-ends.f64', [encodeNumbers(endsOf(abstracts))]),
    'vectors.f32': await write('vectors.f32', [encodeNumbers(vectors.data)]),
    'numbers.u32': await write('numbers.u32', [encodeNumbers(numbers)]),
    'graph.hnsw': await markOf(graph),
    'neighbours.bin': await write('neighbours.bin', encodeNeighbours(neighbours)),
    'keywords.bin': await write('keywords.bin', [keywords]),
    'pieces.i8': await write(
      'pieces.i8',
      pieces.map((own) => encodeNumbers(own)),
    ),
    'piece-ends.u32': await write('piece-ends.u32', [encodeNumbers(pieceEndsOf(pieces, vectors.dimensions))]),
    'words.bin': await write('words.bin', [words]),
    'sentences.u32': await write('sentences.u32', [encodeNumbers(sentences)]),
    'similar.bin': await write('similar.bin', encodeSimilarTable((await work?.finished) ?? noSimilarTable())),
    'topics.json': await write('topics.json', [encodeTopics(topics)]),
    'map.f32': await write('map.f32', encodeMap(map)),
  }
  return {
    format: FORMAT,
    count: cards.length,
    dimensions: vectors.dimensions,
    model,
    graph: { engine, ...GRAPH_PARAMETERS, removed },
    corpus,
    outlierShare,
    files,
  }
}

/** The same bytes at the start of memory of their own, where arrays of numbers may lie over them. */
function alone(bytes: Buffer): Buffer {
  return Buffer.from(new Uint8Array(bytes).buffer)
}

/** Makes a search of vectors that stand elsewhere, from what the snapshot says of them. */
export type SearchElsewhere = (rows: { vectors: Rows; numbers: Uint32Array }) => VectorSearch

/**
 * Opens a snapshot. Every file is checked against its sha256 before anything, native code above
 * all, reads it: about 2 s for 100,000 papers, mostly away from the event loop.
 *
 * @param elsewhere without it everything is held in memory; with it there is no graph, and vectors, pieces,
 *   abstracts and similar papers stay on the disk
 * @throws Error naming the file and what is wrong with it
 */
export async function readSnapshot(folder: string, id: string): Promise<SnapshotInMemory>
export async function readSnapshot(folder: string, id: string, elsewhere?: SearchElsewhere): Promise<Snapshot>
export async function readSnapshot(
  folder: string,
  id: string,
  elsewhere?: SearchElsewhere,
): Promise<Snapshot> {
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
  const stored = <T>(name: FileName, open: (path: string) => T): Promise<T> =>
    checked(name, async (path, mark) => {
      await checkMarked(path, mark)
      return open(path)
    })
  const inFile = (name: FileName): Promise<FileBytes> =>
    elsewhere ? stored(name, storedBytes) : checked(name, readMarked)
  const cardLines = await checked('cards.jsonl', readMarked)
  const cards = await decodeCards(cardLines)
  // Checked a moment ago, when it was read.
  const cardFile = elsewhere ? storedBytes(join(folder, id, 'cards.jsonl')) : cardLines
  const cardTexts = openTexts(cardFile, await lineEndsOf(cardLines), 1)
  const abstracts = openTexts(
    await inFile('abstracts.txt'),
    decodeFloat64(await checked('abstract-ends.f64', readMarked)),
  )
  const vectors: Rows = elsewhere
    ? await stored('vectors.f32', (path) => storedRows(path, dimensions))
    : matrix(decodeFloat32(await checked('vectors.f32', readMarked)), dimensions)
  const numbers = decodeUint32(await checked('numbers.u32', readMarked))
  const neighbours = decodeNeighbours(await checked('neighbours.bin', readMarked), count)
  const keywords = openKeywords(await checked('keywords.bin', readMarked))
  const pieces = pieceTable(
    elsewhere ? await stored('pieces.i8', storedPieces) : decodeInt8(await checked('pieces.i8', readMarked)),
    decodeUint32(await checked('piece-ends.u32', readMarked)),
    dimensions,
  )
  const words = openWords(await checked('words.bin', readMarked))
  const sentences = openSentences(decodeUint32(await checked('sentences.u32', readMarked)), count)
  const similar = openSimilarTable(await inFile('similar.bin'), count)
  const topics = decodeTopics(await checked('topics.json', readMarked))
  const map = decodeMap(await checked('map.f32', readMarked), count)
  const counts = {
    cards: cards.length,
    abstracts: abstracts.count,
    vectors: vectors.count,
    keywords: keywords.count,
    pieces: pieces.count,
    words: words.count,
    topics: topics.assignment.length,
    'tree of topics': topics.tree.leaves.length,
  }
  for (const [name, found] of Object.entries(counts)) {
    if (found !== count) throw new Error(`${name}: ${found} papers instead of ${count}`)
  }
  const index = await openIndex()
  return {
    ...{ id, manifest, cards, vectors, index, neighbours, keywords, pieces, words, sentences, similar },
    ...{ topics, map, abstractOf: abstracts.of, abstractBytesOf: abstracts.bytesOf },
    cardBytesOf: cardTexts.bytesOf,
  }

  async function openIndex(): Promise<VectorSearch> {
    if (vectors.data === undefined) return elsewhere!({ vectors, numbers })
    const { graph } = manifest
    const keys = keysOf(cards.map((card) => card.id))
    return checked('graph.hnsw', async (path, mark) => {
      await checkMarked(path, mark)
      return count < GRAPH_FROM_COUNT
        ? exactIndex(vectors)
        : openGraph(graph.engine, path, vectors, keys, graph)
    })
  }
}
