/** `POST /v1/similar`: the papers most like several papers and a text, together. */
import { InvalidInput } from '../../errors.ts'
import { paperAsSubject } from '../../likeness.ts'
import { type Similar, similarPapers } from '../../similar.ts'
import {
  answers,
  createRoute,
  FilterBody,
  jsonBody,
  newRouter,
  Page,
  Reference,
  TEXT_LENGTH_MAX,
  z,
} from '../contract.ts'
import { filterNamed, rowsNamed, subjectOfText } from '../named-papers.ts'
import { rankedPage, rankedReply } from '../ranked-page.ts'
import type { Service } from '../service.ts'
import { becauseOf, Facet, ReasonsInBody, SimilarReply } from '../similar-reply.ts'

const SEEDS_MAX = 50

const similarToAll = createRoute({
  method: 'post',
  path: '/',
  summary: 'The papers most like several papers, a pasted text, or both',
  description:
    'The score says how alike a paper and the seed are, 1 for the same paper: by their whole texts, sentence by sentence, by their titles and by the words that both use. For several seeds it is the log-mean-exp of their scores (β = 10), which lies between the mean and the largest. With `candidates`, those papers alone are ranked. For one paper without a text, each paper says why, unless `reasons` is false.',
  request: {
    body: jsonBody(
      z.strictObject({
        papers: z.array(Reference).max(SEEDS_MAX).default([]),
        text: z
          .string()
          .trim()
          .min(1)
          .max(TEXT_LENGTH_MAX)
          .optional()
          .openapi({ description: 'An abstract, a title, a paragraph.' }),
        facet: Facet.optional(),
        reasons: ReasonsInBody,
        ...FilterBody,
      }),
    ),
  },
  responses: answers(
    'Best first.',
    z.object({ papers: z.array(SimilarReply), ...Page }),
    400,
    404,
    410,
    413,
    415,
    503,
  ),
})

export const similar = (service: Service) =>
  newRouter().openapi(similarToAll, async (c) => {
    const library = service.library.get()
    const { papers, text, limit, cursor, diversity, facet, reasons, ...filter } = c.req.valid('json')
    if (papers.length === 0 && text === undefined)
      throw new InvalidInput('papers and text are both missing; give at least one', 'papers')
    const rows = await rowsNamed(service, library, papers)
    const named = await filterNamed(service, library, filter)
    const seeds = rows.map((at) => paperAsSubject(library, at, facet))
    if (text !== undefined) seeds.push(await subjectOfText(service, library, text, facet))
    const exclude = new Set(rows)
    const page = await rankedPage(
      library,
      { question: ['similar to all', rows, text, facet, filter], limit, cursor, diversity },
      (count) => similarPapers(library, seeds, { ...named, count, exclude }),
    )
    const [only] = reasons && seeds.length === 1 ? rows : []
    const because = only === undefined ? undefined : becauseOf(library, only)
    const extra = ({ row, compared }: Similar) => (compared && because ? { because: because(row) } : {})
    return c.json(
      rankedReply(library, page, { reasonIfEmpty: 'no other paper passes the filter', extra }),
      200,
    )
  })
