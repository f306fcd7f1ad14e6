/** `/v1/topics`: the collection grouped by theme. */
import { InvalidInput } from '../../errors.ts'
import type { Library } from '../../library.ts'
import { inNode, nodesAt, parentOf, partsOf, type Topic } from '../../topic.ts'
import {
  answers,
  CardReply,
  Cursor,
  createRoute,
  Limit,
  newRouter,
  Page,
  TopicBrief,
  TopicId,
  z,
} from '../contract.ts'
import { nextCursor, questionHash, windowOf } from '../cursor.ts'
import { topicNamed } from '../named-papers.ts'
import type { Service } from '../service.ts'

const LEVELS = ['few', 'usual', 'all'] as const
type Level = (typeof LEVELS)[number]

const TopicReply = TopicBrief.extend({
  size: z.int().openapi({ description: 'Papers in the topic.' }),
  about: z
    .string()
    .openapi({ description: 'A sentence of one of its papers; empty where none has an abstract.' }),
  terms: z
    .array(z.object({ term: z.string(), weight: z.number() }))
    .openapi({ description: 'Distinctive words and phrases by c-TF-IDF, heaviest first.' }),
  medoids: z.array(CardReply).openapi({ description: 'The papers in the middle of the topic.' }),
}).openapi('Topic')

const list = createRoute({
  method: 'get',
  path: '/',
  summary: 'All topics, largest first',
  description:
    'The tree of topics, cut where a collection of this size is read best, or at another `count` or `level`.',
  request: {
    query: z.strictObject({
      limit: Limit,
      cursor: Cursor.optional(),
      count: z.coerce.number().int().min(1).max(10_000).optional().openapi({
        description: 'How many topics; as many as the tree has at most.',
      }),
      level: z
        .enum(LEVELS)
        .optional()
        .openapi({ description: 'Instead of `count`: a few, the usual, or all there are.' }),
    }),
  },
  responses: answers('A page of topics.', z.object({ topics: z.array(TopicReply), ...Page }), 400, 410, 503),
})

const one = createRoute({
  method: 'get',
  path: '/{id}',
  summary: 'One topic, with a page of its papers',
  description: 'Its papers come newest first.',
  request: {
    params: z.object({
      id: TopicId.openapi({ param: { name: 'id', in: 'path' } }),
    }),
    query: z.strictObject({ limit: Limit, cursor: Cursor.optional() }),
  },
  responses: answers(
    'The topic.',
    TopicReply.extend({
      broader: TopicBrief.optional().openapi({
        description: 'The topic that it is a part of; the whole collection has none.',
      }),
      narrower: z.array(TopicBrief).openapi({ description: 'Its parts, the larger first.' }),
      papers: z.array(CardReply),
      ...Page,
    }),
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
      const { limit, cursor, count, level } = c.req.valid('query')
      if (count !== undefined && level !== undefined)
        throw new InvalidInput('count and level are two ways to say the same: give one', 'level')
      const all = topicsAt(library, count ?? level)
      const { items, next } = slice(library, `topics ${count ?? level}`, all, limit, cursor)
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
      const topic = topicNamed(library, id)
      const { items, next } = slice(library, id, topicRows(library, topic), limit, cursor)
      const papers = items.map((row) => library.cards[row]!)
      return c.json(
        { ...topicReply(library, topic), ...around(library, topic), papers, next, snapshot: library.id },
        200,
      )
    })

/** The topics at a cut of the tree, the largest first; at that which is read best unless told. */
function topicsAt({ topics: { topics, tree } }: Library, cut?: number | Level): readonly Topic[] {
  if (cut === undefined || cut === 'usual') return topics
  const count = { few: Math.round(Math.sqrt(topics.length)), all: tree.nodes.length }
  return tree.nodes.length === 0
    ? []
    : nodesAt(tree.merges, typeof cut === 'number' ? cut : count[cut])
        .map((node) => tree.nodes[node]!)
        .sort((a, b) => b.size - a.size || a.node - b.node)
}

/** Rows of a topic's papers, newest first. */
export function topicRows(library: Library, { node }: Topic): number[] {
  return Array.from(library.newestFirst).filter(inNode(library.topics.tree, node))
}

/** What a topic is a part of, and what its parts are. */
export function around({ topics: { tree } }: Library, { node }: Topic) {
  const brief = ({ id, label }: Topic) => ({ id, label })
  const parent = parentOf(tree, node)
  const parts = partsOf(tree, node).map((part) => tree.nodes[part]!)
  return {
    broader: parent === undefined ? undefined : brief(tree.nodes[parent]!),
    narrower: parts.sort((a, b) => b.size - a.size).map(brief),
  }
}

export function topicReply(library: Library, { id, label, about, size, terms, medoids }: Topic) {
  return { id, label, about, size, terms: [...terms], medoids: medoids.map((row) => library.cards[row]!) }
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
