/**
 * The parts that several routes' contracts share: how a request names papers and pages, and how
 * papers look in an answer. The OpenAPI document is generated from these schemas, so what it says
 * is what is checked.
 */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { InvalidInput } from '../errors.ts'
import { REFERENCE_LENGTH_MAX } from '../reference.ts'

const LIMIT_MAX = 500
export const CANDIDATES_MAX = 10_000
export const TEXT_LENGTH_MAX = 20_000

const CONTROL = /[\u0000-\u001f\u007f]/

/** Any name of a paper; see reference.ts. */
export const Reference = z
  .string()
  .trim()
  .min(1, 'is empty; give an id, an arXiv id, a DOI, a URL or a title')
  .max(REFERENCE_LENGTH_MAX, `is longer than ${REFERENCE_LENGTH_MAX} characters, which no id or title is`)
  .refine((text) => !CONTROL.test(text), 'holds control characters, which no id has')
  .openapi({
    description:
      'Id of a paper (40 hex digits), arXiv id, DOI, URL, id from an ingested file, or exact title.',
    example: 'PAL: Program-aided Language Models',
  })

export const PaperParams = z.object({ id: Reference.openapi({ param: { name: 'id', in: 'path' } }) })

/** A whole number in a query; digits only, because `Number` would take "", " 1" and "0x10" too. */
export const wholeInQuery = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((number) => number >= min && number <= max, `must be a whole number from ${min} to ${max}`)
    .openapi({ type: 'integer', minimum: min, maximum: max })

export const Limit = wholeInQuery(1, LIMIT_MAX)
  .default(20)
  .openapi({ type: 'integer', minimum: 1, maximum: LIMIT_MAX, description: 'Papers in the answer.' })

/** A yes or no in a query, and what it is where nothing is said. */
export const flagInQuery = (unless: boolean) =>
  z
    .enum(['true', 'false'])
    .default(unless ? 'true' : 'false')
    .transform((text) => text === 'true')
    .openapi({ type: 'boolean', default: unless })

const isDay = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text)
export const Day = z
  .string()
  .refine(isDay, 'must be a calendar day like 2025-11-10')
  .openapi({ format: 'date' })

export const Cursor = z.string().max(400).openapi({ description: 'Where the page before ended: its `next`.' })

export const Share = z.number().min(0).max(1)
const shareInQuery = (description: string) =>
  z
    .string()
    .regex(/^(?:0|1|0?\.\d{1,6}|1\.0+)$/, 'must be a number from 0 to 1')
    .transform(Number)
    .default(0)
    .openapi({ type: 'number', minimum: 0, maximum: 1, description })

const DIVERSITY = '0 is relevance alone, 1 variety alone (maximal marginal relevance).'
const EXPLORE = 'Share of the list for papers that the score would not show; each is marked as explored.'
const BAR =
  'Papers less probable than this are left out; when none is left, the answer says that there is nothing for the reader today.'
const RECENCY = 'Age in days at which a paper counts half; absent, age does not matter.'
const FADING = 'Days after which a paper of the history counts half; 365 unless told.'
const DAYS_MAX = 36_500

export const DiversityInQuery = shareInQuery(DIVERSITY)

/** How a list of recommendations is made. */
export const ListQuery = {
  diversity: DiversityInQuery,
  explore: shareInQuery(EXPLORE),
  bar: shareInQuery(BAR),
  recencyDays: wholeInQuery(1, DAYS_MAX).optional().openapi({ description: RECENCY }),
  fadingDays: wholeInQuery(1, DAYS_MAX).optional().openapi({ description: FADING }),
}

export const ListBody = {
  explore: Share.default(0).openapi({ description: EXPLORE }),
  bar: Share.default(0).openapi({ description: BAR }),
  recencyDays: z.int().min(1).max(DAYS_MAX).optional().openapi({ description: RECENCY }),
  fadingDays: z.int().min(1).max(DAYS_MAX).optional().openapi({ description: FADING }),
}

export const FilterQuery = {
  from: Day.optional().openapi({ description: 'First day of publication, inclusive, like 2025-11-10.' }),
  to: Day.optional().openapi({ description: 'Last day of publication, inclusive, like 2025-11-10.' }),
  topic: z.string().max(20).optional().openapi({ description: 'Id of a topic: only papers of it.' }),
}

export const FilterBody = {
  from: Day.optional(),
  to: Day.optional(),
  topic: z.string().max(20).optional(),
  candidates: z
    .array(Reference)
    .min(1)
    .max(CANDIDATES_MAX)
    .optional()
    .openapi({ description: 'Rank these papers instead of the whole collection.' }),
  diversity: Share.default(0).openapi({ description: DIVERSITY }),
  limit: z.int().min(1).max(LIMIT_MAX).default(20),
  cursor: Cursor.optional(),
}

export const CardReply = z
  .object({
    id: z.string().openapi({ example: '649def34f8be52c8b66281af98ae884c09aef38b' }),
    title: z.string(),
    authorCount: z.int().optional(),
    organisation: z.string().optional(),
    publishedOn: z.string().optional().openapi({ format: 'date' }),
    commentCount: z.int().optional(),
    upvoteCount: z.int().optional(),
    url: z.string().optional(),
  })
  .openapi('PaperCard')

export const PaperReply = CardReply.extend({
  abstract: z.string(),
  authors: z.array(z.string()).optional(),
  categories: z.array(z.string()).optional(),
  version: z.int().optional(),
  aliases: z.array(z.string()),
}).openapi('Paper')

export const RankedReply = CardReply.extend({
  score: z.number().openapi({ description: 'What the list is sorted by; higher is better.' }),
}).openapi('RankedPaper')

export const TopicId = z
  .string()
  .regex(/^t[0-9a-f]{8}$/, 'must look like t1a2b3c4d')
  .openapi({ example: 't1a2b3c4d' })

export const TopicBrief = z.object({ id: z.string(), label: z.string() }).openapi('TopicBrief')

/** A topic that a paper is about. */
export const TopicOfPaperReply = TopicBrief.extend({
  probability: z.number().openapi({ description: 'Of this topic among all, in [0, 1].' }),
  similarity: z.number().openapi({ description: 'Cosine to the middle of the topic.' }),
}).openapi('TopicOfPaper')

/** What every paged list carries beside its items. */
export const Page = {
  next: z.string().nullable().openapi({ description: 'Cursor of the next page; null at the end.' }),
  reason: z.string().optional().openapi({ description: 'Why there is nothing, or less than was asked for.' }),
  snapshot: z
    .string()
    .optional()
    .openapi({ description: 'The snapshot that every part of this answer was computed from.' }),
}

const ProblemReply = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    requestId: z.string().optional(),
    field: z.string().optional(),
    nearest: z.array(z.object({ id: z.string(), title: z.string() })).optional(),
  })
  .openapi('Problem')

const PROBLEMS: Readonly<Record<number, string>> = {
  400: 'The request has a part that can’t be used; `field` names it.',
  404: 'Nothing has that name; `nearest` lists titles that may have been meant.',
  410: 'The cursor’s snapshot was replaced; start again without a cursor.',
  413: 'The body is larger than the limit.',
  415: 'The body is not JSON by its content type.',
  503: 'Something has to be made or started first; `detail` says what.',
}

/** A JSON answer, and the problems that the route may answer with. */
export function answers<T extends z.ZodType>(
  description: string,
  schema: T,
  ...problems: (keyof typeof PROBLEMS & number)[]
) {
  const ok = { 200: { description, content: { 'application/json': { schema } } } }
  const others = Object.fromEntries(
    problems.map((status) => [
      status,
      { description: PROBLEMS[status]!, content: { 'application/problem+json': { schema: ProblemReply } } },
    ]),
  )
  return { ...others, ...ok } as typeof ok
}

export function jsonBody<T extends z.ZodType>(schema: T) {
  return { content: { 'application/json': { schema } }, required: true }
}

/** A router whose checks fail as InvalidInput, naming the field. */
export function newRouter() {
  return new OpenAPIHono({
    defaultHook: (result) => {
      if (result.success) return
      const [issue] = result.error.issues
      const unknown = issue!.code === 'unrecognized_keys' ? issue!.keys[0] : undefined
      const field = [...issue!.path, ...(unknown ? [unknown] : [])].join('.')
      const complaint = unknown ? 'is not a parameter of this call' : issue!.message
      throw new InvalidInput(field ? `${field} ${complaint}` : `the body: ${complaint}`, field || undefined)
    },
  })
}

export { createRoute, z }
