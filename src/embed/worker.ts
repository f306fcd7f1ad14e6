/** The embedding thread: takes `{ id, text }`, answers `{ id, vector }`, or `{ id, error }` when that text failed. */
import { parentPort, workerData } from 'node:worker_threads'
import { loadEncoder } from './encoder.ts'
import type { Model } from './model.ts'

export interface Question {
  readonly id: number
  readonly text: string
}
export type Answer =
  | { readonly id: number; readonly vector: Float32Array }
  | { readonly id: number; readonly error: string }

const port = parentPort!
const encoder = loadEncoder(workerData as Model)
// Without a handler here a missing file would end the thread before anyone asked; the first answer tells instead.
encoder.catch(() => {})

port.on('message', async ({ id, text }: Question) => {
  try {
    const vector = await (await encoder)(text)
    port.postMessage({ id, vector } satisfies Answer, [vector.buffer as ArrayBuffer])
  } catch (error) {
    port.postMessage({ id, error: error instanceof Error ? error.message : String(error) } satisfies Answer)
  }
})
