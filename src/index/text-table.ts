/**
 * Texts that stand one after another in a file: each is found by where it ends.
 */
import { setImmediate } from 'node:timers/promises'
import type { FileBytes } from './files.ts'

export interface TextTable {
  readonly count: number
  of(row: number): string
  /** In UTF-8; of a file in memory a view, not a copy. */
  bytesOf(row: number): Uint8Array
}

/**
 * @param ends of each text, in bytes
 * @param betweenBytes what stands after each text and is not part of it: 1 for a newline
 */
export function openTexts(file: FileBytes, ends: Float64Array, betweenBytes = 0): TextTable {
  const bytesOf = (row: number) => file.subarray(row === 0 ? 0 : ends[row - 1]! + betweenBytes, ends[row]!)
  return {
    count: ends.length,
    bytesOf,
    of(row) {
      const { buffer, byteOffset, byteLength } = bytesOf(row)
      return Buffer.from(buffer, byteOffset, byteLength).toString()
    },
  }
}

const SCANNED_AT_ONCE = 1_000

/** Where each line ends, before its newline, which even the last one has. Found some at a time: a running server opens files too. */
export async function lineEndsOf(file: Buffer): Promise<Float64Array> {
  const ends: number[] = []
  for (let at = file.indexOf('\n'); at !== -1; at = file.indexOf('\n', at + 1)) {
    ends.push(at)
    if (ends.length % SCANNED_AT_ONCE === 0) await setImmediate()
  }
  return Float64Array.from(ends)
}
