/** Where a script finds the papers, or the tokens of the API: the database, or the service that has it open. */
import type { Config } from './config.ts'
import { type Corpus, corpusIn } from './corpus.ts'
import { migrate } from './db/migrate.ts'
import { openDatabase } from './db/open.ts'
import type { Database } from './db/schema.ts'
import { corpusBehindDoor, tokensBehindDoor } from './door.ts'
import { type Tokens, tokensIn } from './tokens.ts'

interface Opened {
  close(): Promise<void>
}

const now = () => new Date()

/** @throws NotReady as opening the database does; when another script has it open, that one is named */
export async function openCorpus(config: Config): Promise<Opened & { corpus: Corpus }> {
  const { data, close } = await openData(config, corpusBehindDoor, (db) => corpusIn(db, now))
  return { corpus: data, close }
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
): Promise<Opened & { data: T }> {
  if (!config.databaseUrl) {
    const data = await behindDoor(config.dataFolder)
    if (data) return { data, close: async () => {} }
  }
  const database = await openDatabase({ url: config.databaseUrl, folder: config.dataFolder })
  await migrate(database.db)
  return { data: within(database.db), close: database.close }
}
