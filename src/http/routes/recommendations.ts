/** `POST /v1/recommendations`: recommendations from a history in the request; nothing of it is stored. */
import { InvalidInput } from '../../errors.ts'
import type { Library } from '../../library.ts'
import { paperId } from '../../paper.ts'
import type { HistoryItem } from '../../recommend/history.ts'
import { row } from '../../vector.ts'
import { answers, createRoute, FilterBody, jsonBody, ListBody, newRouter, Reference, z } from '../contract.ts'
import { filterNamed, rowsNamed, vectorOfText } from '../named-papers.ts'
import { Recommendations, recommendationReply } from '../recommendation-reply.ts'
import type { Service } from '../service.ts'

const ITEMS_MAX = 1_000
/** Each costs about 12 ms of the model. */
const TEXTS_MAX = 50

const Told = {
  weight: z.number().positive().max(10).default(1),
  at: z.iso.datetime({ offset: true }).optional(),
}
const Item = z
  .union([
    Reference,
    z.strictObject({ id: Reference, ...Told }),
    z.strictObject({
      title: z.string().trim().min(1).max(2_000),
      abstract: z.string().max(20_000).default(''),
      ...Told,
    }),
  ])
  .openapi({
    description:
      'A paper’s id or other name, `{id, weight?, at?}`, or `{title, abstract?, weight?, at?}` of a paper that we don’t hold.',
  })
type Item = z.infer<typeof Item>

const recommend = createRoute({
  method: 'post',
  path: '/',
  summary: 'Recommendations from a reading history in the request',
  description:
    'Stateless: the history is not kept. Never a paper of the history. With `candidates`, those papers alone are ranked.',
  request: {
    body: jsonBody(
      z.strictObject({
        positive: z
          .array(Item)
          .min(1, 'is empty; give at least one paper that the reader liked')
          .max(ITEMS_MAX),
        negative: z.array(Item).max(ITEMS_MAX).default([]),
        ...FilterBody,
        ...ListBody,
      }),
    ),
  },
  responses: answers('Best first.', Recommendations, 400, 404, 410, 413, 415, 503),
})

export const recommendations = (service: Service) =>
  newRouter().openapi(recommend, async (c) => {
    const library = service.library.get()
    const { positive, negative, limit, cursor, diversity, explore, bar, recencyDays, fadingDays, ...filter } =
      c.req.valid('json')
    const texts = [...positive, ...negative].filter(
      (item) => typeof item === 'object' && 'title' in item,
    ).length
    if (texts > TEXTS_MAX)
      throw new InvalidInput(
        `positive and negative hold ${texts} papers by title; at most ${TEXTS_MAX} can be embedded in one call`,
        'positive',
      )
    const history = {
      positive: await itemsOf(service, library, positive),
      negative: await itemsOf(service, library, negative),
    }
    const known = new Set([...history.positive, ...history.negative].flatMap((item) => item.row ?? []))
    const named = await filterNamed(service, library, filter)
    return c.json(
      await recommendationReply(
        library,
        { ...history, known, halfLifeDays: fadingDays },
        { question: ['from a history', filter], limit, cursor, diversity, explore, bar, recencyDays },
        named,
      ),
      200,
    )
  })

async function itemsOf(service: Service, library: Library, items: readonly Item[]): Promise<HistoryItem[]> {
  const told = items.map((item) => (typeof item === 'string' ? { id: item, weight: 1, at: undefined } : item))
  const named = told.flatMap((item) => ('id' in item ? item.id : []))
  const rows = await rowsNamed(service, library, named)
  const rowOf = new Map(named.map((name, i) => [name, rows[i]!]))
  return Promise.all(
    told.map(async (item): Promise<HistoryItem> => {
      const at = item.at === undefined ? undefined : new Date(item.at)
      // A paper told by its title may be one that we hold; then it must not be recommended either.
      const place = 'id' in item ? rowOf.get(item.id)! : library.rowOf(paperId(item.title))
      if (place === undefined) {
        const { title, abstract } = item as Extract<typeof item, { title: string }>
        return {
          id: paperId(title),
          vector: await vectorOfText(service, library, { title, abstract }),
          weight: item.weight,
          at,
          title,
        }
      }
      return {
        id: library.cards[place]!.id,
        vector: row(library.vectors, place),
        weight: item.weight,
        at,
        row: place,
        title: library.cards[place]!.title,
      }
    }),
  )
}
