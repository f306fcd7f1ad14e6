/**
 * Parts of a snapshot's files that stay on the disk and are read where they are asked for: for a service
 * whose searches are done elsewhere (pgvector.ts), so that an answer needs some hundred rows of them.
 *
 * Reads are synchronous: what was read lately the system has in memory, and then one takes 3 µs.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import type { StoredRows } from '../vector.ts'
import type { FileBytes } from './files.ts'
import type { PieceBytes } from './piece-table.ts'

interface StoredBytes {
  readonly length: number
  read(start: number, end: number): ArrayBuffer
}

/** A replaced snapshot's file is closed when nobody holds it any more: requests may still be on it. */
const forgotten = new FinalizationRegistry<number>(closeSync)

/** Opens a file whose checksum the caller has verified. It is read until it is forgotten, removed or not. */
function openStored(path: string): StoredBytes {
  const file = openSync(path, 'r')
  const stored: StoredBytes = {
    length: fstatSync(file).size,
    read(start, end) {
      const memory = new ArrayBuffer(end - start)
      const found = readSync(file, new Uint8Array(memory), 0, end - start, start)
      if (found !== end - start) throw new Error(`${path} ends before byte ${end}`)
      return memory
    },
  }
  forgotten.register(stored, file)
  return stored
}

/** Rows held in memory, because re-ranking asks for the same ones again and again: 13 MB at D = 384. */
const ROWS_KEPT = 8_192

/** @param path of float32 rows */
export function storedRows(path: string, dimensions: number): StoredRows {
  const stored = openStored(path)
  const rowBytes = 4 * dimensions
  const kept = new Map<number, Float32Array>()
  return {
    dimensions,
    count: stored.length / rowBytes,
    read(index, count = 1) {
      const known = count === 1 ? kept.get(index) : undefined
      if (known) return known
      const rows = new Float32Array(stored.read(index * rowBytes, (index + count) * rowBytes))
      if (count === 1) {
        kept.set(index, rows)
        if (kept.size > ROWS_KEPT) kept.delete(kept.keys().next().value!)
      }
      return rows
    },
  }
}

export function storedBytes(path: string): FileBytes {
  const stored = openStored(path)
  return { length: stored.length, subarray: (start, end) => new Uint8Array(stored.read(start, end)) }
}

export function storedPieces(path: string): PieceBytes {
  const stored = openStored(path)
  return { length: stored.length, subarray: (start, end) => new Int8Array(stored.read(start, end)) }
}
