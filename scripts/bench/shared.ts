/**
 * What a paper costs where machines share a Postgres with pgvector: bytes and time, from two collections of
 * different sizes, so that what does not grow falls out. src/SCALE.md reckons with these.
 *
 * The papers are real and their vectors made up: neither a byte nor a statement depends on their values,
 * and embedding is measured elsewhere. They lie in clusters, as those of texts do.
 */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { type Corpus, corpusIn } from '../../src/corpus.ts'
import { claimJobs, enqueueMissing, finishJobs } from '../../src/db/embedding-jobs.ts'
import { migrate } from '../../src/db/migrate.ts'
import type { Database } from '../../src/db/schema.ts'
import { fillVectorTable } from '../../src/db/vector-table.ts'
import type { Embedder } from '../../src/embed/embedder.ts'
import { type Model, readModel } from '../../src/embed/model.ts'
import { NotReady } from '../../src/errors.ts'
import { exactIndex } from '../../src/index/exact.ts'
import { FILES, readManifest } from '../../src/index/manifest.ts'
import { pgvectorSearch } from '../../src/index/pgvector.ts'
import { fetchSnapshot, publishSnapshot } from '../../src/index/published.ts'
import { readSnapshot } from '../../src/index/snapshot.ts'
import { piecesOf } from '../../src/pieces.ts'
import { type Random, seeded } from '../../src/random.ts'
import { rebuild } from '../../src/rebuild.ts'
import { bytesOf, sharedEmbeddings } from '../../src/shared-embeddings.ts'
import { row, unit } from '../../src/vector.ts'
import { runScript } from './child.ts'
import { databaseWithPgvector } from './database.ts'
import { table } from './markdown.ts'
import { firstPapers, largeFile } from './papers.ts'
import type { Settings } from './settings.ts'
import { tell } from './settings.ts'
import { figure, median } from './statistics.ts'

const CLUSTERS = 200
const CLAIMED = 16
const SHARES = [1, 0.5, 0.1, 0.01] as const

type Figures = Map<string, number>

export async function measureShared(settings: Settings): Promise<string> {
  const { databaseUrl } = settings.config
  if (!databaseUrl)
    throw new NotReady('set DATABASE_URL to a Postgres with pgvector where databases may be made')
  const counts = settings.rounds === 1 ? [600, 1_200] : [1_500, 4_500]
  const found: Figures[] = []
  for (const count of counts) found.push(await measure(databaseUrl, count, settings))
  const [small, large] = found as [Figures, Figures]
  const grown = counts[1]! - counts[0]!
  const lines = [...large.keys()].map((name) => {
    const [before, after] = [small.get(name)!, large.get(name)!]
    return [name, figure(before), figure(after), figure((after - before) / grown)]
  })
  const isTotal = ([name]: string[]) => /, (?:MB|ms)$/.test(name!)
  const perPaper = lines.filter(isTotal).map(([name, before, after]) => {
    const value = (large.get(name!)! - small.get(name!)!) / grown
    const [what, unitOf] = [name!.replace(/, (?:MB|ms)$/, ''), name!.endsWith('MB') ? 'KB' : 'ms']
    return [what, before!, after!, `${figure(unitOf === 'KB' ? 1_000 * value : value)} ${unitOf}`]
  })
  const headed = counts.map((count) => `${count.toLocaleString('en')} papers`)
  return [
    table(['all together, MB or ms', ...headed, 'a paper more'], perPaper),
    table(
      ['', ...headed],
      lines.filter((line) => !isTotal(line)).map((line) => line.slice(0, 3)),
    ),
  ].join('\n\n')
}

async function measure(url: string, count: number, settings: Settings): Promise<Figures> {
  const figures: Figures = new Map()
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    tell(`${count.toLocaleString('en')} papers: ${name}`)
    const started = performance.now()
    const result = await work()
    figures.set(`${name}, ms`, performance.now() - started)
    return result
  }
  const megabytes = (name: string, bytes: number) => figures.set(`${name}, MB`, bytes / 1e6)

  const model = readModel(settings.config.model)
  const { db, close } = await databaseWithPgvector(url)
  await migrate(db)
  const folders = ['made', 'fetched'].map((name) => join(settings.workFolder, 'shared', name))
  const [made, fetched] = folders as [string, string]
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
  try {
    const corpus = corpusIn(db, () => new Date())
    const records = await firstPapers(largeFile(settings.dataFolder), count)
    await timed('storing papers', async () => {
      for (let at = 0; at < count; at += 500) await corpus.save(records.slice(at, at + 500))
    })
    await timed('listing what is to be embedded', () => enqueueMissing(db, model.fingerprint))
    await timed('claiming and storing, beside embedding', () => finishAll(db, model))
    await timed('pgvector: rows and graph', () => fillVectorTable(db, model))
    const id = await timed('topics, map and snapshot', () => makeSnapshot(db, corpus, model, made))
    // The most so far: the larger collection comes last.
    figures.set('memory of who makes the snapshot, MB', process.resourceUsage().maxRSS / 1024)
    await timed('publishing', () => publishSnapshot(db, made, id))
    await timed('fetching', () => fetchSnapshot(db, fetched))

    megabytes('Postgres: papers and their names', await sizeOf(db, 'papers', 'aliases'))
    megabytes('Postgres: vectors and sentences', await sizeOf(db, 'embedded_texts'))
    megabytes('Postgres: pgvector, rows and graph', await sizeOf(db, `vectors_${model.fingerprint}`))
    megabytes('Postgres: its graph alone', await sizeOf(db, `vectors_${model.fingerprint}_graph`))
    megabytes('Postgres: the snapshot, published', await sizeOf(db, 'snapshot_parts'))
    const { files } = await readManifest(made, id)
    for (const name of FILES) megabytes(`snapshot: ${name}`, files[name].bytes)
    for (const mode of ['memory', 'pgvector'] as const) {
      tell(`memory of a service with ${mode}`)
      const { said } = await runScript('scripts/bench/shared-library.ts', [fetched, id, mode])
      figures.set(`memory with VECTOR_STORE=${mode}, MB`, Number(said))
    }
    await measureSearch(db, model, made, id, settings.queries, figures)
    return figures
  } finally {
    await close()
  }
}

/** As a worker does it, but that no text is embedded. */
async function finishAll(db: Database, model: Model): Promise<void> {
  const random = seeded(1)
  const middles = Array.from({ length: CLUSTERS }, () => randomUnit(model.dimensions, random))
  for (;;) {
    const options = { worker: 'bench', leaseSeconds: 60, count: CLAIMED }
    const jobs = await claimJobs(db, model.fingerprint, options)
    if (jobs.length === 0) return
    const finished = jobs.map((job) => {
      const middle = middles[Math.floor(random() * CLUSTERS)]!
      const vector = unit(middle.map((x) => x + 0.08 * (random() - 0.5)))
      const pieces = Int8Array.from(
        { length: piecesOf(job).length * model.dimensions },
        () => 255 * random() - 128,
      )
      return { hash: job.hash, vector: bytesOf(vector), pieces: bytesOf(pieces) }
    })
    await finishJobs(db, model.fingerprint, finished)
  }
}

function randomUnit(dimensions: number, random: Random): Float32Array {
  return unit(Float32Array.from({ length: dimensions }, () => random() - 0.5))
}

async function makeSnapshot(db: Database, corpus: Corpus, model: Model, folder: string): Promise<string> {
  // All texts are embedded: it is asked for the words of topics alone.
  const random = seeded(3)
  const embed = async () => randomUnit(model.dimensions, random)
  const embedder = { model, embed } as unknown as Embedder
  const embeddings = sharedEmbeddings(db, embedder, { threads: 1, worker: 'bench', leaseSeconds: 60 })
  const { snapshotId } = await rebuild(corpus, embedder, {
    indexFolder: folder,
    vectorsFolder: folder,
    threads: 1,
    embeddings,
    now: () => new Date(),
  })
  return snapshotId!
}

async function sizeOf(db: Database, ...names: readonly string[]): Promise<number> {
  const [found] = await db
    .select({ bytes: sql`sum(pg_total_relation_size(name::regclass))`.mapWith(Number) })
    .from(sql`unnest(${sql.param(names)}::text[]) as name`)
  return found!.bytes
}

/** Of stored vectors, moved a little, under filters that pass a share of all. */
async function measureSearch(
  db: Database,
  model: Model,
  folder: string,
  id: string,
  queryCount: number,
  figures: Figures,
): Promise<void> {
  const { vectors, manifest } = await readSnapshot(folder, id)
  const random = seeded(2)
  const exact = exactIndex(vectors)
  let numbers = new Uint32Array()
  await readSnapshot(folder, id, (rows) => {
    numbers = Uint32Array.from(rows.numbers)
    return exact
  })
  const search = pgvectorSearch(db, model, { vectors, numbers })
  for (const share of SHARES) {
    const within =
      share === 1
        ? undefined
        : Uint32Array.from(
            Array.from({ length: manifest.count }, (_, at) => at).filter(() => random() < share),
          )
    const took: number[] = []
    let [right, wanted] = [0, 0]
    for (let i = 0; i < queryCount; i++) {
      const near = row(vectors, Math.floor(random() * vectors.count))
      const query = unit(near.map((x) => x + 0.02 * (random() - 0.5)))
      const truth = exact.nearest(query, { count: 10, within }).map((neighbour) => neighbour.row)
      const started = performance.now()
      const found = await search.nearest(query, { count: 10, within })
      took.push(performance.now() - started)
      right += found.filter((neighbour) => truth.includes(neighbour.row)).length
      wanted += truth.length
    }
    const where = share === 1 ? 'all' : `${100 * share} % of all`
    figures.set(`pgvector: recall@10 among ${where}`, right / wanted)
    figures.set(`pgvector: a search among ${where}, median in ms of one client`, median(took))
  }
}
