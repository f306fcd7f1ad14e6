/** `/v1/experiments`: which of two strategies readers prefer, by all lists that compared them. */
import { creditsByComparison } from '../../db/impressions.ts'
import { type Preference, preferenceOf } from '../../evaluate/preference.ts'
import { comparedIn } from '../../impression.ts'
import { answers, createRoute, newRouter, Page, z } from '../contract.ts'
import type { Service } from '../service.ts'

const ofBoth = <T extends z.ZodType>(schema: T) => z.tuple([schema, schema])
const ExperimentReply = z
  .object({
    strategies: ofBoth(z.string()).openapi({ example: ['kindred', 'mean'] }),
    lists: z.int().openapi({ description: 'That showed at least one paper.' }),
    responded: z.int().openapi({ description: 'Of which the reader opened, liked, saved or read one.' }),
    wins: ofBoth(z.int()).openapi({
      description: 'Lists in which more papers of this strategy were responded to.',
    }),
    ties: z.int(),
    delta: z.object({ value: z.number(), low: z.number(), high: z.number() }).optional().openapi({
      description:
        'Share of the responded lists that the first strategy won, ties counting half, less one half; with a 95 % bootstrap interval.',
    }),
    pValue: z.number().openapi({ description: 'Of the exact sign test, two-sided, over the wins.' }),
    verdict: z.string().openapi({ example: 'readers prefer kindred to mean' }),
  })
  .openapi('Experiment')

const report = createRoute({
  method: 'get',
  path: '/',
  summary: 'Which of two strategies readers prefer',
  description:
    'Over the lists of all readers that were made with `compare`. Undecided unless the interval of `delta` leaves out 0 and `pValue` is below 0.05.',
  responses: answers(
    'Every pair that was compared, in alphabetical order.',
    z.object({ experiments: z.array(ExperimentReply), reason: Page.reason }),
  ),
})

export const experiments = (service: Service) =>
  newRouter().openapi(report, async (c) => {
    const experiments = Array.from(await creditsByComparison(service.db), ([comparison, lists]) =>
      experimentReply(comparedIn(comparison), preferenceOf(lists)),
    )
    const reason =
      experiments.length > 0
        ? undefined
        : 'no list has compared two strategies: POST /v1/readers/{id}/lists with `compare`'
    return c.json({ experiments, reason }, 200)
  })

function experimentReply(
  strategies: [string, string],
  { wins, preferred, ...figures }: Preference,
): z.infer<typeof ExperimentReply> {
  const [a, b] = strategies
  const verdicts = { a: `readers prefer ${a} to ${b}`, b: `readers prefer ${b} to ${a}` }
  return {
    strategies,
    ...figures,
    wins: [wins.a, wins.b],
    verdict: preferred ? verdicts[preferred] : `undecided: ${a} and ${b} can’t be told apart yet`,
  }
}
