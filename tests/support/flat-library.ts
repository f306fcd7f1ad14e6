/** A library whose papers lie in the plane, at angles of the test's choice, so that every cosine is known. */
import { createHash } from 'node:crypto'
import { exactIndex } from '../../src/index/exact.ts'
import { buildKeywords, openKeywords } from '../../src/index/keywords.ts'
import type { Manifest } from '../../src/index/manifest.ts'
import { neighboursOfRows } from '../../src/index/neighbours.ts'
import { pieceEndsOf, pieceTable } from '../../src/index/piece-table.ts'
import { buildSentences, openSentences } from '../../src/index/sentence-table.ts'
import { openSimilarTable } from '../../src/index/similar-table.ts'
import { buildWords, openWords } from '../../src/index/words.ts'
import { quantise } from '../../src/int8.ts'
import { type LibraryInMemory, openLibrary } from '../../src/library.ts'
import { noMap } from '../../src/map-layout.ts'
import { matrix } from '../../src/vector.ts'
import { topicsOfPlaces } from './trees.ts'

export interface FlatPaper {
  readonly degrees: number
  /** Where its title and its sentences point; when absent it has one piece, at `degrees`. */
  readonly pieces?: readonly number[]
  readonly title?: string
  readonly abstract?: string
  readonly publishedOn?: string
  readonly commentCount?: number
  readonly topic?: number
}

/** The unit vector at an angle. */
export function unitAt(degrees: number): Float32Array {
  return Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180))
}

export function flatLibrary(papers: readonly FlatPaper[]): LibraryInMemory {
  const vectors = matrix(Float32Array.from(papers.flatMap(({ degrees }) => [...unitAt(degrees)])), 2)
  const texts = papers.map(({ title, abstract }, at) => ({
    title: title ?? `Paper ${at}`,
    abstract: abstract ?? '',
  }))
  // Ids rise with the row, as in every snapshot.
  const idOf = (at: number) =>
    `${String(at).padStart(4, '0')}${createHash('sha1').update(`${at}`).digest('hex').slice(4)}`
  const index = exactIndex(vectors)
  const keywords = openKeywords(Buffer.from(new Uint8Array(buildKeywords(texts)).buffer))
  const pieces = papers.map(({ degrees, pieces: angles = [degrees] }) =>
    Int8Array.from(angles.flatMap((angle) => [...quantise(unitAt(angle))])),
  )
  const cards = papers.map(({ publishedOn, commentCount }, at) => ({
    id: idOf(at),
    title: texts[at]!.title,
    publishedOn,
    commentCount,
  }))
  return openLibrary({
    id: 'flat',
    manifest: { count: papers.length, dimensions: 2 } as Manifest,
    cards,
    vectors,
    index,
    neighbours: neighboursOfRows(vectors, index),
    keywords,
    pieces: pieceTable(Int8Array.from(pieces.flatMap((own) => [...own])), pieceEndsOf(pieces, 2), 2),
    words: openWords(Buffer.from(new Uint8Array(buildWords(texts, keywords.idf)).buffer)),
    sentences: openSentences(buildSentences(texts.map(({ abstract: own }) => own)), papers.length),
    similar: openSimilarTable(new Uint8Array(), papers.length),
    map: noMap(papers.length),
    topics: topicsOfPlaces(
      papers.map(({ topic }) => topic ?? -1),
      2,
    ),
    abstractOf: (row) => texts[row]!.abstract,
    abstractBytesOf: (row) => Buffer.from(texts[row]!.abstract),
    cardBytesOf: (row) => Buffer.from(JSON.stringify(cards[row])),
  })
}
