/** Where an offline script finds the papers: the database, or the service that has it open. */
import type { Config } from './config.ts'
import { type Corpus, corpusIn } from './corpus.ts'
import { migrate } from './db/migrate.ts'
import { type OpenDatabase, openDatabase } from './db/open.ts'
import { requirePgvector, SEARCH_SETTINGS } from './db/vector-table.ts'
import { corpusBehindDoor } from './door.ts'

/** The database that is configured, with its schema up to date. @throws NotReady as opening it does; without pgvector where that is asked for */
export async function openConfigured({
  databaseUrl,
  dataFolder,
  vectorStore,
}: Config): Promise<OpenDatabase> {
  const settings = vectorStore === 'pgvector' ? SEARCH_SETTINGS : {}
  const database = await openDatabase({ url: databaseUrl, folder: dataFolder, settings })
  try {
    await migrate(database.db)
    if (vectorStore === 'pgvector') await requirePgvector(database.db)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

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
  const database = await openConfigured(config)
  return { corpus: corpusIn(database.db, () => new Date()), database, close: database.close }
}
