/** `/v1/topics/changes`: what became of topics as the collection grew; and `/v1/topics/assign`. */

import { CHANGE_KINDS, type TopicRevision } from '../../topic-change.ts'
import { topicsOfVector } from '../../topics/of.ts'
import {
  answers,
  createRoute,
  jsonBody,
  newRouter,
  Page,
  TEXT_LENGTH_MAX,
  TopicBrief,
  TopicId,
  TopicOfPaperReply,
  wholeInQuery,
  z,
} from '../contract.ts'
import { vectorOfText } from '../named-papers.ts'
import type { Service } from '../service.ts'

const REVISIONS_SHOWN = 10
const REVISIONS_MAX = 50

const ChangeReply = z
  .object({
    kind: z.enum(CHANGE_KINDS),
    id: z.string(),
    label: z.string().openapi({ description: 'What it is called; of one that is gone, what it was called.' }),
    labelBefore: z.string().optional().openapi({ description: 'What it was called, where that is another.' }),
    papersBefore: z
      .int()
      .openapi({ description: 'When its size was last told; 0 of one that was not there.' }),
    papers: z.int().openapi({ description: '0 of one that is gone.' }),
    others: z.array(TopicBrief.extend({ papers: z.int() })).openapi({
      description:
        'Topics that had its papers before (born, merged), or have them now (died, split), and how many of them.',
    }),
  })
  .openapi('TopicChange')

const changes = createRoute({
  method: 'get',
  path: '/changes',
  summary: 'What became of topics: born, died, split, merged, grew, shrank, renamed',
  description:
    'By rebuild of the index, the newest first; rebuilds that changed no topic are not listed. A topic keeps its id while it is the same one. It grew or shrank where a tenth of its papers, three at least, came or went since that was last told.',
  request: {
    query: z.strictObject({
      since: z.iso
        .datetime({ offset: true })
        .optional()
        .openapi({ description: 'Only rebuilds after this moment, like 2025-11-10T08:00:00Z.' }),
      topic: TopicId.optional().openapi({ description: 'Only changes of this topic, or with papers of it.' }),
      kind: z.enum(CHANGE_KINDS).optional(),
      limit: wholeInQuery(1, REVISIONS_MAX)
        .default(REVISIONS_SHOWN)
        .openapi({ description: 'Rebuilds in the answer.' }),
    }),
  },
  responses: answers(
    'Newest first.',
    z.object({
      revisions: z.array(
        z.object({
          at: z.string().openapi({ format: 'date-time' }),
          papersBefore: z.int(),
          papers: z.int().openapi({ description: 'Of the collection.' }),
          changes: z.array(ChangeReply),
        }),
      ),
      reason: Page.reason,
      snapshot: Page.snapshot,
    }),
    400,
    503,
  ),
})

const assign = createRoute({
  method: 'post',
  path: '/assign',
  summary: 'The topics of a paper that the collection does not hold',
  description: 'By its nearest papers and the middles of topics; nothing is stored or rebuilt.',
  request: {
    body: jsonBody(
      z
        .strictObject({
          title: z.string().trim().max(1_000).default(''),
          abstract: z.string().trim().max(TEXT_LENGTH_MAX).default(''),
        })
        .refine(({ title, abstract }) => title !== '' || abstract !== '', {
          message: 'is empty; give a title, an abstract, or both',
          path: ['title'],
        }),
    ),
  },
  responses: answers(
    'Most probable first.',
    z.object({ topics: z.array(TopicOfPaperReply), reason: Page.reason, snapshot: Page.snapshot }),
    400,
    413,
    415,
    503,
  ),
})

export const topicChanges = (service: Service) =>
  newRouter()
    .openapi(changes, (c) => {
      const library = service.library.get()
      const { limit, ...asked } = c.req.valid('query')
      const { revisions: all } = library.topics.history
      const found = all
        .map((revision) => narrowed(revision, asked))
        .filter(({ changes }) => changes.length > 0)
      const revisions = found.slice(0, limit).map((revision) => ({
        ...revision,
        changes: revision.changes.map((change) => ({ ...change, others: [...change.others] })),
      }))
      const reason = found.length > 0 ? undefined : all.length > 0 ? 'no change is like that' : NO_CHANGES
      return c.json({ revisions, reason, snapshot: library.id }, 200)
    })
    .openapi(assign, async (c) => {
      const library = service.library.get()
      const vector = await vectorOfText(service, library, c.req.valid('json'))
      const topics = await topicsOfVector(library, vector)
      const reason = topics.length > 0 ? undefined : 'there are no topics yet: run `npm run ingest -- FILE`'
      return c.json({ topics, reason, snapshot: library.id }, 200)
    })

export const NO_CHANGES = 'no rebuild has changed a topic yet'

function narrowed(
  revision: TopicRevision,
  { since, topic, kind }: { since?: string; topic?: string; kind?: string },
): TopicRevision {
  const isLater = since === undefined || Date.parse(revision.at) > Date.parse(since)
  const changes = revision.changes.filter(
    (change) =>
      isLater &&
      (kind === undefined || change.kind === kind) &&
      (topic === undefined || change.id === topic || change.others.some(({ id }) => id === topic)),
  )
  return { ...revision, changes }
}
