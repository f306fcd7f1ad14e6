/** How a digest and what became of it are answered. */

import { isTimeZone } from '../digest/schedule.ts'
import { type Digest, PERIODS, SENDING_STATES, type Sending } from '../digest.ts'
import { Share, z } from './contract.ts'

const ADDRESS_LENGTH_MAX = 254
export const Moment = z.string().openapi({ format: 'date-time' })

export const DigestFields = z.object({
  address: z
    .email('must be a mail address')
    .max(ADDRESS_LENGTH_MAX)
    .openapi({ description: 'It is asked to confirm, and gets nothing else before.' }),
  period: z.enum(PERIODS),
  weekday: z.int().min(1).max(7).openapi({ description: 'Of a weekly one: 1 is Monday, 7 Sunday.' }),
  hour: z.int().min(0).max(23),
  timeZone: z
    .string()
    .refine(isTimeZone, 'must be the name of a time zone, like Europe/Vienna')
    .openapi({ example: 'Europe/Vienna' }),
  count: z.int().min(1).max(50).openapi({ description: 'At most so many papers.' }),
  bar: Share.openapi({
    description: 'Papers less probable than this are left out; when none is left, nothing is sent that day.',
  }),
  confirmed: z.boolean().openapi({ description: 'Whether somebody at the address said yes.' }),
})

export const SendingReply = z.object({
  day: z.string().openapi({ format: 'date' }),
  state: z.enum(SENDING_STATES),
  list: z.string().optional().openapi({ description: 'Id of the list that was sent.' }),
  error: z.string().optional(),
})

export function digestFields(digest: Digest): z.infer<typeof DigestFields> {
  const { address, period, weekday, hour, timeZone, count, bar, confirmedAt } = digest
  return { address, period, weekday, hour, timeZone, count, bar, confirmed: confirmedAt !== undefined }
}

export function sendingReply({ listId, ...sending }: Sending): z.infer<typeof SendingReply> {
  return { ...sending, list: listId }
}
