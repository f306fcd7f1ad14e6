/** Rebuilding with somebody watching: the offline script and the first start. */
import { resolve } from 'node:path'
import type { Config } from './config.ts'
import type { Corpus } from './corpus.ts'
import { openEmbedder } from './embed/embedder.ts'
import type { Model } from './embed/model.ts'
import { type Progress, showProgress } from './progress.ts'
import { type RebuildReport, rebuild } from './rebuild.ts'

/** A text waits for at most four others on its thread, and the first for the model to load. */
const TEXT_TIMEOUT_MS = 60_000

/** Embeds what is missing and swaps in a new snapshot, with progress bars. @throws as `rebuild` */
export async function prepare(
  config: Config,
  corpus: Corpus,
  model: Model,
  { now, signal }: { now: () => Date; signal: AbortSignal },
): Promise<RebuildReport> {
  const { embedThreads: threads } = config
  const embedder = openEmbedder(model, {
    threads,
    queueMax: Number.POSITIVE_INFINITY,
    timeoutMs: TEXT_TIMEOUT_MS,
  })
  let bar: Progress | undefined
  try {
    const report = await rebuild(corpus, embedder, {
      indexFolder: resolve(config.indexFolder),
      vectorsFolder: resolve(config.vectorsFolder),
      outlierShare: config.outlierShare,
      threads,
      now,
      signal,
      onStage(stage, total) {
        bar?.finish()
        // Topics and map come out all at once; there is nothing to watch.
        bar =
          stage === 'topics' || stage === 'map' || total === 0
            ? undefined
            : showProgress({ label: LABELS[stage], total, unit: 'papers' })
      },
      onProgress: (done) => bar?.update(done),
      onWarning: (message) => process.stderr.write(`${message}\n`),
    })
    bar?.finish()
    return report
  } finally {
    await embedder.close()
  }
}

const LABELS = { embed: 'embedding', index: 'indexing' } as const
