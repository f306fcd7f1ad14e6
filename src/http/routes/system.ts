/** How the service is doing: liveness, readiness, and what it holds. */
import { isInReach } from '../../db/out-of-reach.ts'
import { corpusRevision } from '../../db/papers.ts'
import type { Library } from '../../library.ts'
import { answers, createRoute, newRouter, z } from '../contract.ts'
import { libraryIfAny } from '../named-papers.ts'
import type { Service } from '../service.ts'

const health = createRoute({
  method: 'get',
  path: '/healthz',
  summary: 'Whether the process is alive',
  responses: answers('It is.', z.object({ status: z.literal('alive') })),
})

const NO_DATABASE =
  'the database does not answer: readers and the list of papers are unavailable until it does'

const Readiness = z.object({
  status: z.enum(['ready', 'degraded', 'not ready']),
  problems: z.array(z.string()).openapi({ description: 'What is wrong, each with what to run.' }),
  snapshot: z.string().optional(),
})
const ready = createRoute({
  method: 'get',
  path: '/readyz',
  summary: 'Whether every question can be answered',
  description:
    '`degraded` means that answers are given, but not from the newest index or not for free text; `problems` says which and what to run.',
  responses: {
    200: { description: 'Ready, or degraded.', content: { 'application/json': { schema: Readiness } } },
    503: { description: 'Not ready.', content: { 'application/json': { schema: Readiness } } },
  },
})

const stats = createRoute({
  method: 'get',
  path: '/v1/stats',
  summary: 'What the collection holds',
  responses: answers(
    'Counts, and what the answers are computed from.',
    z.object({
      papers: z.int().openapi({ description: 'Papers in the database.' }),
      indexedPapers: z.int().openapi({ description: 'Papers that answers are computed from.' }),
      topics: z.int(),
      firstDay: z.string().optional(),
      lastDay: z.string().optional(),
      snapshot: z.string().optional(),
      model: z.object({
        name: z.string(),
        dtype: z.string(),
        dimensions: z.int(),
        maxTokens: z.int(),
        weightsSha256: z.string(),
      }),
    }),
    503,
  ),
})

export const system = (service: Service) =>
  newRouter()
    .openapi(health, (c) => c.json({ status: 'alive' as const }, 200))
    .openapi(ready, async (c) => {
      const problems = [...service.library.problems()]
      const library = libraryIfAny(service)
      const inReach = await isInReach(service.db)
      if (!inReach) problems.push(NO_DATABASE)
      const snapshot = library?.id
      if (!library || !inReach) return c.json({ status: 'not ready' as const, problems, snapshot }, 503)
      return c.json(
        { status: problems.length > 0 ? ('degraded' as const) : ('ready' as const), problems, snapshot },
        200,
      )
    })
    .openapi(stats, async (c) => {
      const { count } = await corpusRevision(service.db)
      const library = libraryIfAny(service)
      const { name, dtype, dimensions, maxTokens, weightsSha256 } = service.embedder.model
      return c.json(
        {
          papers: count,
          indexedPapers: library?.count ?? 0,
          topics: library?.topics.topics.length ?? 0,
          ...range(library),
          snapshot: library?.id,
          model: { name, dtype, dimensions, maxTokens, weightsSha256 },
        },
        200,
      )
    })

/** First and last day of publication among the dated papers. */
function range(library: Library | undefined): { firstDay?: string; lastDay?: string } {
  if (!library) return {}
  const dated = Array.from(library.newestFirst, (row) => library.cards[row]!.publishedOn).filter(
    (day) => day !== undefined,
  )
  return { firstDay: dated.at(-1), lastDay: dated[0] }
}
