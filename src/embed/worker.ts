/**
 * The embedding thread: takes `{ id, text }`, answers `{ id, vector }`, or `{ id, error }` when that text failed.
 * Asked with the text's pieces, it answers with their vectors too.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { quantise } from '../int8.ts'
import { type Encoder, loadEncoder } from './encoder.ts'
import type { Model } from './model.ts'

export interface Question {
  readonly id: number
  readonly text: string
  readonly pieces?: readonly string[]
}
export type Answer =
  | { readonly id: number; readonly vector: Float32Array; readonly pieces?: Int8Array }
  | { readonly id: number; readonly error: string }

const port = parentPort!
const loading = loadEncoder(workerData as Model)
// Without a handler here a missing file would end the thread before anyone asked; the first answer tells instead.
loading.catch(() => {})

port.on('message', async ({ id, text, pieces }: Question) => {
  try {
    const encode = await loading
    const vector = await encode(text)
    const made = pieces
      ? { vector, pieces: await encodePieces(encode, pieces, { text, vector }) }
      : { vector }
    const memory = Object.values(made).map((array) => array.buffer as ArrayBuffer)
    port.postMessage({ id, ...made } satisfies Answer, memory)
  } catch (error) {
    port.postMessage({ id, error: error instanceof Error ? error.message : String(error) } satisfies Answer)
  }
})

/** One after another, in one byte a number: (pieces × D). A text that is its only piece is not read twice. */
async function encodePieces(
  encode: Encoder,
  pieces: readonly string[],
  whole: { text: string; vector: Float32Array },
): Promise<Int8Array> {
  const found = new Int8Array(pieces.length * whole.vector.length)
  for (const [at, piece] of pieces.entries()) {
    const vector = piece === whole.text ? whole.vector : await encode(piece)
    found.set(quantise(vector), at * vector.length)
  }
  return found
}
