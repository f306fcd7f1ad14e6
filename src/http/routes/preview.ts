/** `POST /v1/readers/{id}/preview`: what an action would change of a reader’s recommendations. */
import { getReader } from '../../db/readers.ts'
import { REACTION_KINDS } from '../../reader.ts'
import type { Recommended } from '../../recommend/recommend.ts'
import { chosenRecommender } from '../../recommend/strategies.ts'
import { answers, createRoute, jsonBody, newRouter, Reference, z } from '../contract.ts'
import { type Action, act } from '../control.ts'
import { readerHistory } from '../reader-history.ts'
import type { Service } from '../service.ts'
import { changeOf, InterestChangeBody } from './interests.ts'
import { ReaderParams } from './readers.ts'

const Kind = z.enum(REACTION_KINDS)
const ActionBody = z
  .discriminatedUnion('action', [
    z.strictObject({
      action: z.literal('react'),
      paper: Reference,
      kind: Kind,
      weight: z.number().positive().max(10).default(1),
    }),
    z.strictObject({ action: z.literal('unreact'), paper: Reference, kind: Kind.optional() }),
    z.strictObject({ action: z.literal('interest'), id: z.string(), change: InterestChangeBody }),
    z.strictObject({ action: z.literal('rule'), text: z.string().max(120) }),
    z.strictObject({ action: z.literal('unrule'), id: z.string() }),
    z.strictObject({ action: z.literal('reset') }),
  ])
  .openapi({ example: { action: 'rule', text: 'less benchmarks' } })

const Placed = z.object({ id: z.string(), title: z.string(), rank: z.int() })

const preview = createRoute({
  method: 'post',
  path: '/{id}/preview',
  summary: 'What an action would change of a reader’s recommendations',
  description:
    'The action is done, the list is made, and the action is taken back: what is answered is what would happen. Ranks count from 1.',
  request: {
    params: ReaderParams,
    body: jsonBody(z.strictObject({ do: ActionBody, limit: z.int().min(1).max(100).default(20) })),
  },
  responses: answers(
    'The changes among the first `limit` papers.',
    z.object({
      entered: z.array(Placed),
      left: z.array(Placed).openapi({ description: 'With the rank that each had.' }),
      moved: z.array(Placed.extend({ before: z.int() })),
      same: z.int().openapi({ description: 'How many keep their rank.' }),
    }),
    400,
    404,
    413,
    415,
    503,
  ),
})

/** Thrown to end a transaction that must leave nothing. */
class TakenBack extends Error {}

export const previews = (service: Service) =>
  newRouter().openapi(preview, async (c) => {
    const { id } = c.req.valid('param')
    const { do: asked, limit } = c.req.valid('json')
    await getReader(service.db, id)
    const action: Action = asked.action === 'interest' ? { ...asked, change: changeOf(asked.change) } : asked
    return c.json(await previewOf(service, id, action, limit), 200)
  })

/** @throws NotFound or InvalidInput, as the action itself does */
export async function previewOf(service: Service, readerId: string, action: Action, limit: number) {
  const before = await listOf(service, readerId, limit)
  let after: readonly Recommended[] = []
  try {
    await service.db.transaction(async (tx) => {
      const tried = { ...service, db: tx }
      await act(tried, readerId, action)
      after = await listOf(tried, readerId, limit)
      throw new TakenBack()
    })
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error
  }
  return changes(service, before, after)
}

async function listOf(service: Service, readerId: string, count: number): Promise<Recommended[]> {
  const library = service.library.get()
  const history = await readerHistory(service, library, readerId)
  return (await chosenRecommender(library, history)).rank({ count })
}

function changes(service: Service, before: readonly Recommended[], after: readonly Recommended[]) {
  const { cards } = service.library.get()
  const ranks = (list: readonly Recommended[]) => new Map(list.map(({ row }, at) => [row, at + 1]))
  const [rankBefore, rankAfter] = [ranks(before), ranks(after)]
  const placed = (row: number, rank: number) => ({ id: cards[row]!.id, title: cards[row]!.title, rank })
  const stayed = after.filter(({ row }) => rankBefore.has(row))
  const moved = stayed.filter(({ row }) => rankBefore.get(row) !== rankAfter.get(row))
  return {
    entered: after
      .filter(({ row }) => !rankBefore.has(row))
      .map(({ row }) => placed(row, rankAfter.get(row)!)),
    left: before.filter(({ row }) => !rankAfter.has(row)).map(({ row }) => placed(row, rankBefore.get(row)!)),
    moved: moved.map(({ row }) => ({ ...placed(row, rankAfter.get(row)!), before: rankBefore.get(row)! })),
    same: stayed.length - moved.length,
  }
}
