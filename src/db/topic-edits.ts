/** What people said of topics, kept until it is taken back. */
import { asc, eq } from 'drizzle-orm'
import { NotFound } from '../errors.ts'
import type { TopicEdit } from '../topic-edit.ts'
import type { Database } from './schema.ts'
import { topicEdits } from './topic-schema.ts'

export interface StoredTopicEdit extends TopicEdit {
  readonly createdAt: Date
}

/** The oldest first. */
export async function listTopicEdits(db: Database): Promise<StoredTopicEdit[]> {
  return db.select().from(topicEdits).orderBy(asc(topicEdits.createdAt), asc(topicEdits.id))
}

export async function addTopicEdit(db: Database, edit: TopicEdit, now: Date): Promise<void> {
  await db.insert(topicEdits).values({ ...edit, createdAt: now })
}

/** @throws NotFound */
export async function deleteTopicEdit(db: Database, id: string): Promise<void> {
  const gone = await db.delete(topicEdits).where(eq(topicEdits.id, id)).returning({ id: topicEdits.id })
  if (gone.length === 0)
    throw new NotFound(`no edit ${JSON.stringify(id)}: \`GET /v1/topics/edits\` names those there are`)
}
