/**
 * What was computed once, by the hash of what it was computed from: an append-only file.
 *
 * A computed vector is worth about 25 ms of a core, so it is written the moment it is there, and a
 * run that is killed starts again where it stopped. A torn last record, or one that a failing disk
 * changed, is found by its checksum; the file is cut there and the rest computed again.
 *
 * Layout, little-endian: a header of 32 bytes (a word of 8 letters, format and dimensions as uint32,
 * fingerprint of the model in 16 bytes), then records: the hash in 16 bytes, a body, crc32 of both.
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

export const HEADER_BYTES = 32
const KEY_BYTES = 16
const CHECK_BYTES = 4
const CHUNK_BYTES = 4 * 1024 * 1024

/** First 128 bits of the sha256 of a text, hex. */
export function textHash(text: string): string {
  return createHash('sha256')
    .update(text)
    .digest('hex')
    .slice(0, 2 * KEY_BYTES)
}

export interface RecordKind {
  /** Eight letters at the head of the file. */
  readonly magic: string
  readonly format: number
  /** Length of a body; `head` is what its first four bytes are as uint32. */
  bodyBytes(head: number): number
}

export interface RecordFile {
  readonly count: number
  has(hash: string): boolean
  /** The body, which starts on a multiple of four in memory of its own, or undefined when there is none with this hash. */
  get(hash: string): Buffer | undefined
  /** Writes at once, so that a killed process loses nothing; `sync` makes it survive a power cut too. A hash is written once. */
  put(hash: string, body: Uint8Array): void
  sync(): void
  close(): void
}

interface Place {
  readonly start: number
  readonly bytes: number
}

/**
 * Opens the file of a model, or makes it. Reading it through costs about 0.2 s a 100 MB.
 *
 * @param onCut told how many records were dropped after a torn or damaged one, as far as they can be counted
 */
export function openRecordFile(
  path: string,
  kind: RecordKind,
  model: Pick<Model, 'dimensions' | 'fingerprint'>,
  onCut: (records: number) => void = () => {},
): RecordFile {
  mkdirSync(dirname(path), { recursive: true })
  const file = openSync(path, 'a+')
  const header = headerOf(kind, model)
  const { size } = fstatSync(file)
  const found = Buffer.alloc(HEADER_BYTES)
  readSync(file, found, 0, HEADER_BYTES, 0)
  const places = new Map<string, Place>()
  if (found.equals(header)) {
    const { whole, dropped } = readPlaces(file, size, kind, places)
    if (whole < size) {
      onCut(dropped)
      ftruncateSync(file, whole)
    }
  } else {
    // Another model's name for the file, an older format, or nothing yet: none of it can be used.
    const foreign = new Map<string, Place>()
    if (size > 0) onCut(readPlaces(file, size, kind, foreign).dropped + foreign.size)
    ftruncateSync(file, 0)
    writeSync(file, header)
  }

  return {
    get count() {
      return places.size
    },
    has: (hash) => places.has(hash),
    get(hash) {
      const place = places.get(hash)
      if (!place) return undefined
      const record = Buffer.from(new ArrayBuffer(KEY_BYTES + place.bytes))
      readSync(file, record, 0, record.length, place.start)
      if (record.toString('hex', 0, KEY_BYTES) === hash) return record.subarray(KEY_BYTES)
      // Another process wrote in the same moment, and its record stands here: ours is computed again.
      places.delete(hash)
      return undefined
    },
    put(hash, body) {
      if (places.has(hash)) return
      const record = Buffer.alloc(recordBytes(body.length))
      record.write(hash, 'hex')
      record.set(body, KEY_BYTES)
      record.writeUInt32LE(crc32(record.subarray(0, -CHECK_BYTES)), record.length - CHECK_BYTES)
      writeSync(file, record)
      // Where it went, which is not where it would have gone had no other process appended too.
      places.set(hash, { start: fstatSync(file).size - record.length, bytes: body.length })
    },
    sync: () => fdatasyncSync(file),
    close() {
      fdatasyncSync(file)
      closeSync(file)
    },
  }
}

/** Length of a record with such a body. */
export function recordBytes(bodyBytes: number): number {
  return KEY_BYTES + bodyBytes + CHECK_BYTES
}

function headerOf({ magic, format }: RecordKind, model: Pick<Model, 'dimensions' | 'fingerprint'>): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  header.write(magic, 0, 'latin1')
  header.writeUInt32LE(format, 8)
  header.writeUInt32LE(model.dimensions, 12)
  header.write(model.fingerprint, 16, 'latin1')
  return header
}

/**
 * Fills `places` from whole, undamaged records.
 *
 * @returns where the first other one starts, and how many there seem to be from there on
 */
function readPlaces(
  file: number,
  size: number,
  kind: RecordKind,
  places: Map<string, Place>,
): { whole: number; dropped: number } {
  const chunk = Buffer.alloc(CHUNK_BYTES)
  let whole: number | undefined
  let dropped = 0
  for (let start = HEADER_BYTES; start < size; ) {
    const length = readSync(file, chunk, 0, chunk.length, start)
    let at = 0
    while (at + KEY_BYTES + 4 <= length) {
      const bytes = kind.bodyBytes(chunk.readUInt32LE(at + KEY_BYTES))
      const end = at + recordBytes(bytes)
      if (end > length) break
      const record = chunk.subarray(at, end)
      const fits =
        crc32(record.subarray(0, -CHECK_BYTES)) === record.readUInt32LE(record.length - CHECK_BYTES)
      if (!fits) whole ??= start + at
      if (whole === undefined) places.set(record.toString('hex', 0, KEY_BYTES), { start: start + at, bytes })
      else dropped++
      at = end
    }
    // Not one whole record in what was read: it is torn, or its length is nonsense.
    if (at === 0) return { whole: whole ?? start, dropped: dropped + 1 }
    start += at
  }
  return { whole: whole ?? Math.max(size, HEADER_BYTES), dropped }
}
