/**
 * The texts that are still to be embedded, shared out among processes and machines by one Postgres.
 *
 * A worker claims a few texts at a time (`FOR UPDATE SKIP LOCKED`, so that claims never wait for one
 * another) and holds them by a lease that it renews while it lives. A claim of a worker that was killed is
 * anybody's again when the lease is over. A text is finished in one transaction: its vectors stored, its job
 * gone; so it is embedded again only where its worker died or fell silent before that.
 *
 * A table instead of a queue's library, because there is one kind of job, it needs no schedule and no
 * second attempt of its own, and its result must be stored in the same transaction.
 *
 * Times are those of the database, so the machines' clocks need not agree.
 */
import { and, asc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { hashOfText } from './embedded-texts.ts'
import { type Database, papers } from './schema.ts'
import { embeddedTexts, embeddingJobs } from './shared-tables.ts'

export interface EmbeddingJob {
  readonly hash: string
  readonly title: string
  readonly abstract: string
}

export interface FinishedJob {
  readonly hash: string
  readonly vector: Uint8Array
  readonly pieces: Uint8Array
}

/** Any number will do, so long as nobody else locks it: `jobs` in ASCII. */
const ENQUEUE_LOCK = 0x6a6f6273

/**
 * Makes a job of each text of the collection that has no vectors by this model; of one that is a job
 * already, none.
 *
 * Cost: reads and hashes all texts, about 12 µs each.
 */
export async function enqueueMissing(db: Database, model: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`)
    // Whoever comes meanwhile finds the work done.
    await tx.execute(sql`select pg_advisory_xact_lock(${ENQUEUE_LOCK})`)
    await tx.execute(sql`
      insert into ${embeddingJobs} (model, hash, paper_id)
      select ${model}, ${hashOfText}, ${papers.id} from ${papers}
      where not exists (select from ${embeddedTexts}
        where ${embeddedTexts.model} = ${model} and ${embeddedTexts.hash} = ${hashOfText})
      on conflict do nothing`)
    // Or claims would be planned as those of an empty table.
    await tx.execute(sql`analyze ${embeddingJobs}`)
  })
}

/** How many texts are not finished, claimed ones among them. */
export async function countJobs(db: Database, model: string): Promise<number> {
  return db.$count(embeddingJobs, eq(embeddingJobs.model, model))
}

/**
 * Claims at most `count` texts that nobody holds.
 *
 * @param options.worker a name that no other process has
 * @param options.leaseSeconds how long they are the worker's unless it renews the lease
 */
export async function claimJobs(
  db: Database,
  model: string,
  { worker, leaseSeconds, count }: { worker: string; leaseSeconds: number; count: number },
): Promise<EmbeddingJob[]> {
  const unheld = or(isNull(embeddingJobs.leasedUntil), lt(embeddingJobs.leasedUntil, sql`now()`))
  // Not a subquery of the condition, which the planner may run more than once and so claim more.
  const free = db.$with('free').as(
    db
      .select({ hash: embeddingJobs.hash })
      .from(embeddingJobs)
      .where(and(eq(embeddingJobs.model, model), unheld))
      .orderBy(asc(embeddingJobs.hash))
      .limit(count)
      .for('update', { skipLocked: true }),
  )
  const claimed = await db
    .with(free)
    .update(embeddingJobs)
    .set({ worker, leasedUntil: leaseFromNow(leaseSeconds) })
    .where(and(eq(embeddingJobs.model, model), inArray(embeddingJobs.hash, db.select().from(free))))
    .returning({ hash: embeddingJobs.hash, paperId: embeddingJobs.paperId })
  if (claimed.length === 0) return []
  const texts = await db
    .select({ id: papers.id, hash: hashOfText, title: papers.title, abstract: papers.abstract })
    .from(papers)
    .where(sql`${papers.id} = any(${sql.param(claimed.map(({ paperId }) => paperId))})`)
  const jobs = new Map(texts.map(({ id: _, ...job }) => [job.hash, job]))
  // A paper that was changed since has another text, which is a job of its own.
  const gone = claimed.map(({ hash }) => hash).filter((hash) => !jobs.has(hash))
  if (gone.length > 0) await deleteJobs(db, model, gone)
  return claimed.flatMap(({ hash }) => jobs.get(hash) ?? [])
}

/** Holds on to all that a worker has claimed. */
export async function renewLease(
  db: Database,
  { worker, leaseSeconds }: { worker: string; leaseSeconds: number },
): Promise<void> {
  await db
    .update(embeddingJobs)
    .set({ leasedUntil: leaseFromNow(leaseSeconds) })
    .where(eq(embeddingJobs.worker, worker))
}

/** Gives back what a worker has claimed and will not finish. */
export async function releaseJobs(db: Database, worker: string): Promise<void> {
  await db
    .update(embeddingJobs)
    .set({ worker: null, leasedUntil: null })
    .where(eq(embeddingJobs.worker, worker))
}

/** Stores what was computed and takes the jobs away, both or neither. */
export async function finishJobs(
  db: Database,
  model: string,
  finished: readonly FinishedJob[],
): Promise<void> {
  if (finished.length === 0) return
  await db.transaction(async (tx) => {
    // A worker that fell silent for longer than its lease may have had a follower: both vectors are the same.
    await tx
      .insert(embeddedTexts)
      .values(finished.map((text) => ({ ...text, model })))
      .onConflictDoNothing()
    await deleteJobs(
      tx,
      model,
      finished.map(({ hash }) => hash),
    )
  })
}

async function deleteJobs(db: Database, model: string, hashes: readonly string[]): Promise<void> {
  await db
    .delete(embeddingJobs)
    .where(and(eq(embeddingJobs.model, model), sql`${embeddingJobs.hash} = any(${sql.param(hashes)})`))
}

const leaseFromNow = (seconds: number) => sql`now() + make_interval(secs => ${seconds})`
