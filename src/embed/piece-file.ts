/**
 * Vectors of the pieces of texts (pieces.ts) that were computed once: one file per model, `.pieces`.
 *
 * A record's body is the number of pieces n as uint32, D int8 of the title by itself, and n × D int8 of the
 * pieces; the file around it: record-file.ts.
 */
import type { PieceVectors } from '../pieces.ts'
import type { Model } from './model.ts'
import { openRecordFile, type RecordFile } from './record-file.ts'

export interface PieceFile extends Omit<RecordFile, 'get' | 'put'> {
  /** The pieces of the text with this hash, or undefined when they were never computed. */
  get(hash: string): PieceVectors | undefined
  put(hash: string, vectors: PieceVectors): void
}

const COUNT_BYTES = 4

/** Opens the file of a model, or makes it, as `openRecordFile` does; 1 s for 100,000 papers. */
export function openPieceFile(
  path: string,
  model: Pick<Model, 'dimensions' | 'fingerprint'>,
  onCut?: (records: number) => void,
): PieceFile {
  const { dimensions } = model
  const kind = {
    magic: 'KINDREDP',
    format: 1,
    bodyBytes: (count: number) => COUNT_BYTES + (1 + count) * dimensions,
  }
  const file = openRecordFile(path, kind, model, onCut)
  return {
    get count() {
      return file.count
    },
    has: file.has,
    get(hash) {
      const body = file.get(hash)
      if (!body) return undefined
      const from = (start: number, end?: number) =>
        new Int8Array(body.buffer, body.byteOffset, body.length).subarray(start, end)
      const title = COUNT_BYTES + dimensions
      return { title: from(COUNT_BYTES, title), pieces: from(title) }
    },
    put(hash, { title, pieces }) {
      const count = Buffer.alloc(COUNT_BYTES)
      count.writeUInt32LE(pieces.length / dimensions)
      file.put(hash, Buffer.concat([count, bytesOf(title), bytesOf(pieces)]))
    },
    sync: file.sync,
    close: file.close,
  }
}

function bytesOf(array: Int8Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
}
