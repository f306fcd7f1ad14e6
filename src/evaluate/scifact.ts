/**
 * Search by free text, on SciFact: 5,183 abstracts, 809 claims, and which abstracts bear on each.
 *
 * Source: Wadden et al. 2020, https://arxiv.org/abs/2004.14974; the judgements as BEIR counts them
 */
import { z } from 'zod'
import type { Ranked } from '../diversify.ts'
import { exactIndex } from '../index/exact.ts'
import type { LibraryInMemory } from '../library.ts'
import type { Paper } from '../paper.ts'
import { hybridSearch, keywordSearch, semanticSearch } from '../search.ts'
import { type Matrix, row } from '../vector.ts'
import { paperOf, readRecords } from './data.ts'
import { hitsOf, ndcg, recall } from './metrics.ts'
import { type Outcome, Outcomes } from './outcome.ts'

const Document = z.object({ id: z.string(), title: z.string(), text: z.string() })
const Claim = z.object({ id: z.string(), text: z.string(), relevant: z.array(z.string()).min(1) })

export interface Claim {
  readonly text: string
  /** Ids of papers, at least one. */
  readonly relevant: readonly string[]
}

/** @throws NotReady when the data is absent */
export function readSciFact(folder: string): { papers: Paper[]; claims: Claim[] } {
  const documents = readRecords(folder, 'scifact-corpus.jsonl.gz', Document)
  const claims = readRecords(folder, 'scifact-claims.jsonl', Claim)
  return { papers: documents.map(({ id, title, text }) => paperOf(id, title, text)), claims }
}

const DEPTH = 100

/**
 * Semantic search is also measured with every vector looked at, which tells what the graph misses:
 * claims are no papers, and a query far from all vectors is harder for it.
 *
 * @param vectors one a claim, unit length
 */
export async function evaluateSearch(
  library: LibraryInMemory,
  claims: readonly Claim[],
  vectors: Matrix,
): Promise<Outcome[]> {
  const outcomes = new Outcomes()
  const exact = { ...library, index: exactIndex(library.vectors) }
  for (const [at, { text, relevant }] of claims.entries()) {
    const wanted = new Set(relevant.map((id) => library.rowOf(id)!))
    const vector = row(vectors, at)
    const note = (method: string, ranked: readonly Ranked[]) => {
      const rows = ranked.map((paper) => paper.row)
      const hits = hitsOf(rows, wanted)
      const judged = Array.from(wanted, () => 1)
      outcomes.add(method, {
        'nDCG@10': ndcg(hits, judged, 10),
        'recall@100': recall(hits, wanted.size, DEPTH),
      })
    }
    note('keyword', keywordSearch(library, text, { count: DEPTH }))
    note('semantic', await semanticSearch(library, vector, { count: DEPTH }))
    note('semantic, without the graph', await semanticSearch(exact, vector, { count: DEPTH }))
    note('hybrid', await hybridSearch(library, text, vector, { count: DEPTH }))
  }
  return outcomes.all()
}
