/**
 * The papers most like every paper, and why: worked out when a snapshot is made, so that an answer is a
 * look-up. What the numbers mean, and the same answer without the table: similar.ts and reasons.ts.
 *
 * File, little-endian: N × perRow rows uint32, best first; as many likenesses int32, in millionths;
 * then the reasons of the first ones of each list, N × reasonsPerRow × 40 bytes (reason-places.ts).
 */
import type { Card } from '../card.ts'
import { decodeReasons, REASON_BYTES, type ReasonPlaces } from '../reason-places.ts'
import type { Matrix } from '../vector.ts'
import type { FileBytes } from './files.ts'
import type { NeighbourLists } from './neighbours.ts'

/** Length of a list: as many as are compared in full. */
export const SIMILAR_PER_ROW = 100
/** As many as a page shows unless it is told otherwise. */
const REASONS_PER_ROW = 20
/** Millionths that make a likeness. */
export const SCORE_UNITS = 1_000_000

/** The table as it is made. */
export interface SimilarTable {
  /** 100, or all the others of a smaller collection; 0 where nothing was worked out. */
  readonly perRow: number
  readonly reasonsPerRow: number
  /** (papers × perRow), best first. */
  readonly rows: Uint32Array
  /** Their likenesses in millionths, in the same places. */
  readonly scores: Int32Array
  /** (papers × reasonsPerRow × REASON_BYTES). */
  readonly reasons: Uint8Array
}

/** A table to be filled. @param shared whether threads are to fill it together */
export function emptySimilarTable(papers: number, shared = false): SimilarTable {
  const { perRow, reasonsPerRow } = sizesOf(papers)
  const bytes = (length: number) => (shared ? new SharedArrayBuffer(length) : new ArrayBuffer(length))
  return {
    perRow,
    reasonsPerRow,
    rows: new Uint32Array(bytes(4 * papers * perRow)),
    scores: new Int32Array(bytes(4 * papers * perRow)),
    reasons: new Uint8Array(bytes(papers * reasonsPerRow * REASON_BYTES)),
  }
}

/** The table of a snapshot for which nothing was worked out. */
export const noSimilarTable = (): SimilarTable => emptySimilarTable(0)

function sizesOf(papers: number) {
  const perRow = Math.max(0, Math.min(SIMILAR_PER_ROW, papers - 1))
  return { perRow, reasonsPerRow: Math.min(perRow, REASONS_PER_ROW) }
}

/** Not a copy. */
export function encodeSimilarTable({ rows, scores, reasons }: SimilarTable): Uint8Array[] {
  return [rows, scores, reasons].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  )
}

/** What papers are compared by. */
export interface ComparedParts {
  readonly cards: readonly Card[]
  readonly abstracts: readonly string[]
  readonly vectors: Matrix
  readonly pieces: readonly Int8Array[]
  /** As `buildWords` made them. */
  readonly words: Buffer
  /** As `buildSentences` made them. */
  readonly sentences: Uint32Array
  /** Of each row the nearest, as many as a list of similar papers has. */
  readonly nearest: NeighbourLists
}

/** Work that goes on in threads. */
export interface SimilarWork {
  readonly finished: Promise<SimilarTable>
}

/** The table as it is read. */
export interface SimilarLists {
  readonly perRow: number
  /** The list of a row, best first, and its likenesses in millionths. */
  of(row: number): { readonly rows: Uint32Array; readonly scores: Int32Array }
  /** Why `other` is in the list of `row`; undefined where it was not worked out. Cost: 1 µs for each other. */
  reasonsOf(row: number): (other: number) => ReasonPlaces | undefined
}

/** Not a copy. @throws Error when the file is neither empty nor of so many papers */
export function openSimilarTable(file: FileBytes, papers: number): SimilarLists {
  const { perRow, reasonsPerRow } = file.length === 0 ? sizesOf(0) : sizesOf(papers)
  const entries = papers * perRow
  const reasonBytes = reasonsPerRow * REASON_BYTES
  if (file.length !== 8 * entries + papers * reasonBytes)
    throw new Error(`not the similar papers of ${papers}`)
  const none = { rows: new Uint32Array(), scores: new Int32Array() }
  const list = (start: number) => file.subarray(4 * start, 4 * (start + perRow))
  const rowsOf = (row: number) => {
    const { buffer, byteOffset } = list(row * perRow)
    return new Uint32Array(buffer, byteOffset, perRow)
  }
  const scoresOf = (row: number) => {
    const { buffer, byteOffset } = list(entries + row * perRow)
    return new Int32Array(buffer, byteOffset, perRow)
  }
  return {
    perRow,
    of: (row) => (perRow === 0 ? none : { rows: rowsOf(row), scores: scoresOf(row) }),
    reasonsOf(row) {
      if (perRow === 0) return () => undefined
      const others = rowsOf(row).subarray(0, reasonsPerRow)
      const start = 8 * entries + row * reasonBytes
      const { buffer, byteOffset } = file.subarray(start, start + reasonBytes)
      const bytes = new DataView(buffer, byteOffset, reasonBytes)
      return (other) => {
        const place = others.indexOf(other)
        return place === -1 ? undefined : decodeReasons(bytes, place * REASON_BYTES)
      }
    },
  }
}
