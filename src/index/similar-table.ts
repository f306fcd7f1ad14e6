/**
 * The papers most like every paper, and why: worked out when a snapshot is made, so that an answer is a
 * look-up. What the numbers mean, and the same answer without the table: similar.ts and reasons.ts.
 *
 * File, little-endian: N × perRow rows uint32, best first; as many likenesses int32, in millionths;
 * then the reasons of the first ones of each list, N × reasonsPerRow × 40 bytes (reason-places.ts).
 */
import { decodeReasons, REASON_BYTES, type ReasonPlaces } from '../reason-places.ts'

/** Length of a list: as many as are compared in full. */
const PER_ROW = 100
/** As many as a page shows unless it is told otherwise. */
const REASONS_PER_ROW = 20
/** Millionths that make a likeness. */
export const SCORE_UNITS = 1_000_000

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
  const perRow = Math.max(0, Math.min(PER_ROW, papers - 1))
  return { perRow, reasonsPerRow: Math.min(perRow, REASONS_PER_ROW) }
}

/** Not a copy. */
export function encodeSimilarTable({ rows, scores, reasons }: SimilarTable): Uint8Array[] {
  return [rows, scores, reasons].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  )
}

/** Not a copy. @throws Error when the file is neither empty nor of so many papers */
export function decodeSimilarTable(file: Uint8Array, papers: number): SimilarTable {
  if (file.length === 0) return noSimilarTable()
  const { perRow, reasonsPerRow } = sizesOf(papers)
  const entries = papers * perRow
  const reasonBytes = papers * reasonsPerRow * REASON_BYTES
  if (file.length !== 8 * entries + reasonBytes) throw new Error(`not the similar papers of ${papers}`)
  const { buffer, byteOffset } = file
  return {
    perRow,
    reasonsPerRow,
    rows: new Uint32Array(buffer, byteOffset, entries),
    scores: new Int32Array(buffer, byteOffset + 4 * entries, entries),
    reasons: new Uint8Array(buffer, byteOffset + 8 * entries, reasonBytes),
  }
}

/** Why `other` is in the list of `at`; undefined where it was not worked out. Cost: 1 µs. */
export function reasonsIn(table: SimilarTable, at: number, other: number): ReasonPlaces | undefined {
  const { perRow, reasonsPerRow, rows, reasons } = table
  const place = rows.subarray(at * perRow, at * perRow + reasonsPerRow).indexOf(other)
  if (place === -1) return undefined
  const bytes = new DataView(reasons.buffer, reasons.byteOffset, reasons.byteLength)
  return decodeReasons(bytes, (at * reasonsPerRow + place) * REASON_BYTES)
}
