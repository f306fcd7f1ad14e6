/** Why a paper is called similar: the contract of it, and how it is found. */
import type { Library } from '../library.ts'
import { reasonsOf } from '../similar.ts'
import { FACETS } from '../text/facets.ts'
import { flagInQuery, RankedReply, z } from './contract.ts'

export const Facet = z.enum(FACETS).openapi({
  description:
    'What they are to be like it in: what was known, what was done, or what came of it. Sentences that tell of it count more.',
})

const REASONS = 'Whether each paper says why; a list without is a fifth as long.'
export const ReasonsInQuery = flagInQuery(true).openapi({ description: REASONS })
export const ReasonsInBody = z.boolean().default(true).openapi({ description: REASONS })

export const Because = z
  .object({
    sentences: z
      .array(
        z.object({
          theirs: z.string(),
          yours: z.string(),
          similarity: z.number().openapi({ description: 'Cosine of the two sentences.' }),
        }),
      )
      .openapi({ description: 'What both say, as each of them says it; titles count as sentences.' }),
    shared: z.array(z.string()).openapi({ description: 'Words of both that speak most for their likeness.' }),
    distinctive: z.array(z.string()).openapi({ description: 'Telling words that only this one has.' }),
  })
  .openapi('Because')
export type Because = z.infer<typeof Because>

export const SimilarReply = RankedReply.extend({
  because: Because.optional().openapi({
    description:
      'Why it is like the paper asked about; absent where reasons were not wanted, where more than one paper, or a text, was given, and of papers so far down that they are ranked by their whole texts alone.',
  }),
}).openapi('SimilarPaper')

/** Why `theirs` is like `yours`. */
export function becauseOf(library: Library, yours: number): (theirs: number) => Because {
  const reasons = reasonsOf(library, yours)
  return (theirs) => {
    const { pairs, shared, distinctive } = reasons(theirs)
    return {
      sentences: pairs.map(({ a, b, similarity }) => ({ theirs: b, yours: a, similarity })),
      shared: [...shared],
      distinctive: [...distinctive],
    }
  }
}
