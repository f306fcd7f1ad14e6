/** How a list looks afterwards: what was shown, and what the reader did with it. */
import { RESPONSE_KINDS, type ShownList, TEAMS } from '../impression.ts'
import { z } from './contract.ts'

export const ResponseKind = z.enum(RESPONSE_KINDS)
const Moment = z.string().openapi({ format: 'date-time' })

const ImpressionReply = z
  .object({
    rank: z.int().openapi({ description: 'From 1.' }),
    paperId: z.string(),
    response: ResponseKind.optional().openapi({ description: 'The last word on it; absent without any.' }),
    respondedAt: Moment.optional(),
  })
  .openapi('Impression')

export const ShownListReply = z
  .object({
    id: z.string(),
    strategy: z
      .string()
      .openapi({ description: 'What ranked it, or the two that were compared.', example: 'kindred:mean' }),
    snapshot: z.string(),
    madeAt: Moment,
    shown: z.array(ImpressionReply),
  })
  .openapi('List')

/** With the teams: for who wants everything that we hold, and no longer has to judge without knowing. */
export const ExportedListReply = ShownListReply.extend({
  shown: z.array(
    ImpressionReply.extend({
      team: z.enum(TEAMS).optional().openapi({ description: 'Which of the two strategies picked it.' }),
    }),
  ),
})

export function exportedListReply({ madeAt, shown, ...list }: ShownList) {
  return {
    ...list,
    madeAt: madeAt.toISOString(),
    shown: shown.map(({ respondedAt, ...impression }) => ({
      ...impression,
      respondedAt: respondedAt?.toISOString(),
    })),
  }
}

export function shownListReply(list: ShownList) {
  const { shown, ...rest } = exportedListReply(list)
  return { ...rest, shown: shown.map(({ team: _, ...impression }) => impression) }
}
