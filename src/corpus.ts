/**
 * The papers as offline scripts see them: something to add to and to read through.
 *
 * Usually that is the database. While a service runs on the embedded one, which only one process
 * may open, it is the service's door (door.ts).
 */
import { corpusRevision, eachPaper } from './db/papers.ts'
import { type SaveReport, savePapers } from './db/save-papers.ts'
import type { Database } from './db/schema.ts'
import { listTopicEdits } from './db/topic-edits.ts'
import type { Manifest } from './index/manifest.ts'
import type { Paper, PaperRecord } from './paper.ts'
import { digestOfEdits, type TopicEdit } from './topic-edit.ts'

export interface Corpus {
  /** Saves some hundred records at a time: all of them or none. */
  save(records: readonly PaperRecord[]): Promise<SaveReport>
  /** All papers in order of id. */
  each(): AsyncIterable<Paper>
  /** What people said of topics, the oldest first. */
  topicEdits(): Promise<TopicEdit[]>
  /** None of these moves while no paper changes and nothing more is said of topics. */
  revision(): Promise<Manifest['corpus']>
}

/** Papers read from the database at a time: a few milliseconds each for the embedded one. */
const BATCH = 200

export function corpusIn(db: Database, now: () => Date): Corpus {
  return {
    save: (records) => savePapers(db, records, now()),
    each: () => eachPaper(db, { batch: BATCH }),
    topicEdits: async () =>
      (await listTopicEdits(db)).map(({ id, verdict, parts }) => ({ id, verdict, parts })),
    revision: async () => ({
      ...(await corpusRevision(db)),
      topicEdits: digestOfEdits(await listTopicEdits(db)),
    }),
  }
}
