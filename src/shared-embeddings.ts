/**
 * Vectors made by many processes, on one or several machines, and kept in the Postgres that they share.
 *
 * Each process takes texts from the same list of jobs (db/embedding-jobs.ts) until none is left, its own or
 * another's: whoever returns from `embedMissing` finds all vectors there.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { eachEmbedded } from './db/embedded-texts.ts'
import {
  claimJobs,
  countJobs,
  type EmbeddingJob,
  enqueueMissing,
  finishJobs,
  releaseJobs,
  renewLease,
} from './db/embedding-jobs.ts'
import type { Database } from './db/schema.ts'
import type { Embedder } from './embed/embedder.ts'
import type { Embeddings } from './folder-embeddings.ts'
import { paperText } from './paper.ts'
import { piecesOf } from './pieces.ts'

/**
 * Claims that a process has at a time: while one is stored and the next is made, the other keeps the
 * threads busy. What is not stored yet is bounded by them, however far the database falls behind.
 */
const CLAIMS = 2
const TEXTS_PER_THREAD = 8
/** While others finish theirs. */
const LOOK_EVERY_MS = 250
/** Counting the jobs may take this part of the time: what takes long is done less often. */
const COUNT_TIME_SHARE = 0.05
const COUNT_EVERY_MS = 500
/** Papers read from the database at a time, with 5 KB of vectors each. */
const BATCH = 200

/**
 * @param options.worker a name that no other process has
 * @param options.leaseSeconds how long a claim outlives a process that was killed
 */
export function sharedEmbeddings(
  db: Database,
  embedder: Embedder,
  { threads, worker, leaseSeconds }: { threads: number; worker: string; leaseSeconds: number },
): Embeddings {
  const { fingerprint } = embedder.model
  const count = threads * TEXTS_PER_THREAD

  const embedAll = (jobs: readonly EmbeddingJob[]) =>
    Promise.all(
      jobs.map(async (job) => {
        const { vector, pieces } = await embedder.embedPieces(paperText(job), piecesOf(job))
        return { hash: job.hash, vector: bytesOf(vector), pieces: bytesOf(pieces) }
      }),
    )

  return {
    async embedMissing({ signal, onMissing, onProgress }) {
      await enqueueMissing(db, fingerprint)
      const missing = await countJobs(db, fingerprint)
      onMissing?.(missing)
      let made = 0
      const failures: unknown[] = []
      const stopped = () => failures.length > 0 || signal?.aborted === true

      const work = async () => {
        while (!stopped()) {
          const jobs = await claimJobs(db, fingerprint, { worker, leaseSeconds, count })
          if (jobs.length === 0) {
            if ((await countJobs(db, fingerprint)) === 0) return
            await sleep(LOOK_EVERY_MS)
            continue
          }
          await finishJobs(db, fingerprint, await embedAll(jobs))
          made += jobs.length
        }
      }
      const working = Array.from({ length: CLAIMS }, () => work().catch((error) => failures.push(error)))
      const renewal = setInterval(
        () => renewLease(db, { worker, leaseSeconds }).catch(() => {}),
        (leaseSeconds * 1000) / 3,
      )
      const done = new AbortController()
      const watching = watch(
        async () => onProgress?.(Math.max(0, missing - (await countJobs(db, fingerprint)))),
        done.signal,
      )
      await Promise.all(working)
      done.abort()
      clearInterval(renewal)
      await watching
      if (failures.length > 0) {
        // What other workers can do at once. A database that can't be told forgets the claim by itself.
        await releaseJobs(db, worker).catch(() => {})
        throw failures[0]
      }
      if (!signal?.aborted) onProgress?.(missing)
      return made
    },
    async *each() {
      for await (const { paper, embedded } of eachEmbedded(db, fingerprint, { batch: BATCH })) {
        if (!embedded) yield { paper }
        else {
          const { number, vector, pieces } = embedded
          // A copy, because numbers of four bytes must begin at a multiple of four.
          const whole = new Float32Array(Uint8Array.from(vector).buffer)
          yield {
            paper,
            number,
            embedded: {
              vector: whole,
              pieces: Int8Array.from(new Int8Array(pieces.buffer, pieces.byteOffset, pieces.length)),
            },
          }
        }
      }
    },
    close() {},
  }
}

/** Looks again and again until it is told to stop; a look that fails tells nothing. */
async function watch(look: () => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const began = performance.now()
    await look().catch(() => {})
    const tookMs = performance.now() - began
    await sleep(Math.max(COUNT_EVERY_MS, tookMs / COUNT_TIME_SHARE), undefined, { signal }).catch(() => {})
  }
}

/** The memory of an array as a database takes it. */
export function bytesOf(array: Float32Array | Int8Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength)
}
