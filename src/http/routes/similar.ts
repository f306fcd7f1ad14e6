/** `POST /v1/similar`: the papers most like several papers and a text, together. */
import { InvalidInput } from '../../errors.ts'
import { similarPapers } from '../../similar.ts'
import { row } from '../../vector.ts'
import {
  answers,
  createRoute,
  FilterBody,
  jsonBody,
  newRouter,
  Page,
  RankedReply,
  Reference,
  TEXT_LENGTH_MAX,
  z,
} from '../contract.ts'
import { filterNamed, rowsNamed, vectorOfText } from '../named-papers.ts'
import { rankedPage, rankedReply } from '../ranked-page.ts'
import type { Service } from '../service.ts'

const SEEDS_MAX = 50

const similarToAll = createRoute({
  method: 'post',
  path: '/',
  summary: 'The papers most like several papers, a pasted text, or both',
  description:
    'The score is the cosine for one seed, and for several the log-mean-exp of the cosines (β = 10), which lies between their mean and their maximum. With `candidates`, those papers alone are ranked.',
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
        ...FilterBody,
      }),
    ),
  },
  responses: answers(
    'Best first.',
    z.object({ papers: z.array(RankedReply), ...Page }),
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
    const { papers, text, limit, cursor, diversity, ...filter } = c.req.valid('json')
    if (papers.length === 0 && text === undefined)
      throw new InvalidInput('papers and text are both missing; give at least one', 'papers')
    const rows = await rowsNamed(service, library, papers)
    const named = await filterNamed(service, library, filter)
    const seeds = rows.map((at) => row(library.vectors, at))
    if (text !== undefined) seeds.push(await vectorOfText(service, library, { title: text, abstract: '' }))
    const exclude = new Set(rows)
    const page = rankedPage(
      library,
      { question: ['similar to all', rows, text, filter], limit, cursor, diversity },
      (count) => similarPapers(library, seeds, { ...named, count, exclude }),
    )
    return c.json(rankedReply(library, page, { reasonIfEmpty: 'no other paper passes the filter' }), 200)
  })
