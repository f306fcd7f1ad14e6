/** What answers need, opened from a configuration and a database: for the listening service, and for a command that works as it does. */
import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { type Config, homeOf } from './config.ts'
import type { OpenDatabase } from './db/open.ts'
import { papersRead } from './db/readings.ts'
import { type Embedder, openEmbedder } from './embed/embedder.ts'
import type { Model } from './embed/model.ts'
import type { Mailing, Service } from './http/service.ts'
import { pgvectorSearch } from './index/pgvector.ts'
import { fetchSnapshot } from './index/published.ts'
import { openLiveLibrary } from './live-library.ts'
import { openMail, parseAddress } from './mail.ts'
import { filesFor } from './prepare-for-all.ts'

/** Free-text queries: one thread, so that answering stays the event loop's; waiting longer than a few seconds helps nobody. */
const QUERY_EMBEDDER = { threads: 1, queueMax: 64, timeoutMs: 10_000 }

export interface OpenService extends Service {
  readonly embedder: Embedder
  close(): Promise<void>
}

/** @throws InvalidInput when the sender of mails is no address */
export async function openService(
  config: Config,
  { db, kind }: OpenDatabase,
  model: Model,
): Promise<OpenService> {
  const mailing = mailingOf(config)
  const log = pino({ level: config.logLevel })
  const library = await openLiveLibrary(config.indexFolder, model, {
    searchElsewhere:
      config.vectorStore === 'pgvector' ? (rows) => pgvectorSearch(db, model, rows) : undefined,
    fetchNewest:
      kind === 'postgres' ? () => fetchSnapshot(db, config.indexFolder, filesFor(config)) : undefined,
    papersRead: () => papersRead(db),
    onOpened: ({ id, count }) => log.info({ snapshot: id, papers: count }, 'snapshot in use'),
    onProblem: (problem) => log.warn(problem),
  })
  const embedder = openEmbedder(model, QUERY_EMBEDDER)
  return {
    db,
    library,
    embedder,
    log,
    now: () => new Date(),
    randomId: () => randomBytes(16).toString('hex'),
    publicUrl: config.publicUrl,
    tokensRequired: config.tokensRequired,
    mailing,
    async close() {
      library.close()
      await embedder.close()
    },
  }
}

function mailingOf(config: Config): Mailing | undefined {
  if (!config.mail) return undefined
  const from = parseAddress(config.mail.from)
  return { ...openMail(config.mail.smtpUrl, from), from, origin: homeOf(config) }
}
