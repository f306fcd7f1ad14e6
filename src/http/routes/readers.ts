/** `/v1/readers`: readers, what they said of papers, and what we recommend them. */
import {
  createReader,
  deleteReader,
  getReader,
  listReactions,
  listReaders,
  putReaction,
} from '../../db/readers.ts'
import { InvalidInput } from '../../errors.ts'
import { REACTION_KINDS, type Reader } from '../../reader.ts'
import {
  answers,
  Cursor,
  createRoute,
  FilterQuery,
  jsonBody,
  Limit,
  ListQuery,
  newRouter,
  Page,
  Reference,
  z,
} from '../contract.ts'
import { takeBack } from '../control.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { filterNamed, paperNamed } from '../named-papers.ts'
import { readerHistory } from '../reader-history.ts'
import { Recommendations, recommendationReply } from '../recommendation-reply.ts'
import type { Service } from '../service.ts'

const NAME_LENGTH_MAX = 200
const FUTURE_MAX_MS = 24 * 3_600_000

export const ReaderId = z
  .string()
  .regex(/^[0-9a-f]{32}$/, 'must be 32 hex digits')
  .openapi({ param: { name: 'id', in: 'path' }, example: '0123456789abcdef0123456789abcdef' })
export const ReaderParams = z.object({ id: ReaderId })
const ReactionParams = z.object({
  id: ReaderId,
  paperId: Reference.openapi({ param: { name: 'paperId', in: 'path' } }),
})

export const ReaderReply = z
  .object({
    id: z.string(),
    name: z.string(),
    createdAt: z.string().openapi({ format: 'date-time' }),
    strategy: z
      .string()
      .optional()
      .openapi({ description: 'What a backtest chose to make their lists; absent for the usual one.' }),
  })
  .openapi('Reader')
export const Kind = z.enum(REACTION_KINDS)
export const ReactionReply = z
  .object({
    paperId: z.string(),
    kind: Kind,
    weight: z.number(),
    at: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('Reaction')
const ReaderCursor = z.tuple([z.literal('u'), z.iso.datetime(), z.string().regex(/^[0-9a-f]{32}$/)])
const Done = { 204: { description: 'Done; nothing to say.' } }

const create = createRoute({
  method: 'post',
  path: '/',
  summary: 'Create a reader',
  description: 'The id is random and long: who knows it is the reader.',
  request: { body: jsonBody(z.strictObject({ name: z.string().trim().min(1).max(NAME_LENGTH_MAX) })) },
  responses: {
    ...answers('The reader.', ReaderReply, 400, 413, 415),
    201: { description: 'The new reader.', content: { 'application/json': { schema: ReaderReply } } },
  },
})
const list = createRoute({
  method: 'get',
  path: '/',
  summary: 'All readers, oldest first',
  request: { query: z.strictObject({ limit: Limit, cursor: Cursor.optional() }) },
  responses: answers('A page of readers.', z.object({ readers: z.array(ReaderReply), next: Page.next }), 400),
})
const one = createRoute({
  method: 'get',
  path: '/{id}',
  summary: 'One reader, with every reaction',
  request: { params: ReaderParams },
  responses: answers('The reader.', ReaderReply.extend({ reactions: z.array(ReactionReply) }), 400, 404),
})
const remove = createRoute({
  method: 'delete',
  path: '/{id}',
  summary: 'Delete a reader and everything they said',
  request: { params: ReaderParams },
  responses: { ...answers('', z.object({}), 400, 404), ...Done },
})
const react = createRoute({
  method: 'put',
  path: '/{id}/reactions/{paperId}',
  summary: 'Say like, save, read, dislike or hide of a paper',
  description:
    'A like or save takes back a dislike or hide of the same paper, and the other way round. Repeating a call changes nothing.',
  request: {
    params: ReactionParams,
    body: jsonBody(
      z.strictObject({
        kind: Kind,
        weight: z
          .number()
          .positive()
          .max(10)
          .default(1)
          .openapi({ description: 'How much it counts beside others.' }),
        at: z.iso.datetime({ offset: true }).optional().openapi({ description: 'When; now unless told.' }),
      }),
    ),
  },
  responses: answers('The reaction as it is kept.', ReactionReply, 400, 404, 413, 415, 503),
})
const unreact = createRoute({
  method: 'delete',
  path: '/{id}/reactions/{paperId}',
  summary: 'Take back what a reader said of a paper',
  request: {
    params: ReactionParams,
    query: z.strictObject({
      kind: Kind.optional().openapi({ description: 'Only this kind; all kinds when absent.' }),
    }),
  },
  responses: { ...answers('', z.object({}), 400, 404), ...Done },
})
const recommendations = createRoute({
  method: 'get',
  path: '/{id}/recommendations',
  summary: 'Papers recommended to a reader, with reasons',
  description:
    'Never a paper that the reader has reacted to. `because` names the history papers that caused a recommendation, with their share of its score.',
  request: {
    params: ReaderParams,
    query: z.strictObject({
      ...FilterQuery,
      ...ListQuery,
      interest: z
        .string()
        .regex(/^[0-9a-f]{12}$/, 'must be 12 hex digits')
        .optional()
        .openapi({ description: 'Id of an interest: only papers that it did most for.' }),
      limit: Limit,
      cursor: Cursor.optional(),
    }),
  },
  responses: answers('Best first.', Recommendations, 400, 404, 410, 503),
})

export const readers = (service: Service) =>
  newRouter()
    .openapi(create, async (c) => {
      const { name } = c.req.valid('json')
      return c.json(readerReply(await createReader(service.db, name, service.now(), service.randomId())), 201)
    })
    .openapi(list, async (c) => {
      const { limit, cursor } = c.req.valid('query')
      const place = cursor === undefined ? undefined : decodeCursor(cursor, ReaderCursor)
      const found = await listReaders(service.db, {
        after: place && { createdAt: new Date(place[1]), id: place[2] },
        limit: limit + 1,
      })
      const page = found.slice(0, limit)
      const last = page.at(-1)
      const next =
        found.length > limit && last ? encodeCursor(['u', last.createdAt.toISOString(), last.id]) : null
      return c.json({ readers: page.map(readerReply), next }, 200)
    })
    .openapi(one, async (c) => {
      const { id } = c.req.valid('param')
      const reader = await getReader(service.db, id)
      return c.json(
        { ...readerReply(reader), reactions: (await listReactions(service.db, id)).map(withTime) },
        200,
      )
    })
    .openapi(remove, async (c) => {
      await deleteReader(service.db, c.req.valid('param').id)
      return c.body(null, 204)
    })
    .openapi(react, async (c) => {
      const { id, paperId } = c.req.valid('param')
      const { kind, weight, at } = c.req.valid('json')
      const now = service.now()
      const when = at === undefined ? now : new Date(at)
      if (when.getTime() > now.getTime() + FUTURE_MAX_MS)
        throw new InvalidInput('at lies in the future', 'at')
      const paper = await paperNamed(service, paperId)
      const reaction = { paperId: paper.id, kind, weight, at: when }
      await putReaction(service.db, id, reaction)
      return c.json(withTime(reaction), 200)
    })
    .openapi(unreact, async (c) => {
      const { id, paperId } = c.req.valid('param')
      await getReader(service.db, id)
      await takeBack(service, id, paperId, c.req.valid('query').kind)
      return c.body(null, 204)
    })
    .openapi(recommendations, async (c) => {
      const library = service.library.get()
      const { id } = c.req.valid('param')
      const { limit, cursor, diversity, explore, bar, recencyDays, interest, fadingDays, ...filter } =
        c.req.valid('query')
      await getReader(service.db, id)
      const named = await filterNamed(service, library, filter)
      const history = await readerHistory(service, library, id)
      return c.json(
        await recommendationReply(
          library,
          { ...history, halfLifeDays: fadingDays },
          { question: ['for', id, filter], limit, cursor, diversity, explore, bar, recencyDays, interest },
          named,
        ),
        200,
      )
    })

export function readerReply({ createdAt, ...reader }: Reader) {
  return { ...reader, createdAt: createdAt.toISOString() }
}

export function withTime<T extends { at: Date }>(reaction: T): Omit<T, 'at'> & { at: string } {
  return { ...reaction, at: reaction.at.toISOString() }
}
