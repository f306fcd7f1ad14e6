/**
 * Similar papers, on CSFCube: for a paper and one facet of it, about 140 others judged 0 to 3 by how
 * alike they are in that facet.
 *
 * Its abstracts come in sentences; they are joined, and split again by the product's own splitter.
 *
 * Source: Mysore, O'Gorman, McCallum & Zamani 2021, https://arxiv.org/abs/2103.12906
 */
import { z } from 'zod'
import type { Ranked } from '../diversify.ts'
import type { Library } from '../library.ts'
import { paperAsSubject } from '../likeness.ts'
import type { Paper } from '../paper.ts'
import { nearestPapers, similarPapers } from '../similar.ts'
import { FACETS } from '../text/facets.ts'
import { row } from '../vector.ts'
import { paperOf, readRecords } from './data.ts'
import { averagePrecision, ndcgOfShare } from './metrics.ts'
import { type Outcome, Outcomes } from './outcome.ts'

const Document = z.object({ id: z.string(), title: z.string(), sentences: z.array(z.string()) })
const Query = z.object({
  query: z.string(),
  facet: z.enum(FACETS),
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

export const WHOLE = 'cosine of whole papers'
export const ALIKE = 'Kindred'
export const IN_FACET = 'Kindred, told the facet'

/** One outcome a method over all queries, then one a method and facet. */
export async function evaluateSimilar(library: Library, queries: readonly Query[]): Promise<Outcome[]> {
  const all = new Outcomes()
  const byFacet = new Outcomes()
  for (const { query, facet, candidates, relevance } of queries) {
    const judged = new Map(candidates.map((id, at) => [library.rowOf(id)!, relevance[at]!]))
    // One query stands among its own candidates; the protocol ranks it like the others.
    const options = { count: candidates.length, candidates: [...judged.keys()], exclude: new Set<number>() }
    const seed = library.rowOf(query)!
    const note = (method: string, ranked: readonly Ranked[]) => {
      const gains = ranked.map((paper) => judged.get(paper.row)!)
      const measured = { MAP: averagePrecision(gains, RELEVANT_FROM), 'NDCG%20': ndcgOfShare(gains, SHARE) }
      all.add(method, measured)
      byFacet.add(`${method}: ${facet}`, measured)
    }
    note(WHOLE, await nearestPapers(library, [row(library.vectors, seed)], options))
    note(ALIKE, await similarPapers(library, [paperAsSubject(library, seed)], options))
    note(IN_FACET, await similarPapers(library, [paperAsSubject(library, seed, facet)], options))
  }
  return [...all.all(), ...byFacet.all()]
}
