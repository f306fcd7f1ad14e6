/** A whole service on papers of the test's own choice: real database, real model, real snapshot. */
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { createApp } from '../../src/app.ts'
import { type Corpus, corpusIn } from '../../src/corpus.ts'
import { finishJobs } from '../../src/db/embedding-jobs.ts'
import { openDatabase } from '../../src/db/open.ts'
import { papersRead } from '../../src/db/readings.ts'
import type { Database } from '../../src/db/schema.ts'
import { fillVectorTable, requirePgvector, SEARCH_SETTINGS } from '../../src/db/vector-table.ts'
import { type Embedder, openEmbedder } from '../../src/embed/embedder.ts'
import { readModel } from '../../src/embed/model.ts'
import { piecesHash } from '../../src/embed/paper-vectors.ts'
import { type Embeddings, embeddingsInFolder } from '../../src/folder-embeddings.ts'
import type { Service } from '../../src/http/service.ts'
import { pgvectorSearch } from '../../src/index/pgvector.ts'
import { readPapers } from '../../src/ingest/read.ts'
import { openLiveLibrary } from '../../src/live-library.ts'
import type { PaperRecord } from '../../src/paper.ts'
import { rebuild } from '../../src/rebuild.ts'
import { bytesOf, sharedEmbeddings } from '../../src/shared-embeddings.ts'
import { type Kind, newDatabase } from './databases.ts'

export const MODEL = readModel({
  folder: 'embeddings/models',
  name: 'all-MiniLM-L6-v2',
  maxTokens: 256,
})

/** Texts embedded by any test of any run: they are the same every time. */
export const VECTORS_FOLDER = join(tmpdir(), 'kindred-test-vectors')

/** The moment that the service of a test believes it is. */
export const NOW = new Date('2025-11-10T12:00:00Z')

export interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of it
  readonly json: any
  readonly headers: Headers
}

export interface CallOptions {
  readonly method?: string
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

/** A call without a socket, and its answer read as JSON. */
export async function callApp(
  app: ReturnType<typeof createApp>,
  path: string,
  { method = 'GET', body, headers }: CallOptions = {},
): Promise<Answer> {
  const answer = await app.request(path, {
    method,
    headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
  })
  const text = await answer.text()
  return { status: answer.status, json: text && JSON.parse(text), headers: answer.headers }
}

export interface TestService {
  readonly service: Service
  readonly app: ReturnType<typeof createApp>
  readonly indexFolder: string
  /** Of the database: what openDatabase needs. */
  readonly where: { url?: string; folder: string }
  /** Stores more papers; they are part of no answer before `rebuild`. */
  save(records: readonly PaperRecord[]): Promise<void>
  /** Embeds what is missing, writes a new snapshot, and takes it into use. */
  rebuild(): Promise<void>
  call(path: string, options?: CallOptions): Promise<Answer>
  close(): Promise<void>
}

/**
 * @param records undefined leaves the service without papers and without an index
 * @param folder removed by the test
 */
export async function openTestService(
  folder: string,
  records?: readonly PaperRecord[],
  options: { kind?: Kind } = {},
): Promise<TestService> {
  const { kind = 'pglite' } = options
  const inPgvector = kind === 'pgvector'
  const where = await newDatabase(kind, folder)
  const database = await openDatabase({ ...where, settings: inPgvector ? SEARCH_SETTINGS : {} })
  const { db } = database
  if (inPgvector) await requirePgvector(db)
  const indexFolder = join(folder, 'index')
  const embedder = openEmbedder(MODEL, { threads: 1, queueMax: 10_000, timeoutMs: 60_000 })
  const library = await openLiveLibrary(indexFolder, MODEL, {
    searchElsewhere: inPgvector ? (rows) => pgvectorSearch(db, MODEL, rows) : undefined,
    papersRead: () => papersRead(db),
  })
  const log = pino({ level: 'fatal' })
  const service: Service = {
    db,
    library,
    embedder,
    log,
    now: () => NOW,
    randomId: () => randomBytes(16).toString('hex'),
  }
  const app = createApp(service)
  const corpus = corpusIn(db, () => NOW)
  const save = async (more: readonly PaperRecord[]) => {
    await corpus.save(more)
  }
  const again = async () => {
    const embeddings = inPgvector ? await knownEmbeddings(db, corpus, embedder) : undefined
    await rebuild(corpus, embedder, {
      indexFolder,
      vectorsFolder: VECTORS_FOLDER,
      threads: 1,
      now: () => NOW,
      embeddings,
    })
    await library.refresh()
  }
  if (records) {
    await save(records)
    await again()
  }
  return {
    service,
    app,
    indexFolder,
    where,
    save,
    rebuild: again,
    call: (path, options) => callApp(app, path, options),
    async close() {
      library.close()
      await embedder.close()
      await database.close()
    },
  }
}

/** Those of a shared Postgres, filled from the folder of vectors that all tests have. */
async function knownEmbeddings(db: Database, corpus: Corpus, embedder: Embedder): Promise<Embeddings> {
  const known = embeddingsInFolder(corpus, embedder, { folder: VECTORS_FOLDER, threads: 1 })
  await known.embedMissing({})
  const finished = []
  for await (const { paper, embedded } of known.each()) {
    const { vector, pieces } = embedded!
    finished.push({ hash: piecesHash(paper), vector: bytesOf(vector), pieces: bytesOf(pieces) })
  }
  known.close()
  await finishJobs(db, MODEL.fingerprint, finished)
  await fillVectorTable(db, MODEL)
  return sharedEmbeddings(db, embedder, { threads: 1, worker: 'test', leaseSeconds: 60 })
}

/** The sample Daily Papers page: 86 papers. */
export async function samplePapers(): Promise<PaperRecord[]> {
  const records: PaperRecord[] = []
  for await (const found of readPapers('embeddings/corpus/daily-papers.txt', { pageDate: '2025-11-10' })) {
    if ('record' in found) records.push(found.record)
  }
  return records
}
