/**
 * Rebuilding where several machines share a Postgres: all that are at it embed together; then one of them
 * makes the snapshot, and publishes it for the others.
 */
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Config } from './config.ts'
import type { Corpus } from './corpus.ts'
import { oneAtATime } from './db/build-lock.ts'
import { isOutOfReach } from './db/out-of-reach.ts'
import type { Database } from './db/schema.ts'
import { countUnfilled, fillVectorTable } from './db/vector-table.ts'
import type { Embedder } from './embed/embedder.ts'
import type { Model } from './embed/model.ts'
import { NotReady } from './errors.ts'
import type { Embeddings } from './folder-embeddings.ts'
import { FILES, readCurrent } from './index/manifest.ts'
import { fetchSnapshot, publishSnapshot, WITHOUT_GRAPH } from './index/published.ts'
import { isFresh, type RebuildEvents, type RebuildOptions, type RebuildReport, rebuild } from './rebuild.ts'
import { sharedEmbeddings } from './shared-embeddings.ts'

interface How extends Omit<RebuildOptions, 'embeddings' | 'onStage'> {
  readonly signal: AbortSignal
  /** Makes a snapshot even when nothing changed. */
  readonly force?: boolean
  /** False leaves the snapshot to another process. */
  readonly index?: boolean
  readonly onStage?: (
    stage: Parameters<NonNullable<RebuildEvents['onStage']>>[0] | 'vectors' | 'publish' | 'wait',
    total: number,
  ) => void
}

/** The files of a snapshot that machines fetch. */
export function filesFor({ vectorStore }: Config) {
  return vectorStore === 'pgvector' ? WITHOUT_GRAPH : FILES
}

/** Whether the newest snapshot, which is fetched, holds all that there is, and pgvector where it searches. */
export async function isPreparedForAll(
  config: Config,
  { corpus, db, model }: { corpus: Corpus; db: Database; model: Model },
): Promise<boolean> {
  const published = await fetchIfSound(db, config)
  const [current] = await readCurrent(config.indexFolder)
  if (published === undefined || published !== current) return false
  if (!(await isFresh(corpus, model, config))) return false
  return config.vectorStore === 'memory' || (await countUnfilled(db, model)) === 0
}

/** Embeds with the others, then makes and publishes a snapshot unless another does. @throws as `rebuild` */
export async function prepareForAll(
  config: Config,
  { corpus, db, embedder }: { corpus: Corpus; db: Database; embedder: Embedder },
  how: How,
): Promise<RebuildReport> {
  const { threads, signal, force = false, index = true, indexFolder, onStage, onProgress, onWarning } = how
  const { model } = embedder
  const worker = `${hostname()} ${process.pid} ${randomUUID()}`
  const leaseSeconds = config.embedLeaseSeconds
  const embeddings = sharedEmbeddings(db, embedder, { threads, worker, leaseSeconds })
  const embedded = await embeddings.embedMissing({
    signal,
    onProgress,
    onMissing: (missing) => onStage?.('embed', missing),
  })
  // What a snapshot holds must be found from the moment it is in use.
  const filling: Embeddings = {
    ...embeddings,
    async embedMissing(options) {
      const count = await embeddings.embedMissing(options)
      await fill()
      return count
    },
  }
  const notMade = async () => ({ embedded, papers: (await corpus.revision()).count })
  if (!index) return notMade()
  const report = await oneAtATime(db, make, {
    signal,
    onWait() {
      onStage?.('wait', 0)
      onWarning?.('another process makes the snapshot')
    },
  })
  return report ? { ...report, embedded: embedded + report.embedded } : notMade()

  async function make(): Promise<RebuildReport> {
    // Another process may have made it meanwhile; if not, the new topics and the new map go on from the last ones.
    await fetchIfSound(db, config, { onWarning, force })
    const there = !force && (await isFresh(corpus, model, how))
    if (there) await fill()
    const report = there
      ? { ...(await notMade()), embedded: 0, snapshotId: (await readCurrent(indexFolder))[0] }
      : await rebuild(corpus, embedder, { ...how, embeddings: filling })
    if (report.snapshotId) await publish(report.snapshotId)
    return report
  }

  async function fill(): Promise<void> {
    if (config.vectorStore !== 'pgvector') return
    onStage?.('vectors', await countUnfilled(db, model))
    await fillVectorTable(db, model, onProgress)
  }

  async function publish(id: string): Promise<void> {
    let begun = false
    const megabytes = (bytes: number) => Math.ceil(bytes / 1e6)
    await publishSnapshot(db, indexFolder, id, filesFor(config), (done, total) => {
      if (!begun) onStage?.('publish', megabytes(total))
      begun = true
      onProgress?.(megabytes(done))
    })
  }
}

/** Fetches what is published; what is damaged there is as good as absent, and made again. @throws NotReady when it is for others */
async function fetchIfSound(
  db: Database,
  config: Config,
  { force = false, onWarning }: { force?: boolean; onWarning?: (message: string) => void } = {},
): Promise<string | undefined> {
  try {
    return await fetchSnapshot(db, config.indexFolder, filesFor(config))
  } catch (error) {
    if (isOutOfReach(error) || (error instanceof NotReady && !force)) throw error
    onWarning?.(String(error))
    return undefined
  }
}
