/**
 * Similar papers, on CSFCube: for a paper and one facet of it, about 140 others judged 0 to 3 by how
 * alike they are in that facet. Kindred ranks by the whole paper, whatever the facet.
 *
 * Source: Mysore, O'Gorman, McCallum & Zamani 2021, https://arxiv.org/abs/2103.12906
 */
import { z } from 'zod'
import type { Library } from '../library.ts'
import type { Paper } from '../paper.ts'
import { similarPapers } from '../similar.ts'
import { row } from '../vector.ts'
import { paperOf, readRecords } from './data.ts'
import { averagePrecision, ndcgOfShare } from './metrics.ts'
import { type Outcome, Outcomes } from './outcome.ts'

const Document = z.object({ id: z.string(), title: z.string(), sentences: z.array(z.string()) })
const Query = z.object({
  query: z.string(),
  facet: z.enum(['background', 'method', 'result']),
  candidates: z.array(z.string()),
  relevance: z.array(z.int().min(0).max(3)),
})
export type Query = z.infer<typeof Query>

/** @throws NotReady when the data is absent */
export function readCsfCube(folder: string): { papers: Paper[]; queries: Query[] } {
  const documents = readRecords(folder, 'csfcube-papers.jsonl.gz', Document)
  const queries = readRecords(folder, 'csfcube-queries.jsonl', Query)
  return {
    papers: documents.map(({ id, title, sentences }) => paperOf(id, title, sentences.join(' '))),
    queries,
  }
}

const RELEVANT_FROM = 2
const SHARE = 0.2

/** One outcome over all queries, then one a facet. */
export function evaluateSimilar(library: Library, queries: readonly Query[]): Outcome[] {
  const outcomes = new Outcomes()
  for (const { query, facet, candidates, relevance } of queries) {
    const judged = new Map(candidates.map((id, at) => [library.rowOf(id)!, relevance[at]!]))
    const seed = row(library.vectors, library.rowOf(query)!)
    // One query stands among its own candidates; the protocol ranks it like the others.
    const options = { count: candidates.length, candidates: [...judged.keys()], exclude: new Set<number>() }
    const gains = similarPapers(library, [seed], options).map((paper) => judged.get(paper.row)!)
    const measured = { MAP: averagePrecision(gains, RELEVANT_FROM), 'NDCG%20': ndcgOfShare(gains, SHARE) }
    outcomes.add('all facets', measured)
    outcomes.add(facet, measured)
  }
  return outcomes.all()
}
