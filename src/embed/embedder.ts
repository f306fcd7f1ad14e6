/**
 * Text to vector, away from the event loop: a bounded queue in front of worker threads.
 *
 * The network's `run` is native and synchronous, so a text embedded in the server's own thread
 * would stop every other request for its whole length. Each worker embeds one text at a time. A worker
 * that dies or hangs is replaced, and only the text it held fails.
 */
import type { Worker } from 'node:worker_threads'
import { NotReady } from '../errors.ts'
import { startThread } from '../threads.ts'
import type { Model } from './model.ts'
import type { Answer, Question } from './worker.ts'

/** A text as papers are compared by. */
export interface EmbeddedText {
  /** Of the whole, unit length (D,). */
  readonly vector: Float32Array
  /** Of its pieces, one after another, in one byte a number: (pieces × D). */
  readonly pieces: Int8Array
}

export interface Embedder {
  readonly model: Model
  /**
   * Vector of unit length (D,).
   * @throws NotReady when the queue is full, the text took too long, or the worker died
   */
  embed(text: string): Promise<Float32Array>
  /**
   * The same vector, and those of the text's pieces (pieces.ts), at least one.
   * @throws NotReady as `embed` does
   */
  embedPieces(text: string, pieces: readonly string[]): Promise<EmbeddedText>
  close(): Promise<void>
}

export interface EmbedderOptions {
  /** Worker threads, each with its own copy of the network (about 290 MB). */
  readonly threads: number
  /** Texts that may wait. Beyond it, a caller is better told to come back than left to wait. */
  readonly queueMax: number
  /** Longest time for one text, from the moment a worker takes it; covers the loading of the model. */
  readonly timeoutMs: number
  /** Module of the thread; another one only in tests of crashes and hangs. */
  readonly workerModule?: URL
}

interface Task extends Omit<Question, 'id'> {
  readonly resolve: (answer: Embedded) => void
  readonly reject: (error: Error) => void
}

/** Without pieces where none were asked for. */
type Embedded = Omit<Extract<Answer, { vector: Float32Array }>, 'id'>

interface Seat {
  worker: Worker | undefined
  task: Task | undefined
  timer: NodeJS.Timeout | undefined
}

/** A thread that has not come back by then never will. */
const ABANDONED_FOR_MS = 120_000
/** Longer than any text, and shorter than whoever stops a service waits. */
const CLOSE_TIMEOUT_MS = 2_000

/**
 * Ends a thread that is late when it comes back. The network's native code ends the whole process when it
 * comes back into a thread that was ended meanwhile.
 */
function abandon(worker: Worker): void {
  worker.unref()
  const end = () => {
    clearTimeout(timer)
    void worker.terminate()
  }
  const timer = setTimeout(end, ABANDONED_FOR_MS).unref()
  worker.once('message', end).once('exit', end)
}

/** Ends an abandoned thread when it comes back, or when our patience ends. */
async function endOf(worker: Worker): Promise<void> {
  worker.ref()
  const late = setTimeout(() => void worker.terminate(), CLOSE_TIMEOUT_MS)
  await new Promise((resolve) => worker.once('exit', resolve))
  clearTimeout(late)
}

/** Threads start with the first text, so a service that is never asked for free text never loads the model. */
export function openEmbedder(model: Model, options: EmbedderOptions): Embedder {
  const queue: Task[] = []
  const seats: Seat[] = Array.from({ length: options.threads }, () => ({
    worker: undefined,
    task: undefined,
    timer: undefined,
  }))
  let closed = false
  let nextId = 0

  /** Ends the seat's task; a worker that can't be trusted any more is replaced when the next text comes. */
  const finish = (seat: Seat, settle: (task: Task) => void, replace = false) => {
    const { task } = seat
    clearTimeout(seat.timer)
    seat.task = undefined
    seat.timer = undefined
    if (replace) {
      if (seat.worker) abandon(seat.worker)
      seat.worker = undefined
    } else {
      // An idle thread must not keep a finished script from ending.
      seat.worker?.unref()
    }
    if (task) settle(task)
    pump()
  }

  const startWorker = (seat: Seat): Worker => {
    const worker = startThread(options.workerModule ?? new URL('./worker.ts', import.meta.url), model)
    const died = (reason: string) => {
      // A replaced worker also exits; its seat already belongs to another.
      if (seat.worker === worker)
        finish(seat, (task) => task.reject(new NotReady(`embedding failed: ${reason}; try again`, 1)), true)
    }
    worker.on('message', (answer: Answer) => {
      if (seat.worker !== worker) return
      finish(seat, (task) => {
        if ('vector' in answer) task.resolve(answer)
        else task.reject(new NotReady(`embedding failed: ${answer.error}`))
      })
    })
    worker.on('error', (error) => died(error.message))
    worker.on('exit', (code) => died(`the embedding thread ended with code ${code}`))
    return worker
  }

  const pump = () => {
    for (const seat of seats) {
      if (seat.task || closed) continue
      const task = queue.shift()
      if (!task) return
      seat.worker ??= startWorker(seat)
      seat.worker.ref()
      seat.task = task
      seat.timer = setTimeout(() => {
        const late = new NotReady(`embedding took longer than ${options.timeoutMs} ms; try again`, 1)
        finish(seat, (held) => held.reject(late), true)
      }, options.timeoutMs)
      seat.worker.postMessage({ id: nextId++, text: task.text, pieces: task.pieces } satisfies Question)
    }
  }

  const ask = (question: Omit<Question, 'id'>): Promise<Embedded> => {
    if (closed) return Promise.reject(new NotReady('the service is stopping'))
    if (queue.length >= options.queueMax) {
      return Promise.reject(
        new NotReady(`${queue.length} texts wait to be embedded already; try again in a moment`, 1),
      )
    }
    return new Promise((resolve, reject) => {
      queue.push({ ...question, resolve, reject })
      pump()
    })
  }

  return {
    model,
    embed: async (text) => (await ask({ text })).vector,
    embedPieces: async (text, pieces) => {
      const { vector, pieces: found } = await ask({ text, pieces })
      return { vector, pieces: found! }
    },
    async close() {
      closed = true
      const stopping = new NotReady('the service is stopping')
      for (const task of queue.splice(0)) task.reject(stopping)
      const threads = seats.map(({ worker, task }) => ({ worker, isBusy: task !== undefined }))
      for (const seat of seats) finish(seat, (task) => task.reject(stopping), true)
      await Promise.all(
        threads.map(({ worker, isBusy }) => worker && (isBusy ? endOf(worker) : worker.terminate())),
      )
    },
  }
}
