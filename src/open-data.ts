/** Where a script finds the papers, or the tokens of the API: the database, or the service that has it open. */
import type { Config } from './config.ts'
import { type Corpus, corpusIn } from './corpus.ts'
import { migrate } from './db/migrate.ts'
import { type OpenDatabase, openDatabase } from './db/open.ts'
import type { Database } from './db/schema.ts'
import { requirePgvector, SEARCH_SETTINGS } from './db/vector-table.ts'
import { corpusBehindDoor, tokensBehindDoor } from './door.ts'
import { type Tokens, tokensIn } from './tokens.ts'

interface Opened {
  close(): Promise<void>
}

const now = () => new Date()

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
): Promise<Opened & { corpus: Corpus; database?: OpenDatabase }> {
  const { data, database, close } = await openData(config, corpusBehindDoor, (db) => corpusIn(db, now))
  return { corpus: data, database, close }
}

/** @throws NotReady as `openCorpus` does */
export async function openTokens(config: Config): Promise<Opened & { tokens: Tokens }> {
  const { data, close } = await openData(config, tokensBehindDoor, (db) => tokensIn(db, now))
  return { tokens: data, close }
}

async function openData<T>(
  config: Config,
  behindDoor: (dataFolder: string) => Promise<T | undefined>,
  within: (db: Database) => T,
): Promise<Opened & { data: T; database?: OpenDatabase }> {
  if (!config.databaseUrl) {
    const data = await behindDoor(config.dataFolder)
    if (data) return { data, close: async () => {} }
  }
  const database = await openConfigured(config)
  return { data: within(database.db), database, close: database.close }
}
