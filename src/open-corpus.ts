/** Where an offline script finds the papers: the database, or the service that has it open. */
import type { Config } from './config.ts'
import { type Corpus, corpusIn } from './corpus.ts'
import { migrate } from './db/migrate.ts'
import { type OpenDatabase, openDatabase } from './db/open.ts'
import { corpusBehindDoor } from './door.ts'

/**
 * @returns without a database where a running service has it open
 * @throws NotReady as opening the database does; when another script has it open, that one is named
 */
export async function openCorpus(
  config: Config,
): Promise<{ corpus: Corpus; database?: OpenDatabase; close(): Promise<void> }> {
  if (!config.databaseUrl) {
    const corpus = await corpusBehindDoor(config.dataFolder)
    if (corpus) return { corpus, close: async () => {} }
  }
  const database = await openDatabase({ url: config.databaseUrl, folder: config.dataFolder })
  await migrate(database.db)
  return { corpus: corpusIn(database.db, () => new Date()), database, close: database.close }
}
