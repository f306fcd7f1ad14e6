/**
 * Topics of arXiv's computer science against its own categories: the first 10,000 of the collection.
 *
 * Papers that a method puts into no topic count as a class of their own.
 */
import { z } from 'zod'
import type { TermVectors } from '../embed/embed-terms.ts'
import type { NeighbourLists } from '../index/neighbours.ts'
import type { Paper } from '../paper.ts'
import { seeded } from '../random.ts'
import { findTopics } from '../topics/find.ts'
import { kMeans } from '../topics/k-means.ts'
import { topicTerms } from '../topics/topic-terms.ts'
import { vocabularyOf } from '../topics/vocabulary.ts'
import type { Matrix } from '../vector.ts'
import { agreement } from './clustering-metrics.ts'
import { paperOf, readRecords } from './data.ts'
import { table } from './report.ts'
import { wordQuality } from './topic-words.ts'

const Category = z.object({ id: z.string(), title: z.string(), abstract: z.string(), primary: z.string() })

const PAPERS = 10_000
const PLAIN_TOPICS = 40

/** What a method made of the papers. */
export interface Grouping {
  readonly method: string
  /** The topic of each paper, −1 for none. */
  readonly assignment: readonly number[]
  /** The words of each topic, best first. */
  readonly words: readonly (readonly string[])[]
  readonly seconds: number
}

/** @throws NotReady when the data is absent */
export function readArxiv(folder: string): { papers: Paper[]; primaries: string[] } {
  const records = readRecords(folder, 'arxiv-cs-100k.jsonl.gz', Category).slice(0, PAPERS)
  return {
    papers: records.map(({ id, title, abstract }) => paperOf(id, title, abstract)),
    primaries: records.map(({ primary }) => primary),
  }
}

/** The product's own, and k-means on the plain vectors with the same words. */
export async function ownGroupings(
  papers: readonly Paper[],
  { vectors, neighbours }: { vectors: Matrix; neighbours: NeighbourLists },
  termVectors: TermVectors,
): Promise<Grouping[]> {
  const paperAt = (row: number) => papers[row]!
  const started = performance.now()
  const { topics, assignment } = await findTopics(vectors, neighbours, paperAt, { termVectors })
  const found = performance.now()
  const plain = kMeans(vectors, { k: PLAIN_TOPICS, runs: 3, random: seeded(1) })
  const clustered = performance.now()
  const terms = topicTerms(vocabularyOf(papers.length, paperAt), plain.assignment, {
    topics: PLAIN_TOPICS,
    count: 10,
  })
  return [
    {
      method: 'Kindred',
      assignment: [...assignment],
      words: topics.map((topic) => topic.terms.map(({ term }) => term)),
      seconds: (found - started) / 1000,
    },
    {
      method: `k-means, k = ${PLAIN_TOPICS}, best of 3, Kindred’s words`,
      assignment: [...plain.assignment],
      words: terms.map((own) => own.map(({ term }) => term)),
      seconds: (clustered - found) / 1000,
    },
  ]
}

export function groupingTable(
  groupings: readonly Grouping[],
  { papers, primaries }: { papers: readonly Paper[]; primaries: readonly string[] },
): string {
  const documents = papers.map(({ title, abstract }) => `${title}. ${abstract}`)
  const lines = groupings.map(({ method, assignment, words, seconds }) => {
    const { nmi, ari, homogeneity, completeness } = agreement(assignment, primaries)
    const { npmi, diversity } = wordQuality(words, documents)
    const outliers = assignment.filter((topic) => topic < 0).length / assignment.length
    return [
      method,
      String(words.length),
      `${(100 * outliers).toFixed(1)} %`,
      ...[nmi, homogeneity, completeness, ari, npmi, diversity].map((figure) => figure.toFixed(3)),
      seconds.toFixed(1),
    ]
  })
  const heads = ['topics', 'outliers', 'NMI = V-measure', 'homogeneity', 'completeness', 'ARI']
  return table(['method', ...heads, 'NPMI', 'diversity', 'seconds'], lines)
}
