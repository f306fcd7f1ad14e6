/** Over time: papers per week or month, what rises by content alone, and, apart from it, what is talked of. */
import { PERIODS } from '../../trends/calendar.ts'
import { hotOf, KEPT_MAX } from '../../trends/trends.ts'
import { answers, CardReply, createRoute, newRouter, TopicBrief, wholeInQuery, z } from '../contract.ts'
import { topicNamed } from '../named-papers.ts'
import type { Service } from '../service.ts'
import {
  burstReply,
  evidenceReply,
  hotReply,
  NO_DATES,
  riseAsked,
  themeReply,
  topicTimeline,
  windowReply,
} from '../trend-reply.ts'

const PERIODS_MAX = 1_000
const WINDOW_MAX = 52

const PeriodQuery = z.enum(PERIODS).optional().openapi({
  description:
    'Weeks are those of ISO 8601. Unless told: weeks for a collection of less than a year, else months.',
})
const Count = wholeInQuery(1, KEPT_MAX).default(20)
const Rising = {
  period: PeriodQuery,
  window: wholeInQuery(1, WINDOW_MAX).optional().openapi({
    description:
      'Periods that count as recent, the last one with the newest paper; 4 weeks or 3 months unless told, fewer for a young collection. They are compared with the four times as many before them.',
  }),
  limit: Count,
}

const Days = z.object({ from: z.string(), to: z.string(), papers: z.int() })
const WindowReply = {
  period: z.enum(PERIODS).optional(),
  window: z.int().optional(),
  recent: Days.optional(),
  before: Days.optional(),
  reason: z.string().optional().openapi({ description: 'Why there is nothing.' }),
  snapshot: z.string(),
}
const Evidence = {
  recent: z.int().openapi({ description: 'Recent papers.' }),
  before: z.int().openapi({ description: 'Papers of the time before.' }),
  expected: z
    .number()
    .openapi({ description: 'Recent papers, if all were as often recent as the others are.' }),
  ratio: z.number().openapi({
    description:
      'How many times as many there are of it now as before, for as many papers in all: the geometric mean, drawn towards 1 by how little is known.',
  }),
  low: z.number().openapi({
    description:
      '5 % quantile of the ratio; where it is above 1 the list is sorted by it, and below that by a test of each.',
  }),
  high: z.number().openapi({ description: '95 % quantile of the ratio.' }),
  emerging: z.boolean().openapi({ description: 'Whether `low` is above 1.' }),
}

const timeline = createRoute({
  method: 'get',
  path: '/topics/{id}/timeline',
  summary: 'Papers of a topic per week or month',
  description:
    'The oldest period first, and those without papers too. The last one holds the newest paper of the collection; it is partial when days of it are to come.',
  request: {
    params: z.object({
      id: z
        .string()
        .max(20)
        .openapi({ param: { name: 'id', in: 'path' }, example: 't1a2b3c4d' }),
    }),
    query: z.strictObject({
      period: PeriodQuery,
      limit: wholeInQuery(1, PERIODS_MAX).default(60).openapi({
        type: 'integer',
        minimum: 1,
        maximum: PERIODS_MAX,
        description: 'Periods, the last ones.',
      }),
    }),
  },
  responses: answers(
    'Its papers over time.',
    z.object({
      id: z.string(),
      label: z.string(),
      period: z.enum(PERIODS).optional(),
      periods: z.array(
        z.object({
          period: z.string().openapi({ example: '2025-W46' }),
          from: z.string(),
          to: z.string(),
          papers: z.int(),
          all: z.int().openapi({ description: 'Papers of the whole collection in the period.' }),
          share: z.number().openapi({ description: 'papers / all; 0 where there is none at all.' }),
          partial: z.boolean(),
        }),
      ),
      reason: z.string().optional(),
      snapshot: z.string(),
    }),
    400,
    404,
    503,
  ),
})

const emerging = createRoute({
  method: 'get',
  path: '/topics/emerging',
  summary: 'Topics and themes that rise, by content alone',
  description:
    'Topics whose share of the recent papers is larger than before, and themes below them: places where the papers nearest to one another are recent. No comments or votes are asked; for these see /v1/trends/hot.',
  request: { query: z.strictObject(Rising) },
  responses: answers(
    'The surest first.',
    z.object({
      topics: z.array(TopicBrief.extend(Evidence)),
      themes: z.array(
        z.object({
          terms: z.array(z.string()),
          middle: CardReply.openapi({ description: 'The paper around which it is.' }),
          topic: TopicBrief.optional().openapi({ description: 'The topic that paper is in.' }),
          papers: z
            .array(CardReply)
            .openapi({ description: 'Its recent papers, nearest to the middle first.' }),
          ...Evidence,
        }),
      ),
      ...WindowReply,
    }),
    400,
    503,
  ),
})

const terms = createRoute({
  method: 'get',
  path: '/trends/terms',
  summary: 'Words and phrases that rise, by content alone',
  description:
    'Words of titles and abstracts, and phrases of titles, that a larger share of recent papers hold than of those before; of the whole collection or of one topic.',
  request: {
    query: z.strictObject({
      topic: z.string().max(20).optional().openapi({ description: 'Id of a topic: only its papers.' }),
      ...Rising,
    }),
  },
  responses: answers(
    'The surest first.',
    z.object({
      terms: z.array(
        z.object({
          term: z.string(),
          papers: z.array(CardReply).openapi({ description: 'Some of the newest papers that hold it.' }),
          ...Evidence,
        }),
      ),
      ...WindowReply,
    }),
    400,
    404,
    503,
  ),
})

const hot = createRoute({
  method: 'get',
  path: '/trends/hot',
  summary: 'Papers that are talked of now, by comments for their age',
  description:
    'Comments against those that papers of the same age have, halved with every week of age. What a paper says is not looked at; for that see /v1/topics/emerging.',
  request: { query: z.strictObject({ limit: Count }) },
  responses: answers(
    'Hottest first.',
    z.object({
      papers: z.array(
        CardReply.extend({
          ageDays: z.int().openapi({ description: 'Days before the newest paper of the collection.' }),
          expected: z.number().openapi({ description: 'Comments that papers of its age have.' }),
          ratio: z.number().openapi({
            description:
              'How many times as many it has: the geometric mean, drawn towards 1 by how little is known.',
          }),
          low: z.number().openapi({ description: '5 % quantile of the ratio.' }),
          high: z.number().openapi({ description: '95 % quantile of the ratio.' }),
          heat: z
            .number()
            .openapi({ description: '`ratio`, halved with every week of age; the list is sorted by it.' }),
        }),
      ),
      reason: z.string().optional(),
      snapshot: z.string(),
    }),
    400,
    503,
  ),
})

export const trends = (service: Service) =>
  newRouter()
    .openapi(timeline, (c) => {
      const library = service.library.get()
      const { period, limit } = c.req.valid('query')
      const topic = topicNamed(library, c.req.valid('param').id)
      const found = topicTimeline(library, topic, { period, periods: limit }) ?? {
        periods: [],
        reason: NO_DATES,
      }
      return c.json({ id: topic.id, label: topic.label, ...found, snapshot: library.id }, 200)
    })
    .openapi(emerging, (c) => {
      const library = service.library.get()
      const { limit, ...asked } = c.req.valid('query')
      const { rise, ...why } = riseAsked(library, asked)
      if (!rise) return c.json({ topics: [], themes: [], ...why, snapshot: library.id }, 200)
      const topics = rise.topics.slice(0, limit).map((found) => {
        const { id, label } = found.topic
        return { id, label, ...evidenceReply(found) }
      })
      const themes = rise.themes.slice(0, limit).map((theme) => themeReply(library, theme))
      return c.json({ topics, themes, ...windowReply(rise.window), snapshot: library.id }, 200)
    })
    .openapi(terms, (c) => {
      const library = service.library.get()
      const { limit, topic, ...asked } = c.req.valid('query')
      const node = topic === undefined ? undefined : topicNamed(library, topic).node
      const { rise, ...why } = riseAsked(library, asked)
      if (!rise) return c.json({ terms: [], ...why, snapshot: library.id }, 200)
      const found = rise.bursts(node).slice(0, limit)
      const reason = found.length > 0 ? undefined : 'no word is in more recent papers than before'
      return c.json(
        {
          terms: found.map((burst) => burstReply(library, burst)),
          ...windowReply(rise.window),
          reason,
          snapshot: library.id,
        },
        200,
      )
    })
    .openapi(hot, (c) => {
      const library = service.library.get()
      const papers = hotOf(library).slice(0, c.req.valid('query').limit)
      const reason =
        papers.length > 0 ? undefined : 'no recent paper has comments, as far as its source tells'
      return c.json(
        { papers: papers.map((paper) => hotReply(library, paper)), reason, snapshot: library.id },
        200,
      )
    })
