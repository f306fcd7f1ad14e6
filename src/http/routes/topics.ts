/** `/v1/topics`: the collection grouped by theme. */
import { InvalidInput } from '../../errors.ts'
import type { Library } from '../../library.ts'
import type { Topic } from '../../topic.ts'
import {
  answers,
  CardReply,
  Cursor,
  createRoute,
  Limit,
  newRouter,
  Page,
  TopicBrief,
  z,
} from '../contract.ts'
import { nextCursor, questionHash, windowOf } from '../cursor.ts'
import { topicNamed } from '../named-papers.ts'
import type { Service } from '../service.ts'

const TopicReply = TopicBrief.extend({
  size: z.int().openapi({ description: 'Papers in the topic.' }),
  terms: z
    .array(z.object({ term: z.string(), weight: z.number() }))
    .openapi({ description: 'Distinctive words and phrases by c-TF-IDF, heaviest first.' }),
  medoids: z.array(CardReply).openapi({ description: 'The papers in the middle of the topic.' }),
}).openapi('Topic')

const list = createRoute({
  method: 'get',
  path: '/',
  summary: 'All topics, largest first',
  request: { query: z.strictObject({ limit: Limit, cursor: Cursor.optional() }) },
  responses: answers('A page of topics.', z.object({ topics: z.array(TopicReply), ...Page }), 400, 410, 503),
})

const one = createRoute({
  method: 'get',
  path: '/{id}',
  summary: 'One topic, with a page of its papers',
  description: 'Its papers come newest first.',
  request: {
    params: z.object({
      id: z
        .string()
        .regex(/^t\d{1,6}$/, 'must look like t0')
        .openapi({ param: { name: 'id', in: 'path' }, example: 't0' }),
    }),
    query: z.strictObject({ limit: Limit, cursor: Cursor.optional() }),
  },
  responses: answers(
    'The topic.',
    TopicReply.extend({ papers: z.array(CardReply), ...Page }),
    400,
    404,
    410,
    503,
  ),
})

export const topics = (service: Service) =>
  newRouter()
    .openapi(list, (c) => {
      const library = service.library.get()
      const { limit, cursor } = c.req.valid('query')
      const { items, next } = slice(library, 'topics', library.topics.topics, limit, cursor)
      const reason =
        items.length > 0 ? undefined : 'there are no papers to group yet: run `npm run ingest -- FILE`'
      return c.json(
        { topics: items.map((topic) => topicReply(library, topic)), next, reason, snapshot: library.id },
        200,
      )
    })
    .openapi(one, (c) => {
      const library = service.library.get()
      const { id } = c.req.valid('param')
      const { limit, cursor } = c.req.valid('query')
      const place = topicNamed(library, id)
      const { items, next } = slice(library, id, topicRows(library, place), limit, cursor)
      const papers = items.map((row) => library.cards[row]!)
      return c.json(
        { ...topicReply(library, library.topics.topics[place]!), papers, next, snapshot: library.id },
        200,
      )
    })

/** Rows of a topic's papers, newest first. */
export function topicRows(library: Library, place: number): number[] {
  return Array.from(library.newestFirst).filter((row) => library.topics.assignment[row] === place)
}

export function topicReply(library: Library, { id, label, size, terms, medoids }: Topic) {
  return { id, label, size, terms: [...terms], medoids: medoids.map((row) => library.cards[row]!) }
}

/** A page of a list that a snapshot holds whole. `list` names it, so that its cursors fit no other. */
export function slice<T>(
  library: Library,
  list: string,
  all: readonly T[],
  limit: number,
  cursor?: string,
): { items: T[]; next: string | null } {
  const question = questionHash(list)
  const { offset } = windowOf(cursor, limit, library.id, question)
  if (offset > all.length) throw new InvalidInput('cursor lies behind the end of the list', 'cursor')
  const end = offset + limit
  return {
    items: all.slice(offset, end),
    next: end < all.length ? nextCursor(library.id, question, end) : null,
  }
}
