/**
 * Terms of topics ranked by what they mean, and names that don't say the same twice.
 *
 *   w · e^(4 (cos(term, topic) − cos(term, collection)))
 *
 * w what c-TF-IDF gives (topic-terms.ts), the cosines those of the term's own vector to the means of the topic's papers and of
 * all. Without the second cosine a word of the whole field would gain as well. On the evaluation’s 10,000 arXiv papers NPMI rose from
 * 0.217 to 0.225 and topic diversity from 0.879 to 0.894; with 8 instead of 4 NPMI falls to 0.210, and by the cosine alone to 0.05.
 *
 * A name takes its terms by maximal marginal relevance: “automata, finite, cellular” rather than “automata, automaton, finite”.
 *
 * Sources: Grootendorst 2020, KeyBERT, https://doi.org/10.5281/zenodo.4461265; diversify.ts for the names
 */
import { diversify } from '../diversify.ts'
import type { TermVectors } from '../embed/embed-terms.ts'
import { dot, type Matrix, row } from '../vector.ts'
import type { WeightedTerm } from './terms.ts'

const SHARPNESS = 4
const NAME_DIVERSITY = 0.3

export interface RankedTerms {
  /** The heaviest first. */
  readonly terms: readonly WeightedTerm[]
  /** The same in the order in which a name takes them. */
  readonly forName: readonly WeightedTerm[]
}

/** In the order in which they came. */
export function unranked(candidates: readonly WeightedTerm[], count: number): RankedTerms {
  const terms = candidates.slice(0, count)
  return { terms, forName: terms }
}

/**
 * @param candidates of each topic
 * @param middles of each topic, unit length
 * @param usual the middle of the collection, unit length
 * @param count terms kept of each
 *
 * Cost: that of embedding those terms that are new.
 */
export async function rankedByMeaning(
  candidates: readonly (readonly WeightedTerm[])[],
  { middles, usual }: { middles: readonly Float32Array[]; usual: Float32Array },
  vectorsOf: TermVectors,
  count: number,
): Promise<RankedTerms[]> {
  const distinct = [...new Set(candidates.flat().map(({ term }) => term))]
  const rowOf = new Map(distinct.map((term, at) => [term, at]))
  const vectors = await vectorsOf(distinct)
  return candidates.map((own, topic) => {
    const weighted = own.map(({ term, weight }) => {
      const at = rowOf.get(term)!
      const vector = row(vectors, at)
      const more = dot(vector, middles[topic]!) - dot(vector, usual)
      return { row: at, term, weight: weight * Math.exp(SHARPNESS * more) }
    })
    weighted.sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
    return { terms: weighted.slice(0, count).map(plain), forName: named(vectors, weighted.slice(0, count)) }
  })
}

const plain = ({ term, weight }: WeightedTerm): WeightedTerm => ({ term, weight })

/** Scores on a scale like a cosine's: the heaviest has 1. */
function named(vectors: Matrix, terms: readonly (WeightedTerm & { row: number })[]): WeightedTerm[] {
  const heaviest = terms[0]?.weight || 1
  const candidates = terms.map((term) => ({ ...term, score: term.weight / heaviest }))
  return diversify(vectors, candidates, { count: terms.length, diversity: NAME_DIVERSITY }).map(plain)
}
