/**
 * How good the words of topics are, by the documents they are of.
 *
 * NPMI (normalised pointwise mutual information) of two words: ln(p(a, b) / p(a) p(b)) / −ln p(a, b), with p the share of
 * documents that hold them; 1 where they always come together, 0 where they do by chance, −1 where they never do. Of a
 * topic the mean over its pairs, of a model the mean over its topics. Diversity is the share of words that differ.
 *
 * Sources: Bouma 2009; Lau, Newman & Baldwin 2014, https://aclanthology.org/E14-1056;
 * Dieng, Ruiz & Blei 2020, https://arxiv.org/abs/1907.04907 (diversity)
 */
import { mean } from '../vector.ts'

/** Rarer words are left out: two of them once together would count as much as any. */
const DOCUMENTS_MIN = 5
const WORDS = 10
const WORD = /[\p{L}\p{N}_]{2,}/gu

/**
 * @param topics the words of each, best first; of a phrase, its words stand side by side
 * @returns NPMI in [−1, 1] and diversity in (0, 1], of the first ten words of each
 */
export function wordQuality(
  topics: readonly (readonly string[])[],
  documents: readonly string[],
): { npmi: number; diversity: number } {
  const tops = topics.map((words) => words.slice(0, WORDS).map(tokens))
  const all = tops.flat().map((words) => words.join(' '))
  const holding = documentsOf([...new Set(all)], documents)
  const npmi = (a: Set<number>, b: Set<number>) => {
    let both = 0
    for (const document of a) if (b.has(document)) both++
    if (both === 0) return -1
    if (both === documents.length) return 1
    return Math.log((both * documents.length) / (a.size * b.size)) / Math.log(documents.length / both)
  }
  const ofTopics = tops.map((words) => {
    const sets = words.map((own) => holding.get(own.join(' '))!).filter(({ size }) => size >= DOCUMENTS_MIN)
    return mean(sets.flatMap((a, i) => sets.slice(0, i).map((b) => npmi(a, b))))
  })
  return { npmi: mean(ofTopics), diversity: new Set(all).size / all.length }
}

const tokens = (text: string) => text.toLowerCase().match(WORD) ?? []

/** The documents that hold each term. */
function documentsOf(terms: readonly string[], documents: readonly string[]): Map<string, Set<number>> {
  const holding = new Map(terms.map((term) => [term, new Set<number>()]))
  const longest = Math.max(1, ...terms.map((term) => term.split(' ').length))
  documents.forEach((document, at) => {
    const words = tokens(document)
    for (let start = 0; start < words.length; start++)
      for (let length = 1; length <= longest; length++)
        holding.get(words.slice(start, start + length).join(' '))?.add(at)
  })
  return holding
}
