/**
 * The papers most like every paper, and why, worked out when a snapshot is made.
 *
 * In threads, because it costs about as much as all else that a snapshot needs. Nothing is taken over from the snapshot
 * before: a new paper changes how rare every word is, and with it every likeness a little.
 */
import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { pieceEndsOf, pieceTable } from './index/piece-table.ts'
import { openSentences } from './index/sentence-table.ts'
import {
  type ComparedParts,
  emptySimilarTable,
  type SimilarTable,
  type SimilarWork,
} from './index/similar-table.ts'
import { openWords } from './index/words.ts'
import type { Texts } from './likeness.ts'
import { fillSimilar } from './similar.ts'
import { startThread } from './threads.ts'
import { type Matrix, matrix } from './vector.ts'

/** Below it a thread takes longer to start than the work. */
const THREADS_FROM_COUNT = 500
/** Rows that a thread takes at a time. */
const ROWS_AT_ONCE = 32

/** What a thread is given: all of it in memory that is shared, 5 KB a paper of arXiv. */
export interface SimilarTask {
  readonly vectors: Matrix
  readonly pieces: Int8Array
  readonly pieceEnds: Uint32Array
  readonly words: Uint8Array
  readonly sentences: Uint32Array
  /** Titles and abstracts in turn, in UTF-8, and where each ends. */
  readonly texts: Uint8Array
  readonly textEnds: Float64Array
  readonly table: SimilarTable
  /** The first row that no thread has taken. */
  readonly next: Int32Array
}

/** Begins the work; it is over when `finished` resolves. Cost: 2.9 ms a paper on a busy machine, shared by the threads. */
export async function allSimilar(parts: ComparedParts, threads: number): Promise<SimilarWork> {
  const { vectors, nearest } = parts
  const table = emptySimilarTable(vectors.count, true)
  table.rows.set(nearest.rows)
  const task = taskOf(parts, table)
  if (vectors.count < THREADS_FROM_COUNT) {
    workOn(task)
    return { finished: Promise.resolve(table) }
  }
  const workers = Array.from({ length: threads }, () =>
    startThread(new URL('./all-similar-thread.ts', import.meta.url), task),
  )
  const ends = workers.map(ended)
  // The threads load their code before this one has no time for them any more.
  await Promise.race([Promise.all(workers.map((worker) => once(worker, 'message'))), Promise.all(ends)])
  return { finished: Promise.all(ends).then(() => table) }
}

/** @throws Error when it did not end well */
async function ended(worker: Worker): Promise<void> {
  const [code] = (await once(worker, 'exit')) as [number]
  if (code !== 0) throw new Error(`a thread that compares papers ended with code ${code}`)
}

/** Takes rows as long as there are any. */
export function workOn(task: SimilarTask): void {
  const { vectors, table, next } = task
  const texts = textsOf(task)
  for (;;) {
    const first = Atomics.add(next, 0, ROWS_AT_ONCE)
    if (first >= vectors.count) return
    fillSimilar(texts, table, first, Math.min(first + ROWS_AT_ONCE, vectors.count))
  }
}

function taskOf(
  { cards, abstracts, vectors, pieces, words, sentences }: ComparedParts,
  table: SimilarTable,
): SimilarTask {
  const texts = cards.flatMap(({ title }, at) => [Buffer.from(title), Buffer.from(abstracts[at]!)])
  let end = 0
  return {
    vectors: matrix(new Float32Array(joined([vectors.data])), vectors.dimensions),
    pieces: new Int8Array(joined(pieces)),
    pieceEnds: pieceEndsOf(pieces, vectors.dimensions),
    words: new Uint8Array(joined([words])),
    sentences,
    texts: new Uint8Array(joined(texts)),
    textEnds: Float64Array.from(texts, ({ length }) => (end += length)),
    table,
    next: new Int32Array(new SharedArrayBuffer(4)),
  }
}

/** The bytes of arrays one after another. */
function joined(arrays: readonly (Float32Array | Int8Array | Uint8Array)[]): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(arrays.reduce((sum, { byteLength }) => sum + byteLength, 0))
  const bytes = new Uint8Array(shared)
  let at = 0
  for (const { buffer, byteOffset, byteLength } of arrays) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at)
    at += byteLength
  }
  return shared
}

function textsOf(task: SimilarTask): Texts {
  const { vectors, pieces, pieceEnds, words, sentences, textEnds } = task
  const bytes = Buffer.from(task.texts.buffer)
  const text = (place: number) =>
    bytes.toString('utf8', place === 0 ? 0 : textEnds[place - 1], textEnds[place])
  return {
    vectors,
    pieces: pieceTable(pieces, pieceEnds, vectors.dimensions),
    words: openWords(Buffer.from(words.buffer)),
    sentences: openSentences(sentences, vectors.count),
    cards: Array.from({ length: vectors.count }, (_, at) => ({ title: text(2 * at) })),
    abstractOf: (at) => text(2 * at + 1),
  }
}
