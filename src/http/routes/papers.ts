/** `/v1/papers`: the papers themselves, and what is like one of them. */

import { cardOf } from '../../card.ts'
import { listPapers } from '../../db/papers.ts'
import { InvalidInput } from '../../errors.ts'
import { paperAsSubject } from '../../likeness.ts'
import { type Similar, similarPapers } from '../../similar.ts'
import { topicsOf } from '../../topics/of.ts'
import {
  answers,
  CardReply,
  Cursor,
  createRoute,
  Day,
  DiversityInQuery,
  FilterQuery,
  Limit,
  newRouter,
  Page,
  PaperParams,
  PaperReply,
  TopicBrief,
  z,
} from '../contract.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { filterNamed, paperNamed, rowNamed } from '../named-papers.ts'
import { plain } from '../plain.ts'
import { rankedPage, rankedReply } from '../ranked-page.ts'
import type { Service } from '../service.ts'
import { becauseOf, Facet, SimilarReply } from '../similar-reply.ts'

const ListCursor = z.tuple([z.literal('p'), Day.nullable(), z.string().regex(/^[0-9a-f]{40}$/)])

const list = createRoute({
  method: 'get',
  path: '/',
  summary: 'Papers, newest first',
  description: 'Undated papers come last; ties by id. The cursor stays valid while papers are added.',
  request: {
    query: z.strictObject({
      from: FilterQuery.from,
      to: FilterQuery.to,
      limit: Limit,
      cursor: Cursor.optional(),
    }),
  },
  responses: answers(
    'A page of papers.',
    z.object({ papers: z.array(CardReply), next: Page.next, reason: Page.reason }),
    400,
    503,
  ),
})

const one = createRoute({
  method: 'get',
  path: '/{id}',
  summary: 'One paper, by any of its names',
  request: { params: PaperParams },
  responses: answers('The paper.', PaperReply, 400, 404, 503),
})

const similar = createRoute({
  method: 'get',
  path: '/{id}/similar',
  summary: 'The papers most like one paper',
  description:
    'The score says how alike the two papers are, 1 for the same one: by their whole texts, sentence by sentence, by their titles and by the words that both use. Each paper says why.',
  request: {
    params: PaperParams,
    query: z.strictObject({
      facet: Facet.optional(),
      ...FilterQuery,
      diversity: DiversityInQuery,
      limit: Limit,
      cursor: Cursor.optional(),
    }),
  },
  responses: answers('Best first.', z.object({ papers: z.array(SimilarReply), ...Page }), 400, 404, 410, 503),
})

const topics = createRoute({
  method: 'get',
  path: '/{id}/topics',
  summary: 'The topics of one paper',
  description: 'The nearest topics, nearest first; the first one is the topic that the paper is counted in.',
  request: { params: PaperParams },
  responses: answers(
    'Nearest first.',
    z.object({
      topics: z.array(TopicBrief.extend({ similarity: z.number() })),
      reason: Page.reason,
      snapshot: Page.snapshot,
    }),
    400,
    404,
    503,
  ),
})

export const papers = (service: Service) =>
  newRouter()
    .openapi(list, async (c) => {
      const { papers: page, next, reason } = await paperPageOf(service, c.req.valid('query'))
      return c.json({ papers: page.map(cardOf), next, reason }, 200)
    })
    .openapi(one, async (c) => {
      const paper = await paperNamed(service, c.req.valid('param').id)
      return c.json({ ...cardOf(paper), ...plain(paper) }, 200)
    })
    .openapi(similar, async (c) => {
      const library = service.library.get()
      const { limit, cursor, diversity, facet, ...filter } = c.req.valid('query')
      const seed = await rowNamed(service, library, c.req.valid('param').id)
      const named = await filterNamed(service, library, filter)
      const exclude = new Set([seed])
      const page = await rankedPage(
        library,
        { question: ['similar', seed, facet, filter], limit, cursor, diversity },
        (count) =>
          similarPapers(library, [paperAsSubject(library, seed, facet)], { ...named, count, exclude }),
      )
      const reasonIfEmpty =
        library.count < 2 ? 'the collection holds no other paper' : 'no other paper passes the filter'
      const extra = ({ row, compared }: Similar) =>
        compared ? { because: becauseOf(library, seed, row) } : {}
      return c.json(rankedReply(library, page, { reasonIfEmpty, extra }), 200)
    })
    .openapi(topics, async (c) => {
      const library = service.library.get()
      const at = await rowNamed(service, library, c.req.valid('param').id)
      return c.json({ topics: topicsOf(library, at), snapshot: library.id }, 200)
    })

/** A page of papers as both the route and the front page answer it, newest first. */
export async function paperPageOf(
  service: Service,
  { from, to, limit, cursor }: { from?: string; to?: string; limit: number; cursor?: string },
) {
  if (from && to && from > to) throw new InvalidInput(`from ${from} is later than to ${to}`, 'from')
  const place = cursor === undefined ? undefined : decodeCursor(cursor, ListCursor)
  const after = place && { publishedOn: place[1], id: place[2] }
  // One more than asked tells whether there is a next page.
  const found = await listPapers(service.db, { from, to, after, limit: limit + 1 })
  const page = found.slice(0, limit)
  const last = page.at(-1)
  const next = found.length > limit && last ? encodeCursor(['p', last.publishedOn ?? null, last.id]) : null
  const reason =
    page.length > 0
      ? undefined
      : cursor
        ? 'there are no more papers'
        : from || to
          ? 'no paper was published in that range'
          : 'there are no papers yet: run `npm run ingest -- FILE`'
  return { papers: page, next, reason }
}
