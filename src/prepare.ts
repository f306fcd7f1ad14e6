/**
 * Rebuilding with somebody watching: the offline script and the first start.
 *
 * On a Postgres any number of processes, on any number of machines, embed together; then one of them makes
 * the snapshot.
 */
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { resolve } from 'node:path'
import type { Config } from './config.ts'
import type { Corpus } from './corpus.ts'
import { oneAtATime } from './db/build-lock.ts'
import type { OpenDatabase } from './db/open.ts'
import { countUnfilled, fillVectorTable } from './db/vector-table.ts'
import { openEmbedder } from './embed/embedder.ts'
import type { Model } from './embed/model.ts'
import type { Embeddings } from './folder-embeddings.ts'
import { readCurrent } from './index/manifest.ts'
import { type Progress, showProgress } from './progress.ts'
import { isFresh, type RebuildReport, rebuild } from './rebuild.ts'
import { sharedEmbeddings } from './shared-embeddings.ts'

/** A text waits for at most seven others on its thread, and the first for the model to load. */
const TEXT_TIMEOUT_MS = 60_000

export interface PrepareOptions {
  /** Makes a snapshot even when nothing changed. */
  readonly force?: boolean
  /** False leaves the snapshot to another process that shares the Postgres. */
  readonly index?: boolean
}

export interface Parts {
  readonly corpus: Corpus
  /** Absent where a running service has it open. */
  readonly database?: OpenDatabase
  readonly model: Model
}

/** Whether the current snapshot, and pgvector where it searches, hold all that there is. */
export async function isPrepared(config: Config, { corpus, database, model }: Parts): Promise<boolean> {
  if (!(await isFresh(corpus, model, config))) return false
  return config.vectorStore === 'memory' || (await countUnfilled(database!.db, model)) === 0
}

/** Embeds what is missing and swaps in a new snapshot, with progress bars. @throws as `rebuild` */
export async function prepare(
  config: Config,
  { corpus, database, model }: Parts,
  signal: AbortSignal,
  { force = false, index = true }: PrepareOptions = {},
): Promise<RebuildReport> {
  const { embedThreads: threads, embedLeaseSeconds: leaseSeconds } = config
  const embedder = openEmbedder(model, {
    threads,
    queueMax: Number.POSITIVE_INFINITY,
    timeoutMs: TEXT_TIMEOUT_MS,
  })
  const { bar, ...events } = progressBars()
  const places = { indexFolder: resolve(config.indexFolder), vectorsFolder: resolve(config.vectorsFolder) }
  const rebuildAll = (embeddings?: Embeddings) =>
    rebuild(corpus, embedder, { ...places, ...events, threads, signal, embeddings })
  try {
    if (database?.kind !== 'postgres') return await rebuildAll()
    const { db } = database
    const worker = `${hostname()} ${process.pid} ${randomUUID()}`
    const embeddings = sharedEmbeddings(db, embedder, { threads, worker, leaseSeconds })
    const onMissing = (missing: number) => events.onStage('embed', missing)
    const embedded = await embeddings.embedMissing({ signal, onMissing, onProgress: events.onProgress })
    bar.finish()
    const fill = async () => {
      if (config.vectorStore !== 'pgvector') return
      events.onStage('vectors', await countUnfilled(db, model))
      await fillVectorTable(db, model, events.onProgress)
    }
    // What a snapshot holds must be found from the moment it is in use.
    const filling: Embeddings = {
      ...embeddings,
      async embedMissing(options) {
        const count = await embeddings.embedMissing(options)
        await fill()
        return count
      },
    }
    const made =
      index &&
      (await oneAtATime(
        db,
        async (): Promise<RebuildReport> => {
          if (force || !(await isFresh(corpus, model, places))) return rebuildAll(filling)
          await fill()
          const [snapshotId] = await readCurrent(places.indexFolder)
          return { embedded: 0, papers: (await corpus.revision()).count, snapshotId }
        },
        { signal, onWait: () => events.onWarning('another process makes the snapshot') },
      ))
    const report = made || { embedded: 0, papers: (await corpus.revision()).count }
    return { ...report, embedded: embedded + report.embedded }
  } finally {
    bar.finish()
    await embedder.close()
  }
}

const LABELS = { embed: 'embedding', vectors: 'pgvector', index: 'indexing' } as const

/** A bar for each stage that takes long. */
function progressBars() {
  let bar: Progress | undefined
  const finish = () => {
    bar?.finish()
    bar = undefined
  }
  return {
    bar: { finish },
    onStage(stage: keyof typeof LABELS | 'topics' | 'map', total: number) {
      finish()
      // Topics and map come out all at once; there is nothing to watch.
      if (stage !== 'topics' && stage !== 'map' && total > 0)
        bar = showProgress({ label: LABELS[stage], total, unit: 'papers' })
    },
    onProgress: (done: number) => bar?.update(done),
    onWarning: (message: string) => void process.stderr.write(`${message}\n`),
  }
}
