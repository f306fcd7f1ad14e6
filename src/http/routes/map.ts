/** `/v1/map`: where the papers stand on the map, the topics there, and whose paper a point is. */
import { etag } from 'hono/etag'
import { Expired, InvalidInput } from '../../errors.ts'
import type { Library } from '../../library.ts'
import { LEVELS } from '../../map/labels.ts'
import { overviewOf, sampleOf } from '../../map/overview.ts'
import { encodePoints } from '../../map/points.ts'
import { inNode } from '../../topic.ts'
import { answers, CardReply, createRoute, newRouter, TopicBrief, wholeInQuery, z } from '../contract.ts'
import { topicNamed } from '../named-papers.ts'
import type { Service } from '../service.ts'

const PAPERS_MAX = 999_999
const AT_ONCE_MAX = 100
/** Of an axis of 2 units, 20,000 steps: finer than a large screen. */
const DECIMALS = 1e4

const Coordinate = z.number().min(-1).max(1)
const Part = z.int().openapi({ description: 'Number of one of the finest topics.' })

const whole = createRoute({
  method: 'get',
  path: '/',
  summary: 'Where the papers stand on the map, and its topics',
  description:
    'A layout in the plane by UMAP: papers alike stand near to one another; distances between far groups say little. Places are from -1 to 1, to the right and upwards. A paper keeps its place when others come.',
  request: {
    query: z.strictObject({
      topic: z.string().max(20).optional().openapi({ description: 'Id of a topic: only its papers.' }),
      limit: wholeInQuery(0, PAPERS_MAX).optional().openapi({
        type: 'integer',
        minimum: 0,
        maximum: PAPERS_MAX,
        description:
          'Papers at most, of each topic as large a share, the same ones each time; 0 leaves the topics alone. All unless told.',
      }),
    }),
  },
  responses: answers(
    'The map.',
    z.object({
      count: z.int().openapi({ description: 'Papers of the whole map.' }),
      papers: z
        .object({
          ids: z.array(z.string()),
          places: z.array(Coordinate).openapi({ description: 'x and y of each, one after the other.' }),
          parts: z.array(Part),
        })
        .openapi({ description: 'One place in each list for a paper; two in `places`.' }),
      topics: z
        .array(
          TopicBrief.extend({
            size: z.int(),
            level: z
              .enum(LEVELS)
              .openapi({ description: 'The fewest topics among which it is: a few, the usual, or all.' }),
            place: z
              .tuple([Coordinate, Coordinate])
              .openapi({ description: 'Where most of its papers stand.' }),
            parts: z.array(Part).openapi({ description: 'The finest topics that it is made of.' }),
          }),
        )
        .openapi({ description: 'Broad ones first, in each level the largest first.' }),
      colours: z.array(z.int()).openapi({
        description: 'For each part a colour from 0 to 7; usual topics that touch have different ones.',
      }),
      snapshot: z.string(),
    }),
    400,
    404,
    503,
  ),
})

const points = createRoute({
  method: 'get',
  path: '/points',
  summary: 'The points of all papers in six bytes each',
  description:
    'Little-endian: for each paper x and y as int16 in 32,767ths, then for each its part as uint16 (65,535: none). The header `Kindred-Snapshot` names the snapshot that a point’s number belongs to.',
  responses: {
    ...answers('The points.', z.string(), 503),
    200: {
      description: 'The points.',
      content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
    },
  },
})

const papersAt = createRoute({
  method: 'get',
  path: '/papers',
  summary: 'The papers of some points',
  request: {
    query: z.strictObject({
      at: z
        .string()
        .regex(/^\d{1,6}(?:,\d{1,6})*$/, 'must be numbers of points, like 3,17')
        .transform((text) => text.split(',').map(Number))
        .refine((rows) => rows.length <= AT_ONCE_MAX, `names more than ${AT_ONCE_MAX} points`)
        .openapi({
          type: 'string',
          description: 'Numbers of points, counted from 0.',
          example: '3,17',
        }),
      snapshot: z.string().max(40).openapi({ description: 'The snapshot that the points are of.' }),
    }),
  },
  responses: answers(
    'In the order asked.',
    z.object({ papers: z.array(CardReply), snapshot: z.string() }),
    400,
    410,
    503,
  ),
})

export const maps = (service: Service) => {
  const router = newRouter()
  // The same snapshot gives the same answer, so its id says whether a browser has it already.
  router.use(etag())
  return router
    .openapi(whole, (c) => {
      const library = service.library.get()
      const { topic, limit } = c.req.valid('query')
      keepWhileSame(c.header.bind(c), library)
      return c.json(mapReply(library, { topic, limit }), 200)
    })
    .openapi(points, (c) => {
      const library = service.library.get()
      keepWhileSame(c.header.bind(c), library)
      return c.body(encodePoints(library.map.places, library.topics.tree.leaves), 200, {
        'Content-Type': 'application/octet-stream',
        'Kindred-Snapshot': library.id,
      })
    })
    .openapi(papersAt, (c) => {
      const library = service.library.get()
      const { at, snapshot } = c.req.valid('query')
      if (snapshot !== library.id) throw new Expired('the map was replaced since: ask for its points again')
      const unknown = at.find((row) => row >= library.count)
      if (unknown !== undefined)
        throw new InvalidInput(`at: there is no point ${unknown}, the last one is ${library.count - 1}`, 'at')
      return c.json({ papers: at.map((row) => library.cards[row]!), snapshot }, 200)
    })
}

function keepWhileSame(setHeader: (name: string, value: string) => void, { id }: Library): void {
  setHeader('ETag', `"${id}"`)
  setHeader('Cache-Control', 'no-cache')
}

function mapReply(library: Library, { topic, limit = PAPERS_MAX }: { topic?: string; limit?: number }) {
  const { map, topics, cards, count, id: snapshot } = library
  const isIn = topic === undefined ? () => true : inNode(topics.tree, topicNamed(library, topic).node)
  const rows = sampleOf(library, Array.from(cards.keys()).filter(isIn), limit)
  const overview = overviewOf(library)
  return {
    count,
    papers: {
      ids: rows.map((row) => cards[row]!.id),
      places: rows.flatMap((row) => placeReply([map.places[2 * row]!, map.places[2 * row + 1]!])),
      parts: rows.map((row) => topics.tree.leaves[row]!),
    },
    topics: overview.topics.map(({ topic, level, place, leaves }) => ({
      id: topic.id,
      label: topic.label,
      size: topic.size,
      level,
      place: placeReply(place),
      parts: [...leaves],
    })),
    colours: [...overview.colours],
    snapshot,
  }
}

function placeReply([x, y]: readonly [number, number]): [number, number] {
  return [Math.round(x * DECIMALS) / DECIMALS, Math.round(y * DECIMALS) / DECIMALS]
}
