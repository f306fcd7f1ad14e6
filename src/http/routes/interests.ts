/** `/v1/readers/{id}/interests` and `/rules`: what a reader is taken to be interested in, and how they change it. */
import { listInterests } from '../../db/interests.ts'
import { getReader } from '../../db/readers.ts'
import { deleteRule, listRules } from '../../db/rules.ts'
import { InvalidInput } from '../../errors.ts'
import type { Library } from '../../library.ts'
import { interestsOf } from '../../recommend/profile.ts'
import { ruleEffect } from '../../recommend/rules.ts'
import { answers, createRoute, jsonBody, newRouter, z } from '../contract.ts'
import { addRule, changeInterest, reset } from '../control.ts'
import { readerHistory } from '../reader-history.ts'
import type { Service } from '../service.ts'
import { ReaderId, ReaderParams } from './readers.ts'

const HexId = z.string().regex(/^[0-9a-f]{12}$/, 'must be 12 hex digits')
const InterestId = HexId.openapi({
  param: { name: 'interestId', in: 'path' },
  example: '649def34f8be',
})
const RuleId = HexId.openapi({ param: { name: 'ruleId', in: 'path' } })

export const InterestChangeBody = z.strictObject({
  name: z.string().trim().min(1).max(100).nullable().optional(),
  weight: z
    .number()
    .min(0)
    .max(10)
    .optional()
    .openapi({ description: 'How much it counts beside the others: 1 unless told, 0 not at all.' }),
  muted: z.boolean().optional(),
  snoozedUntil: z.iso.datetime({ offset: true }).nullable().optional(),
  mergeInto: HexId.optional().openapi({ description: 'Id of the interest that its papers go to.' }),
  split: z.literal(true).optional().openapi({ description: 'Makes two of it.' }),
})

/** @throws InvalidInput when nothing is to be changed */
export function changeOf({ snoozedUntil, ...change }: z.infer<typeof InterestChangeBody>) {
  if (Object.keys(change).length === 0 && snoozedUntil === undefined)
    throw new InvalidInput(
      'the body changes nothing: give name, weight, muted, snoozedUntil, mergeInto or split',
    )
  return {
    ...change,
    ...(snoozedUntil === undefined ? {} : { snoozedUntil: snoozedUntil ? new Date(snoozedUntil) : null }),
  }
}

const PaperBrief = z.object({
  id: z.string().openapi({ description: 'Of a paper that we don’t hold: the id that it would have.' }),
  title: z.string(),
})
const InterestReply = z
  .object({
    id: z.string(),
    label: z.string(),
    terms: z.array(z.string()),
    share: z.number().openapi({ description: 'Part of the history’s weight that its papers have.' }),
    weight: z.number(),
    muted: z.boolean(),
    snoozedUntil: z.string().optional(),
    medoid: PaperBrief.openapi({ description: 'The paper in its middle.' }),
    papers: z.array(PaperBrief),
  })
  .openapi('Interest')
const InterestList = z.object({ interests: z.array(InterestReply) })
const RuleReply = z
  .object({
    id: z.string(),
    text: z.string(),
    matches: z
      .int()
      .openapi({ description: 'How many papers say its subject; without any it moves nothing.' }),
  })
  .openapi('Rule')

const list = createRoute({
  method: 'get',
  path: '/{id}/interests',
  summary: 'What a reader is taken to be interested in, the largest interest first',
  description:
    'Found by clustering the history; an id stays while the history grows. What was edited stays as it was edited.',
  request: { params: ReaderParams },
  responses: answers('All interests.', InterestList, 400, 404, 503),
})
const change = createRoute({
  method: 'patch',
  path: '/{id}/interests/{interestId}',
  summary: 'Rename, weigh, mute, snooze, merge or split an interest',
  request: {
    params: z.object({ id: ReaderId, interestId: InterestId }),
    body: jsonBody(InterestChangeBody),
  },
  responses: answers('All interests as they are now.', InterestList, 400, 404, 413, 415, 503),
})
const rules = createRoute({
  method: 'get',
  path: '/{id}/rules',
  summary: 'A reader’s rules',
  request: { params: ReaderParams },
  responses: answers('Oldest first.', z.object({ rules: z.array(RuleReply) }), 400, 404, 503),
})
const rule = createRoute({
  method: 'post',
  path: '/{id}/rules',
  summary: 'A rule in plain words: “less benchmarks”, “more theory”',
  description:
    'Papers about its subject move down or up, by at most what a good paper’s text makes of its score. Recommendations tell what each rule removed.',
  request: {
    params: ReaderParams,
    body: jsonBody(z.strictObject({ text: z.string().max(120).openapi({ example: 'less benchmarks' }) })),
  },
  responses: answers('The rule.', RuleReply, 400, 404, 413, 415, 503),
})
const unrule = createRoute({
  method: 'delete',
  path: '/{id}/rules/{ruleId}',
  summary: 'Take a rule back',
  request: { params: z.object({ id: ReaderId, ruleId: RuleId }) },
  responses: { ...answers('', z.object({}), 400, 404), 204: { description: 'It is gone.' } },
})
const forget = createRoute({
  method: 'delete',
  path: '/{id}/settings',
  summary: 'Forget all rules, all that was changed of interests, and the chosen strategy',
  description: 'What was said of papers stays: `DELETE` the reader to forget that too.',
  request: { params: ReaderParams },
  responses: { ...answers('', z.object({}), 400, 404), 204: { description: 'They are as they were found.' } },
})

export const interests = (service: Service) =>
  newRouter()
    .openapi(list, async (c) => c.json(await interestReply(service, c.req.valid('param').id), 200))
    .openapi(change, async (c) => {
      const { id, interestId } = c.req.valid('param')
      await changeInterest(service, id, interestId, changeOf(c.req.valid('json')))
      return c.json(await interestReply(service, id), 200)
    })
    .openapi(rules, async (c) => {
      const { id } = c.req.valid('param')
      await getReader(service.db, id)
      const library = service.library.get()
      return c.json({ rules: await rulesReply(service, library, id) }, 200)
    })
    .openapi(rule, async (c) => {
      const added = await addRule(service, c.req.valid('param').id, c.req.valid('json').text)
      return c.json({ ...added, matches: ruleEffect(service.library.get(), added).matchCount }, 200)
    })
    .openapi(unrule, async (c) => {
      const { id, ruleId } = c.req.valid('param')
      await getReader(service.db, id)
      await deleteRule(service.db, id, ruleId)
      return c.body(null, 204)
    })
    .openapi(forget, async (c) => {
      await reset(service, c.req.valid('param').id)
      return c.body(null, 204)
    })

/** The interests as both the routes and the page tell them. */
export async function interestReply(
  service: Service,
  readerId: string,
): Promise<z.infer<typeof InterestList>> {
  const library = service.library.get()
  const history = await readerHistory(service, library, readerId)
  const stored = new Map((await listInterests(service.db, readerId)).map((one) => [one.id, one]))
  const brief = (place: number) => {
    const { id, title } = history.positive[place]!
    return { id, title }
  }
  const found = interestsOf(library, history).map(({ id, label, terms, share, medoid, members }) => {
    const edited = stored.get(id)
    return {
      id,
      label,
      terms: [...terms],
      share,
      weight: edited?.weight ?? 1,
      muted: edited?.muted ?? false,
      snoozedUntil: edited?.snoozedUntil?.toISOString(),
      medoid: brief(medoid),
      papers: members.map(brief),
    }
  })
  return { interests: found }
}

/** The rules likewise, oldest first. */
export async function rulesReply(service: Service, library: Library, readerId: string) {
  const known = await listRules(service.db, readerId)
  return known.map((one) => ({ ...one, matches: ruleEffect(library, one).matchCount }))
}
