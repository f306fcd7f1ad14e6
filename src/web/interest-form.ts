/** From what the forms of the interests page send to an action of http/control.ts. */
import { z } from 'zod'
import { InvalidInput } from '../errors.ts'
import type { Action } from '../http/control.ts'

/** How an interest may be kept quiet, and for how many days. */
export const QUIET = { no: 0, muted: Number.POSITIVE_INFINITY, week: 7, month: 30 } as const
export type Quiet = keyof typeof QUIET
export const QUIET_NAMES = Object.keys(QUIET) as [Quiet, ...Quiet[]]

const DAY_MS = 86_400_000
const HexId = z.string().regex(/^[0-9a-f]{12}$/, 'must be 12 hex digits')

export const Fields = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('edit'),
    id: HexId,
    name: z.string().trim().max(100, 'is longer than 100 characters').default(''),
    /** What it was called when the form was made: a name that was not touched is not taken over. */
    label: z.string().default(''),
    weight: z.coerce.number().min(0).max(10).default(1),
    /** `keep` leaves a snooze as it stands. */
    quiet: z.enum([...QUIET_NAMES, 'keep']).default('no'),
  }),
  z.object({ action: z.literal('merge'), id: HexId, into: HexId }),
  z.object({ action: z.literal('split'), id: HexId }),
  z.object({ action: z.literal('rule'), text: z.string().trim().max(120, 'is longer than 120 characters') }),
  z.object({ action: z.literal('unrule'), id: HexId }),
  z.object({ action: z.literal('reset') }),
])
export type Fields = z.infer<typeof Fields>

/** @throws InvalidInput when nothing is asked for */
export function actionOf(fields: Fields, now: Date): Action {
  switch (fields.action) {
    case 'edit':
      return { action: 'interest', id: fields.id, change: editOf(fields, now) }
    case 'merge':
      return { action: 'interest', id: fields.id, change: { mergeInto: fields.into } }
    case 'split':
      return { action: 'interest', id: fields.id, change: { split: true } }
    case 'rule':
      if (!fields.text)
        throw new InvalidInput('say what you want less or more of, such as “less benchmarks”', 'text')
      return fields
    default:
      return fields
  }
}

function editOf({ name, label, weight, quiet }: Extract<Fields, { action: 'edit' }>, now: Date) {
  const days = quiet === 'keep' ? 0 : QUIET[quiet]
  return {
    ...(name === label ? {} : { name: name || null }),
    weight,
    ...(quiet === 'keep'
      ? {}
      : {
          muted: quiet === 'muted',
          snoozedUntil: days > 0 && Number.isFinite(days) ? new Date(now.getTime() + days * DAY_MS) : null,
        }),
  }
}
