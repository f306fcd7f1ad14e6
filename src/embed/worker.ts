/**
 * The embedding thread: takes `{ id, text }`, answers `{ id, vector }`, or `{ id, error }` when that text failed.
 * Asked with the text's pieces, it answers with their vectors too.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { PieceVectors } from '../pieces.ts'
import { loadEncoder } from './encoder.ts'
import type { Model } from './model.ts'

export interface Question {
  readonly id: number
  readonly text: string
  readonly pieces?: readonly string[]
}
export type Answer =
  | ({ readonly id: number; readonly vector: Float32Array } & Partial<PieceVectors>)
  | { readonly id: number; readonly error: string }

const port = parentPort!
const loading = loadEncoder(workerData as Model)
// Without a handler here a missing file would end the thread before anyone asked; the first answer tells instead.
loading.catch(() => {})

port.on('message', async ({ id, text, pieces }: Question) => {
  try {
    const encoder = await loading
    const made = pieces ? await encoder.encodePieces(text, pieces) : { vector: await encoder.encode(text) }
    const memory = Object.values(made).map((array) => array.buffer as ArrayBuffer)
    port.postMessage({ id, ...made } satisfies Answer, memory)
  } catch (error) {
    port.postMessage({ id, error: error instanceof Error ? error.message : String(error) } satisfies Answer)
  }
})
