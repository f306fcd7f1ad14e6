/** The table of what people said of topics. */
import { char, check, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { TOPIC_VERDICTS, type TopicEdit } from '../topic-edit.ts'
import { moment, oneOf } from './columns.ts'

/** It belongs to the collection, not to a reader. */
export const topicEdits = pgTable(
  'topic_edits',
  {
    id: char('id', { length: 32 }).primaryKey(),
    verdict: text('verdict', { enum: TOPIC_VERDICTS }).notNull(),
    parts: jsonb('parts').$type<TopicEdit['parts']>().notNull(),
    createdAt: moment('created_at'),
  },
  (table) => [
    index('topic_edits_oldest_first').on(table.createdAt, table.id),
    check('topic_edits_verdict', oneOf('verdict', TOPIC_VERDICTS)),
  ],
)
