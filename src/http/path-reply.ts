/** A chain of papers from one to another, as the route and the page answer it. */
import { bridge } from '../bridge.ts'
import type { Library } from '../library.ts'
import { dot, row } from '../vector.ts'
import { CardReply, z } from './contract.ts'
import { Because, becauseOf } from './similar-reply.ts'

export const StepReply = CardReply.extend({
  similarity: z
    .number()
    .optional()
    .openapi({ description: 'Cosine with the paper before; absent for the first.' }),
  because: Because.optional().openapi({
    description: 'Why it is like the paper before; there `yours` is the one before.',
  }),
}).openapi('PathStep')

export function pathReply(library: Library, from: number, to: number) {
  const rows = bridge(library, from, to)
  const papers = rows.map((at, step) => {
    const before = rows[step - 1]
    if (before === undefined) return library.cards[at]!
    const similarity = dot(row(library.vectors, before), row(library.vectors, at))
    return { ...library.cards[at]!, similarity, because: becauseOf(library, before, at) }
  })
  const reason = rows.length === 0 ? 'no chain of neighbours leads from the one to the other' : undefined
  return { papers, reason, snapshot: library.id }
}
