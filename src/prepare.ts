/** Rebuilding with somebody watching: the offline script and the first start. */
import { resolve } from 'node:path'
import type { Config } from './config.ts'
import type { Corpus } from './corpus.ts'
import type { OpenDatabase } from './db/open.ts'
import { openEmbedder } from './embed/embedder.ts'
import type { Model } from './embed/model.ts'
import { isPreparedForAll, prepareForAll } from './prepare-for-all.ts'
import { type Progress, showProgress } from './progress.ts'
import { isFresh, type RebuildReport, rebuild } from './rebuild.ts'

/** A text waits for at most seven others on its thread, and the first for the model to load. */
const TEXT_TIMEOUT_MS = 60_000

export interface PrepareOptions {
  readonly now: () => Date
  /** When it is aborted, texts in work are finished and kept, and no snapshot is written. */
  readonly signal: AbortSignal
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

/** Whether the current snapshot holds all that there is. */
export async function isPrepared(config: Config, { corpus, database, model }: Parts): Promise<boolean> {
  if (database?.kind === 'postgres') return isPreparedForAll(config, { corpus, db: database.db, model })
  return isFresh(corpus, model, config)
}

/** Embeds what is missing and swaps in a new snapshot, with progress bars. @throws as `rebuild` */
export async function prepare(
  config: Config,
  { corpus, database, model }: Parts,
  options: PrepareOptions,
): Promise<RebuildReport> {
  const { embedThreads: threads, outlierShare } = config
  const embedder = openEmbedder(model, {
    threads,
    queueMax: Number.POSITIVE_INFINITY,
    timeoutMs: TEXT_TIMEOUT_MS,
  })
  const { finish, ...events } = progressBars()
  const indexFolder = resolve(config.indexFolder)
  const vectorsFolder = resolve(config.vectorsFolder)
  const how = { ...events, ...options, indexFolder, vectorsFolder, outlierShare, threads }
  try {
    return database?.kind === 'postgres'
      ? await prepareForAll(config, { corpus, db: database.db, embedder }, how)
      : await rebuild(corpus, embedder, how)
  } finally {
    finish()
    await embedder.close()
  }
}

/** What a stage is called, and counted in. The others come out all at once, or elsewhere; there is nothing to watch. */
const BARS = {
  embed: ['embedding', 'papers'],
  topics: undefined,
  map: undefined,
  wait: undefined,
  vectors: ['pgvector', 'papers'],
  index: ['indexing', 'papers'],
  publish: ['publishing', 'MB'],
} as const

/** A bar for each stage that takes long. */
function progressBars() {
  let bar: Progress | undefined
  const finish = () => {
    bar?.finish()
    bar = undefined
  }
  return {
    finish,
    onStage(stage: keyof typeof BARS, total: number) {
      finish()
      const shown = BARS[stage]
      if (shown && total > 0) bar = showProgress({ label: shown[0], total, unit: shown[1] })
    },
    onProgress: (done: number) => bar?.update(done),
    onWarning: (message: string) => void process.stderr.write(`${message}\n`),
  }
}
