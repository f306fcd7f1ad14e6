/** `/v1/search`: papers by words, by meaning, or both. */
import { InvalidInput, NotReady } from '../../errors.ts'
import { quantise } from '../../int8.ts'
import type { Library } from '../../library.ts'
import { SEARCH_MODES, type SearchMode } from '../../saved-search.ts'
import { hybridSearch, keywordSearch, semanticSearch } from '../../search.ts'
import { corrected } from '../../spelling.ts'
import { tellingSentence } from '../../telling-sentence.ts'
import { highlight, type Span } from '../../text/highlight.ts'
import { termsOf } from '../../text/words.ts'
import { nextTurn } from '../../turn.ts'
import {
  answers,
  Cursor,
  createRoute,
  FilterQuery,
  flagInQuery,
  Limit,
  newRouter,
  Page,
  RankedReply,
  z,
} from '../contract.ts'
import { filterNamed, vectorOfText } from '../named-papers.ts'
import { rankedPage, rankedReply } from '../ranked-page.ts'
import type { Service } from '../service.ts'

export const QUERY_LENGTH_MAX = 1_000

export const QueryText = z
  .string()
  .trim()
  .min(1, 'is empty; type some words')
  .max(
    QUERY_LENGTH_MAX,
    `is longer than ${QUERY_LENGTH_MAX} characters; for a whole abstract use POST /v1/similar`,
  )
  .openapi({ example: 'diffusion language models' })

const Spans = z
  .array(z.tuple([z.int(), z.int()]))
  .openapi({ description: 'Start and end of each matching word, in UTF-16 units.' })

const search = createRoute({
  method: 'get',
  path: '/',
  summary: 'Search by words, by meaning, or both',
  description:
    'Keyword scores are BM25, semantic ones cosines; hybrid joins both on a scale from 0 to 1. `snippet` is the sentence of the abstract that holds most of the query’s words, and of several the one nearest in meaning. A word that no paper holds is searched for as the nearest one that they do hold (`corrected`), unless `exact` is true.',
  request: {
    query: z.strictObject({
      q: QueryText,
      mode: z.enum(SEARCH_MODES).default('hybrid'),
      exact: flagInQuery(false).openapi({
        description: 'Search for the words as they are, unknown ones too.',
      }),
      ...FilterQuery,
      limit: Limit,
      cursor: Cursor.optional(),
    }),
  },
  responses: answers(
    'Best first.',
    z.object({
      papers: z.array(
        RankedReply.extend({ snippet: z.string(), highlights: z.object({ title: Spans, snippet: Spans }) }),
      ),
      corrected: z.string().optional().openapi({
        description: 'What was searched for in place of `q`, some words of which no paper holds.',
      }),
      ...Page,
    }),
    400,
    404,
    410,
    503,
  ),
})

export const searching = (service: Service) =>
  newRouter().openapi(search, async (c) => {
    const { q, mode, exact, limit, cursor, ...filter } = c.req.valid('query')
    return c.json(await searchReply(service, { q, mode, exact, limit, cursor, filter }), 200)
  })

export interface SearchRequest {
  readonly q: string
  readonly mode: SearchMode
  /** Words that no paper holds are searched for all the same. */
  readonly exact?: boolean
  readonly limit: number
  readonly cursor?: string
  readonly filter: { from?: string; to?: string; topic?: string }
}

/** The search as both the route and the page answer it. */
export async function searchReply(service: Service, request: SearchRequest) {
  const { mode, limit, cursor, filter } = request
  const library = service.library.get()
  const correction = request.exact ? undefined : corrected(library, request.q)
  const q = correction ?? request.q
  const named = await filterNamed(service, library, filter)
  const { vector, reason } = mode === 'keyword' ? {} : await meaningOf(service, library, q, mode)
  await nextTurn()
  const page = await rankedPage(
    library,
    { question: ['search', q, mode, filter, vector === undefined], limit, cursor },
    (count) => {
      if (!vector) return keywordSearch(library, q, { ...named, count })
      return mode === 'semantic'
        ? semanticSearch(library, vector, { ...named, count })
        : hybridSearch(library, q, vector, { ...named, count })
    },
  )
  await nextTurn()
  const terms = new Set(termsOf(q))
  const bytes = vector && quantise(vector)
  const reasonIfEmpty =
    mode === 'keyword' || !vector ? 'no paper holds these words' : 'no paper passes the filter'
  const reply = rankedReply(library, page, {
    reasonIfEmpty,
    reason,
    extra: ({ row }) => marked(library, row, terms, bytes),
  })
  return { ...reply, corrected: correction }
}

/** The query's vector. Hybrid search goes on by words alone when the model can't be had, and says so. */
async function meaningOf(
  service: Service,
  library: Library,
  q: string,
  mode: SearchMode,
): Promise<{ vector?: Float32Array; reason?: string }> {
  try {
    return { vector: await vectorOfText(service, library, { title: q, abstract: '' }) }
  } catch (error) {
    if (mode === 'hybrid' && error instanceof NotReady)
      return { reason: `searched by words alone: ${error.message}` }
    throw error
  }
}

function marked(
  library: Library,
  row: number,
  terms: ReadonlySet<string>,
  vector: Int8Array | undefined,
): { snippet: string; highlights: { title: [number, number][]; snippet: [number, number][] } } {
  const best = tellingSentence(library, row, { terms, vector })
  const places = (spans: readonly Span[]) => spans.map(([start, end]): [number, number] => [start, end])
  return {
    snippet: best?.text ?? '',
    highlights: {
      title: places(highlight(library.cards[row]!.title, terms)),
      snippet: places(best?.spans ?? []),
    },
  }
}

/** @throws InvalidInput when a page was asked for with a mode that there is not */
export function parseMode(mode: string | undefined): SearchMode {
  const found = SEARCH_MODES.find((known) => known === (mode ?? 'hybrid'))
  if (!found) throw new InvalidInput(`mode must be one of ${SEARCH_MODES.join(', ')}`, 'mode')
  return found
}
