/**
 * The tables by which machines that share a Postgres work for one another. What is in them can be worked out
 * again: they can be emptied at any time.
 */
import { sql } from 'drizzle-orm'
import { char, index, integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { bytes, momentIfAny } from './columns.ts'
import { papers } from './schema.ts'

/** Texts that some machine has embedded: see embedded-texts.ts. */
export const embeddedTexts = pgTable(
  'embedded_texts',
  {
    number: integer('number').primaryKey().generatedAlwaysAsIdentity(),
    /** Fingerprint of the model. */
    model: char('model', { length: 16 }).notNull(),
    hash: char('hash', { length: 32 }).notNull(),
    /** D float32, little-endian. */
    vector: bytes('vector').notNull(),
    /** (pieces × D) int8. */
    pieces: bytes('pieces').notNull(),
  },
  (table) => [unique('embedded_texts_text').on(table.model, table.hash)],
)

/** Texts that are to be embedded, and who is at it: see embedding-jobs.ts. */
export const embeddingJobs = pgTable(
  'embedding_jobs',
  {
    model: char('model', { length: 16 }).notNull(),
    hash: char('hash', { length: 32 }).notNull(),
    paperId: char('paper_id', { length: 40 })
      .notNull()
      .references(() => papers.id, { onDelete: 'cascade' }),
    worker: text('worker'),
    leasedUntil: momentIfAny('leased_until'),
  },
  (table) => [
    primaryKey({ columns: [table.model, table.hash] }),
    index('embedding_jobs_paper').on(table.paperId),
    // Of the few that are held.
    index('embedding_jobs_worker').on(table.worker).where(sql`${table.worker} is not null`),
  ],
)

/** Snapshots that any machine may fetch, the newest last: see published.ts. */
export const publishedSnapshots = pgTable('published_snapshots', {
  number: integer('number').primaryKey().generatedAlwaysAsIdentity(),
  id: char('id', { length: 16 }).notNull(),
  /** As JSON: which files there are, each with its sha256. */
  manifest: text('manifest').notNull(),
})

/** Their files, each under its sha256, in parts. */
export const snapshotParts = pgTable(
  'snapshot_parts',
  {
    file: char('file', { length: 64 }).notNull(),
    part: integer('part').notNull(),
    sha256: char('sha256', { length: 64 }).notNull(),
    bytes: bytes('bytes').notNull(),
  },
  (table) => [primaryKey({ columns: [table.file, table.part] })],
)
