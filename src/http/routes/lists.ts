/**
 * `/v1/readers/{id}/lists`: recommendations that are kept as they were shown, and what the reader did
 * with them.
 */
import { listLists, putList, putResponse } from '../../db/impressions.ts'
import { getReader } from '../../db/readers.ts'
import { comparisonOf } from '../../impression.ts'
import { STRATEGY_NAMES, strategyOf } from '../../recommend/strategies.ts'
import { comparedReply } from '../compared-reply.ts'
import {
  answers,
  Cursor,
  createRoute,
  FilterBody,
  jsonBody,
  ListBody,
  newRouter,
  Page,
  Reference,
  wholeInQuery,
  z,
} from '../contract.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { filterNamed, paperNamed } from '../named-papers.ts'
import { readerHistory } from '../reader-history.ts'
import { Recommendations, RecommendedReply, recommendationReply } from '../recommendation-reply.ts'
import type { Service } from '../service.ts'
import { ResponseKind, ShownListReply, shownListReply } from '../shown-list.ts'
import { ReaderId, ReaderParams } from './readers.ts'

/** Each may hold 500 papers. */
const LISTS_MAX = 100

const ListCursor = z.tuple([z.literal('l'), z.iso.datetime(), z.string().regex(/^[0-9a-f]{32}$/)])

const Strategy = z.enum(STRATEGY_NAMES)
/** Interests and reasons would tell which strategy picked a paper. */
const ListedReply = RecommendedReply.partial({
  interest: true,
  probability: true,
  shared: true,
  distinctive: true,
}).openapi('ListedPaper', {
  description: 'As recommended; with `compare` without `interest`, `probability` and reasons.',
})
const ResponseReply = z
  .object({ paperId: z.string(), kind: ResponseKind, at: z.string().openapi({ format: 'date-time' }) })
  .openapi('Response')

const make = createRoute({
  method: 'post',
  path: '/{id}/lists',
  summary: 'Recommendations to a reader, kept as a list that can be responded to',
  description:
    'The papers are those of the recommendations, in one page. With `compare`, two strategies pick them in turn (team-draft interleaving), and neither scores nor reasons tell which picked what; what the reader responds to is counted for the strategy that picked it.',
  request: {
    params: ReaderParams,
    body: jsonBody(
      z
        .strictObject({
          ...FilterBody,
          ...ListBody,
          compare: z
            .tuple([Strategy, Strategy])
            .refine(([one, other]) => one !== other, 'names one strategy twice')
            .optional()
            .openapi({ description: 'Two strategies, in any order.', example: ['kindred', 'mean'] }),
        })
        .omit({ cursor: true }),
    ),
  },
  responses: answers(
    'Best first, with the id of the list.',
    Recommendations.partial({ interests: true, rules: true }).extend({
      list: z.string(),
      papers: z.array(ListedReply),
    }),
    400,
    404,
    413,
    415,
    503,
  ),
})
const respond = createRoute({
  method: 'post',
  path: '/{id}/lists/{listId}/responses',
  summary: 'Say what the reader did with a paper of a list',
  description:
    'A reaction is also kept as such. It replaces what was said of the paper in this list before; `open` counts where nothing was.',
  request: {
    params: z.object({
      id: ReaderId,
      listId: z
        .string()
        .regex(/^[0-9a-f]{32}$/, 'must be 32 hex digits')
        .openapi({ param: { name: 'listId', in: 'path' } }),
    }),
    body: jsonBody(z.strictObject({ paper: Reference, kind: ResponseKind })),
  },
  responses: answers('The response as it is kept.', ResponseReply, 400, 404, 413, 415, 503),
})
const list = createRoute({
  method: 'get',
  path: '/{id}/lists',
  summary: 'The lists that a reader was shown, newest first, with the responses',
  request: {
    params: ReaderParams,
    query: z.strictObject({
      limit: wholeInQuery(1, LISTS_MAX)
        .default(20)
        .openapi({ type: 'integer', minimum: 1, maximum: LISTS_MAX, description: 'Lists in the answer.' }),
      cursor: Cursor.optional(),
    }),
  },
  responses: answers(
    'A page of lists.',
    z.object({ lists: z.array(ShownListReply), next: Page.next }),
    400,
    404,
  ),
})

export const lists = (service: Service) =>
  newRouter()
    .openapi(make, async (c) => {
      const library = service.library.get()
      const { id: readerId } = c.req.valid('param')
      const { compare, limit, diversity, explore, bar, recencyDays, fadingDays, ...filter } =
        c.req.valid('json')
      await getReader(service.db, readerId)
      const named = await filterNamed(service, library, filter)
      const history = {
        ...(await readerHistory(service, library, readerId)),
        halfLifeDays: fadingDays,
      }
      const id = service.randomId()
      // In alphabetical order: whichever way two strategies are named, it is one experiment.
      const pair = compare?.toSorted() as typeof compare
      const options = { limit, diversity, explore, bar, recencyDays }
      const { reply, teams } = pair
        ? await comparedReply(library, history, { pair, id, ...options }, named)
        : {
            reply: await recommendationReply(library, history, { question: [], ...options }, named),
            teams: [],
          }
      await putList(service.db, readerId, {
        id,
        strategy: pair ? comparisonOf(pair) : strategyOf(history),
        snapshot: library.id,
        madeAt: service.now(),
        papers: reply.papers.map((paper, place) => ({ paperId: paper.id, team: teams[place] })),
      })
      // One page: a next one would be another list.
      return c.json({ ...reply, list: id, next: null }, 200)
    })
    .openapi(respond, async (c) => {
      const { id, listId } = c.req.valid('param')
      const { paper: reference, kind } = c.req.valid('json')
      const paper = await paperNamed(service, reference)
      const response = { paperId: paper.id, kind, at: service.now() }
      await putResponse(service.db, id, listId, response)
      return c.json({ ...response, at: response.at.toISOString() }, 200)
    })
    .openapi(list, async (c) => {
      const { id } = c.req.valid('param')
      const { limit, cursor } = c.req.valid('query')
      await getReader(service.db, id)
      const place = cursor === undefined ? undefined : decodeCursor(cursor, ListCursor)
      const found = await listLists(service.db, id, {
        after: place && { madeAt: new Date(place[1]), id: place[2] },
        limit: limit + 1,
      })
      const page = found.slice(0, limit)
      const last = page.at(-1)
      const next =
        found.length > limit && last ? encodeCursor(['l', last.madeAt.toISOString(), last.id]) : null
      return c.json({ lists: page.map(shownListReply), next }, 200)
    })
