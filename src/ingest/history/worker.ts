/** The thread in which a reading history is read: tells each step, and at last that it is done. */
import { parentPort, workerData } from 'node:worker_threads'
import { InvalidInput } from '../../errors.ts'
import type { HistoryFormat } from './format.ts'
import { readEntries, type Step } from './read.ts'

export interface Reading {
  readonly bytes: Uint8Array
  readonly format?: HistoryFormat
  readonly from: number
}
export type Message = Step | { readonly done: true } | { readonly refused: string }

const { bytes, format, from } = workerData as Reading
const tell = (message: Message) => parentPort!.postMessage(message)
try {
  for await (const step of readEntries(bytes, { format, from })) tell(step)
  tell({ done: true })
} catch (error) {
  if (!(error instanceof InvalidInput)) throw error
  tell({ refused: error.message })
}
