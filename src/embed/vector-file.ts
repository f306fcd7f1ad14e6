/**
 * Vectors that were computed once, by the hash of their text: one append-only file per model.
 *
 * A computed vector is worth about 25 ms of a core, so it is written the moment it is there, and a
 * run that is killed starts again where it stopped. A torn last record, or one that a failing disk
 * changed, is found by its checksum; the file is cut there and the rest computed again.
 *
 * Layout, little-endian: a header of 32 bytes (`KINDREDV`, format 1, dimensions as uint32,
 * fingerprint of the model in 16 bytes), then records of 16 + 4 D + 4 bytes: the
 * first 128 bits of the text's sha256, D float32, crc32 of both.
 */
import { createHash } from 'node:crypto'
import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import type { Model } from './model.ts'

const MAGIC = 'KINDREDV'
const FORMAT = 1
const HEADER_BYTES = 32
const KEY_BYTES = 16
const RECORDS_PER_READ = 1024

/** First 128 bits of the sha256 of a text, hex. */
export function textHash(text: string): string {
  return createHash('sha256')
    .update(text)
    .digest('hex')
    .slice(0, 2 * KEY_BYTES)
}

export interface VectorFile {
  readonly count: number
  has(hash: string): boolean
  /** The vector of a text with this hash (D,), or undefined when it was never computed. */
  get(hash: string): Float32Array | undefined
  /** Writes at once, so that a killed process loses nothing; `sync` makes it survive a power cut too. */
  put(hash: string, vector: Float32Array): void
  sync(): void
  close(): void
}

/**
 * Opens the file of a model, or makes it. Reading it through costs about 0.5 s for 100,000 vectors.
 *
 * @param onCut told how many records were dropped after a torn or damaged one
 */
export function openVectorFile(
  path: string,
  model: Model,
  onCut: (records: number) => void = () => {},
): VectorFile {
  mkdirSync(dirname(path), { recursive: true })
  const file = openSync(path, 'a+')
  const header = headerOf(model)
  const recordBytes = KEY_BYTES + 4 * model.dimensions + 4
  const size = fstatSync(file).size
  const found = Buffer.alloc(HEADER_BYTES)
  readSync(file, found, 0, HEADER_BYTES, 0)
  const offsets = new Map<string, number>()
  let end = HEADER_BYTES
  if (found.equals(header)) {
    end = readOffsets(file, size, recordBytes, offsets)
    if (end < size) {
      onCut(Math.ceil((size - end) / recordBytes))
      ftruncateSync(file, end)
    }
  } else {
    // Another model's name for the file, an older format, or nothing yet: none of it can be used.
    if (size > 0) onCut(Math.ceil(Math.max(size - HEADER_BYTES, 0) / recordBytes))
    ftruncateSync(file, 0)
    writeSync(file, header)
  }

  return {
    get count() {
      return offsets.size
    },
    has: (hash) => offsets.has(hash),
    get(hash) {
      const at = offsets.get(hash)
      if (at === undefined) return undefined
      const bytes = Buffer.alloc(4 * model.dimensions)
      readSync(file, bytes, 0, bytes.length, at + KEY_BYTES)
      return new Float32Array(bytes.buffer, bytes.byteOffset, model.dimensions)
    },
    put(hash, vector) {
      if (offsets.has(hash)) return
      const body = Buffer.concat([
        Buffer.from(hash, 'hex'),
        Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
      ])
      const check = Buffer.alloc(4)
      check.writeUInt32LE(crc32(body))
      writeSync(file, Buffer.concat([body, check]))
      offsets.set(hash, end)
      end += recordBytes
    },
    sync: () => fdatasyncSync(file),
    close() {
      fdatasyncSync(file)
      closeSync(file)
    },
  }
}

function headerOf(model: Model): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  header.write(MAGIC, 0, 'latin1')
  header.writeUInt32LE(FORMAT, 8)
  header.writeUInt32LE(model.dimensions, 12)
  header.write(model.fingerprint, 16, 'latin1')
  return header
}

/** Fills `offsets` from whole, undamaged records; returns where the first other one starts. */
function readOffsets(file: number, size: number, recordBytes: number, offsets: Map<string, number>): number {
  const chunk = Buffer.alloc(recordBytes * RECORDS_PER_READ)
  let end = HEADER_BYTES
  while (end < size) {
    const length = readSync(file, chunk, 0, chunk.length, end)
    const whole = Math.floor(length / recordBytes)
    for (let i = 0; i < whole; i++) {
      const record = chunk.subarray(i * recordBytes, (i + 1) * recordBytes)
      if (crc32(record.subarray(0, -4)) !== record.readUInt32LE(recordBytes - 4)) return end
      offsets.set(record.toString('hex', 0, KEY_BYTES), end)
      end += recordBytes
    }
    if (whole === 0) return end
  }
  return end
}
