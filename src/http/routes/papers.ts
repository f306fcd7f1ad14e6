/** `/v1/papers`: the papers themselves, and what is like one of them. */

import { cardOf } from '../../card.ts'
import { CITATION_FILES, CITATION_FORMATS, cite, fileNameOf } from '../../citation.ts'
import { listPapers } from '../../db/papers.ts'
import { InvalidInput } from '../../errors.ts'
import { similarToPaper } from '../../similar.ts'
import { isOutlier, topicsOf } from '../../topics/of.ts'
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
  Reference,
  TopicOfPaperReply,
  z,
} from '../contract.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { keptAnswers } from '../kept-answers.ts'
import { filterNamed, paperNamed, rowNamed } from '../named-papers.ts'
import { pathReply, StepReply } from '../path-reply.ts'
import { plain } from '../plain.ts'
import { rankedPage } from '../ranked-page.ts'
import type { Service } from '../service.ts'
import { Facet, ReasonsInQuery, SimilarReply } from '../similar-reply.ts'
import { similarText } from '../similar-text.ts'

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
    'The score says how alike the two papers are, 1 for the same one: by their whole texts, sentence by sentence, by their titles and by the words that both use. Each paper says why, unless `reasons` is false.',
  request: {
    params: PaperParams,
    query: z.strictObject({
      facet: Facet.optional(),
      ...FilterQuery,
      diversity: DiversityInQuery,
      reasons: ReasonsInQuery,
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
  description:
    'The topic that the paper is counted in, then the next most probable ones. An outlier is counted in none.',
  request: { params: PaperParams },
  responses: answers(
    'Most probable first.',
    z.object({
      topics: z.array(TopicOfPaperReply),
      outlier: z.boolean(),
      reason: Page.reason,
      snapshot: Page.snapshot,
    }),
    400,
    404,
    503,
  ),
})

const citation = createRoute({
  method: 'get',
  path: '/{id}/citation',
  summary: 'The paper as other programs cite it',
  request: {
    params: PaperParams,
    query: z.strictObject({
      format: z
        .enum(CITATION_FORMATS)
        .default('bibtex')
        .openapi({ description: '`csl` is CSL-JSON, as Zotero and Pandoc read it.' }),
    }),
  },
  responses: {
    ...answers('A file.', z.string(), 400, 404, 503),
    200: {
      description: 'A file with one entry.',
      content: Object.fromEntries(
        Object.values(CITATION_FILES).map(({ type }) => [type, { schema: z.string() }]),
      ),
    },
  },
})

const path = createRoute({
  method: 'get',
  path: '/{id}/path',
  summary: 'A chain of papers from one paper to another, each like the next',
  description:
    'The cheapest path in the graph of nearest neighbours, where a step costs (1 − cosine)²: many small steps rather than one large.',
  request: {
    params: PaperParams,
    query: z.strictObject({ to: Reference.openapi({ description: 'Any name of the paper to end at.' }) }),
  },
  responses: answers(
    'From the one to the other, both included.',
    z.object({
      papers: z.array(StepReply),
      reason: Page.reason,
      snapshot: Page.snapshot,
    }),
    400,
    404,
    503,
  ),
})

/** 4,000 answers of twenty papers. */
const KEPT_BYTES = 64 * 1024 * 1024

export const papers = (service: Service) => {
  const kept = keptAnswers(KEPT_BYTES)
  return newRouter()
    .openapi(citation, async (c) => {
      const { format } = c.req.valid('query')
      const paper = await paperNamed(service, c.req.valid('param').id)
      const { type, extension } = CITATION_FILES[format]
      return c.body(cite([paper], format), 200, {
        'Content-Type': `${type}; charset=utf-8`,
        'Content-Disposition': `attachment; filename="${fileNameOf(paper)}.${extension}"`,
      })
    })
    .openapi(path, async (c) => {
      const library = service.library.get()
      const from = await rowNamed(service, library, c.req.valid('param').id)
      const to = await rowNamed(service, library, c.req.valid('query').to)
      return c.json(pathReply(library, from, to), 200)
    })
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
      const { limit, cursor, diversity, facet, reasons, from, to, topic } = c.req.valid('query')
      const filter = { from, to, topic }
      const seed = await rowNamed(service, library, c.req.valid('param').id)
      const named = await filterNamed(service, library, filter)
      const reply = async () => {
        const page = await rankedPage(
          library,
          { question: ['similar', seed, facet, filter], limit, cursor, diversity },
          (count) => similarToPaper(library, seed, { ...named, facet, count }),
        )
        const reasonIfEmpty =
          library.count < 2 ? 'the collection holds no other paper' : 'no other paper passes the filter'
        return similarText(library, seed, page, { reasons, reasonIfEmpty })
      }
      return kept.send(c, library, [seed, facet, filter, diversity, reasons, limit, cursor], reply)
    })
    .openapi(topics, async (c) => {
      const library = service.library.get()
      const at = await rowNamed(service, library, c.req.valid('param').id)
      const topics = topicsOf(library, at)
      return c.json({ topics, outlier: isOutlier(library, at), snapshot: library.id }, 200)
    })
}

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
