/**
 * Vectors of the pieces of texts (pieces.ts) that were computed once: one file per model, `.pieces`.
 *
 * A record's body is the number of pieces n as uint32, and n × D int8; the file around it: record-file.ts.
 */
import type { Model } from './model.ts'
import { openRecordFile, type RecordFile } from './record-file.ts'

export interface PieceFile extends Omit<RecordFile, 'get' | 'put'> {
  /** The pieces (n × D) of the text with this hash, or undefined when they were never computed. */
  get(hash: string): Int8Array | undefined
  put(hash: string, pieces: Int8Array): void
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
    format: 2,
    bodyBytes: (count: number) => COUNT_BYTES + count * dimensions,
  }
  const file = openRecordFile(path, kind, model, onCut)
  return {
    get count() {
      return file.count
    },
    has: file.has,
    get(hash) {
      const body = file.get(hash)
      return body && new Int8Array(body.buffer, body.byteOffset, body.length).subarray(COUNT_BYTES)
    },
    put(hash, pieces) {
      const count = Buffer.alloc(COUNT_BYTES)
      count.writeUInt32LE(pieces.length / dimensions)
      const bytes = new Uint8Array(pieces.buffer, pieces.byteOffset, pieces.byteLength)
      file.put(hash, Buffer.concat([count, bytes]))
    },
    sync: file.sync,
    close: file.close,
  }
}
