/** `/v1/topics`: merging and splitting by hand, and taking that back. */
import { addTopicEdit, deleteTopicEdit, listTopicEdits, type StoredTopicEdit } from '../../db/topic-edits.ts'
import type { Library } from '../../library.ts'
import { TOPIC_VERDICTS, type TopicEdit } from '../../topic-edit.ts'
import { mergeOf, splitOf } from '../../topics/edit.ts'
import { answers, CardReply, createRoute, jsonBody, newRouter, TopicBrief, TopicId, z } from '../contract.ts'
import { topicNamed } from '../named-papers.ts'
import type { Service } from '../service.ts'

const PARTS_MAX = 20

const EditReply = z
  .object({
    id: z.string(),
    verdict: z.enum(TOPIC_VERDICTS).openapi({ description: '`together` of a merge, `apart` of a split.' }),
    createdAt: z.string().openapi({ format: 'date-time' }),
    parts: z
      .array(z.object({ topic: TopicBrief.optional(), papers: z.array(CardReply) }))
      .openapi({ description: 'By which papers each part is found, and the topic that they are in now.' }),
    carriedOut: z.boolean().openapi({
      description: 'Whether the index in use goes by it; else the next `npm run embed` does it.',
    }),
  })
  .openapi('TopicEdit')

const EditId = z
  .string()
  .regex(/^[0-9a-f]{32}$/, 'must be 32 hex digits')
  .openapi({ param: { name: 'editId', in: 'path' } })
const TopicParams = z.object({ id: TopicId.openapi({ param: { name: 'id', in: 'path' } }) })

const list = createRoute({
  method: 'get',
  path: '/edits',
  summary: 'What was merged and split by hand, the oldest first',
  responses: answers('All of it.', z.object({ edits: z.array(EditReply) }), 503),
})
const merge = createRoute({
  method: 'post',
  path: '/merge',
  summary: 'Make some topics one, from the next rebuild on',
  description: 'It holds whatever comes into the collection, until it is taken back.',
  request: { body: jsonBody(z.strictObject({ topics: z.array(TopicId).min(2).max(PARTS_MAX) })) },
  responses: answers('The edit.', EditReply, 400, 404, 413, 415, 503),
})
const split = createRoute({
  method: 'post',
  path: '/{id}/split',
  summary: 'Make a topic several, from the next rebuild on',
  description: 'The parts are those that it falls into in the tree.',
  request: {
    params: TopicParams,
    body: jsonBody(
      z.strictObject({
        into: z.int().min(2).max(PARTS_MAX).default(2).openapi({ description: 'How many parts.' }),
      }),
    ),
  },
  responses: answers('The edit.', EditReply, 400, 404, 413, 415, 503),
})
const unedit = createRoute({
  method: 'delete',
  path: '/edits/{editId}',
  summary: 'Take a merge or a split back, from the next rebuild on',
  request: { params: z.object({ editId: EditId }) },
  responses: { ...answers('', z.object({}), 400, 404), 204: { description: 'It is taken back.' } },
})

export const topicEdits = (service: Service) =>
  newRouter()
    .openapi(list, async (c) => c.json({ edits: await topicEditReplies(service) }, 200))
    .openapi(merge, async (c) => {
      const library = service.library.get()
      const topics = c.req.valid('json').topics.map((id) => topicNamed(library, id))
      return c.json(replyOf(library, await keepEdit(service, mergeOf(library, topics))), 200)
    })
    .openapi(split, async (c) => {
      const library = service.library.get()
      const topic = topicNamed(library, c.req.valid('param').id)
      const { into } = c.req.valid('json')
      return c.json(replyOf(library, await keepEdit(service, splitOf(library, topic, into))), 200)
    })
    .openapi(unedit, async (c) => {
      await deleteTopicEdit(service.db, c.req.valid('param').editId)
      return c.body(null, 204)
    })

/** What was said by hand, with the topics that it is about now. */
export async function topicEditReplies(service: Service) {
  const library = service.library.get()
  return (await listTopicEdits(service.db)).map((edit) => replyOf(library, edit))
}

/** Keeps what was said; a rebuild carries it out. */
export async function keepEdit(service: Service, said: Omit<TopicEdit, 'id'>): Promise<StoredTopicEdit> {
  const edit = { ...said, id: service.randomId(), createdAt: service.now() }
  await addTopicEdit(service.db, edit, edit.createdAt)
  return edit
}

function replyOf(library: Library, { id, verdict, createdAt, parts }: StoredTopicEdit) {
  const { topics, assignment, edits } = library.topics
  return {
    id,
    verdict,
    createdAt: createdAt.toISOString(),
    parts: parts.map((ids) => {
      const rows = ids.flatMap((paper) => library.rowOf(paper) ?? [])
      const topic = rows.length === 0 ? undefined : topics[assignment[rows[0]!]!]
      return {
        topic: topic && { id: topic.id, label: topic.label },
        papers: rows.map((at) => library.cards[at]!),
      }
    }),
    carriedOut: edits.some((edit) => edit.id === id),
  }
}
