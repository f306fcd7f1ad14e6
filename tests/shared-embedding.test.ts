import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isNotNull, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { corpusIn } from '../src/corpus.ts'
import { oneAtATime } from '../src/db/build-lock.ts'
import { eachEmbedded } from '../src/db/embedded-texts.ts'
import {
  claimJobs,
  countJobs,
  type EmbeddingJob,
  enqueueMissing,
  finishJobs,
  renewLease,
} from '../src/db/embedding-jobs.ts'
import { type OpenDatabase, openDatabase } from '../src/db/open.ts'
import { embeddedTexts, embeddingJobs } from '../src/db/shared-tables.ts'
import { openEmbedder } from '../src/embed/embedder.ts'
import { piecesHash } from '../src/embed/paper-vectors.ts'
import { embeddingsInFolder } from '../src/folder-embeddings.ts'
import type { PaperRecord } from '../src/paper.ts'
import { seeded } from '../src/random.ts'
import { sharedEmbeddings } from '../src/shared-embeddings.ts'
import { environmentIn, run } from './support/commands.ts'
import { newDatabase, temporaryFolder } from './support/databases.ts'
import { MODEL, NOW } from './support/service.ts'

const WORDS = ['graph', 'attention', 'proof', 'retrieval', 'diffusion', 'kernel', 'policy']

function madeUpPapers(count: number, name = 'Paper'): PaperRecord[] {
  const random = seeded(count)
  const sentence = () =>
    `${Array.from({ length: 25 }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ')}.`
  return Array.from({ length: count }, (_, n) => ({
    title: `${name} number ${n}`,
    abstract: Array.from({ length: 6 }, sentence).join(' '),
    aliases: [],
  }))
}

if (inject('postgresUrl')) describe('embedding that is shared', () => tests())
else describe.skip('embedding that is shared: no postgres is installed on this machine', () => tests())

function tests() {
  const folder = temporaryFolder()
  const open: OpenDatabase[] = []
  const newPostgres = async () => {
    const where = await newDatabase('postgres', folder)
    const database = await openDatabase(where)
    open.push(database)
    const corpus = corpusIn(database.db, () => NOW)
    return { url: where.url!, db: database.db, corpus }
  }
  afterAll(async () => {
    for (const { close } of open) await close()
  })

  describe('as a list of jobs', () => {
    let shared: Awaited<ReturnType<typeof newPostgres>>
    const model = 'aaaaaaaaaaaaaaaa'
    const claim = (worker: string, count: number, leaseSeconds = 60) =>
      claimJobs(shared.db, model, { worker, leaseSeconds, count })
    const finished = (hash: string) => ({ hash, vector: Buffer.alloc(8), pieces: Buffer.alloc(2) })
    beforeAll(async () => {
      shared = await newPostgres()
      await shared.corpus.save([
        ...madeUpPapers(9),
        // What a hash could be mistaken in: nothing, several bytes a letter, a backslash, a title's end.
        { title: 'Ünïcode 😀 \\x00', abstract: '', aliases: [] },
        { title: 'a b', abstract: 'c', aliases: [] },
        { title: 'a', abstract: 'b c', aliases: [] },
      ])
      await enqueueMissing(shared.db, model)
    })

    it('has a job for each text, by the hash that files of vectors go by, however often it is asked for', async () => {
      await enqueueMissing(shared.db, model)
      expect(await countJobs(shared.db, model)).toBe(12)
      const hashes = await shared.db.select({ hash: embeddingJobs.hash }).from(embeddingJobs)
      const wanted: string[] = []
      for await (const paper of shared.corpus.each()) wanted.push(piecesHash(paper))
      expect(hashes.map(({ hash }) => hash).sort()).toEqual(wanted.sort())
    })

    it('gives a text to one worker at a time, also when many ask at once', async () => {
      const workers = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
      // Each on a connection that is there already, or they would come one after another.
      await Promise.all(workers.map(() => shared.db.execute(sql`select pg_sleep(0.1)`)))
      for (let round = 0; round < 20; round++) {
        await shared.db.update(embeddingJobs).set({ worker: null, leasedUntil: null })
        const claims = await Promise.all(workers.map((worker) => claim(worker, 3)))
        const hashes = claims.flat().map(({ hash }) => hash)
        expect(new Set(hashes).size).toBe(hashes.length)
        expect(claims.every((own) => own.length <= 3)).toBe(true)
        expect(await claim('i', 12)).toHaveLength(12 - hashes.length)
        expect(await claim('j', 12)).toEqual([])
      }
    })

    it('never has a worker wait for the claim of another', async () => {
      await shared.db.update(embeddingJobs).set({ worker: null, leasedUntil: null })
      await shared.db.transaction(async (tx) => {
        await tx.select().from(embeddingJobs).orderBy(embeddingJobs.hash).limit(2).for('update')
        expect(await claim('a', 12)).toHaveLength(10)
      })
      expect(await claim('b', 12)).toHaveLength(2)
    })

    it('gives it to another when the lease is over, unless it is renewed', async () => {
      await shared.db.update(embeddingJobs).set({ worker: null, leasedUntil: null })
      const lost = await claim('lost', 2, 1)
      const kept = await claim('kept', 2, 1)
      await renewLease(shared.db, { worker: 'kept', leaseSeconds: 60 })
      await sleep(1_100)
      const rest = await claim('next', 12)
      expect(rest).toHaveLength(10)
      expect(rest).toEqual(expect.arrayContaining(lost))
      expect(rest).not.toEqual(expect.arrayContaining(kept))
    })

    it('takes a job away with its vectors stored, and makes none of it again', async () => {
      await shared.db.update(embeddingJobs).set({ worker: null, leasedUntil: null })
      const [first, second] = await claim('a', 2)
      await finishJobs(shared.db, model, [finished(first!.hash)])
      // A worker that fell silent, and came back after another had done its work.
      await finishJobs(shared.db, model, [finished(first!.hash), finished(second!.hash)])
      await enqueueMissing(shared.db, model)
      expect(await countJobs(shared.db, model)).toBe(10)
      const stored: boolean[] = []
      for await (const { embedded } of eachEmbedded(shared.db, model, { batch: 5 })) stored.push(!!embedded)
      expect(stored).toHaveLength(12)
      expect(stored.filter(Boolean)).toHaveLength(2)
    })

    it('forgets a text that its paper does not have any more', async () => {
      await shared.db.update(embeddingJobs).set({ worker: null, leasedUntil: null })
      const [{ title }] = (await claim('a', 1)) as [EmbeddingJob]
      await shared.db.update(embeddingJobs).set({ worker: null, leasedUntil: null })
      await shared.corpus.save([{ title, abstract: 'Another one.', aliases: [] }])
      expect(await claim('a', 12)).toHaveLength(9)
      expect(await countJobs(shared.db, model)).toBe(9)
      await enqueueMissing(shared.db, model)
      expect(await claim('a', 12)).toMatchObject([{ title, abstract: 'Another one.' }])
    })
  })

  it('makes the vectors that a process alone makes', async () => {
    const { db, corpus } = await newPostgres()
    await corpus.save(madeUpPapers(5, 'Alone'))
    const embedder = openEmbedder(MODEL, { threads: 1, queueMax: 100, timeoutMs: 60_000 })
    const shared = sharedEmbeddings(db, embedder, { threads: 1, worker: 'one', leaseSeconds: 60 })
    const alone = embeddingsInFolder(corpus, embedder, { folder: join(folder, 'alone'), threads: 1 })
    const vectorsOf = async (embeddings: typeof alone) => {
      const found = []
      for await (const { paper, embedded } of embeddings.each()) found.push([paper.id, embedded])
      return found
    }
    const told: number[] = []
    const onProgress = (done: number) => told.push(done)
    expect(await shared.embedMissing({ onProgress, onMissing: (missing) => told.push(missing) })).toBe(5)
    expect([told[0], told.at(-1)]).toEqual([5, 5])
    expect(await shared.embedMissing({})).toBe(0)
    await alone.embedMissing({})
    expect(await vectorsOf(shared)).toEqual(await vectorsOf(alone))
    alone.close()
    await embedder.close()
  })

  it('is finished by three of four processes when the fourth is killed, nothing embedded twice', async () => {
    const { url, db, corpus } = await newPostgres()
    await corpus.save(madeUpPapers(60))
    // Notes each text that any process wants to store, also where it is there already.
    await db.execute(sql`create table attempts (hash text)`)
    await db.execute(sql`create function note_attempt() returns trigger language plpgsql
      as $$ begin insert into attempts values (new.hash); return new; end $$`)
    await db.execute(sql`create trigger noted before insert on embedded_texts
      for each row execute function note_attempt()`)
    const environment = environmentIn(folder, {
      DATABASE_URL: url,
      VECTORS_FOLDER: join(folder, 'no vectors'),
      EMBED_THREADS: '1',
      EMBED_LEASE_SECONDS: '2',
    })
    const workers = Array.from({ length: 4 }, () => run('scripts/embed.ts', [], environment))
    const holders = () =>
      db
        .select({ worker: embeddingJobs.worker, held: sql`count(*)`.mapWith(Number) })
        .from(embeddingJobs)
        .where(isNotNull(embeddingJobs.worker))
        .groupBy(embeddingJobs.worker)
    // Somewhere in the middle of it.
    await expect.poll(() => db.$count(embeddedTexts), { interval: 10, timeout: 30_000 }).toBeGreaterThan(15)
    const worker = (await holders())[0]!.worker!
    const victim = workers.find(({ pid }) => pid === Number(worker.split(' ').at(-2)))!
    victim.signal('SIGKILL')
    expect(await victim.ended).toBe('SIGKILL')
    const lost = (await holders()).find((holder) => holder.worker === worker)
    expect(lost?.held).toBeGreaterThan(0)

    const others = workers.filter((other) => other !== victim)
    expect(await Promise.all(others.map(({ ended }) => ended))).toEqual([0, 0, 0])
    const rows = await db.select({ hash: embeddedTexts.hash }).from(embeddedTexts)
    const { length: attempts } = await db.select({ hash: sql`hash` }).from(sql`attempts`)
    expect([rows.length, attempts, await countJobs(db, MODEL.fingerprint)]).toEqual([60, 60, 0])
    // Each says which snapshot is current, and it is the same.
    const snapshots = others.map((other) => /snapshot ([0-9a-f]{16}) of 60 papers/.exec(other.output())?.[1])
    expect(new Set(snapshots).size).toBe(1)
    expect(snapshots[0]).toBeDefined()
    // They embedded all but what the killed one had stored.
    const made = others.map((other) => Number(/(\d+) texts embedded/.exec(other.output())![1]))
    const total = made.reduce((sum, count) => sum + count, 0)
    expect(total).toBeGreaterThan(0)
    expect(total).toBeLessThanOrEqual(60)
    // One of them made the snapshot.
    expect(others.filter((other) => /indexing/.test(other.output()))).toHaveLength(1)
  })

  it('lets one process at a time make the snapshot', async () => {
    const { db } = await newPostgres()
    const { signal } = new AbortController()
    const order: string[] = []
    const work = async (name: string) => {
      order.push(`${name} begins`)
      await sleep(50)
      order.push(`${name} ends`)
      return name
    }
    const results = await Promise.all(['a', 'b'].map((name) => oneAtATime(db, () => work(name), { signal })))
    expect(results).toEqual(['a', 'b'])
    expect([order[0]![0], order[2]![0]]).toEqual([order[1]![0], order[3]![0]])
    const stopped = AbortSignal.abort()
    expect(await oneAtATime(db, () => work('c'), { signal: stopped })).toBeUndefined()
  })
}
