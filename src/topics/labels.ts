/** What topics are called. */
import type { WeightedTerm } from './terms.ts'

const LABEL_TERMS = 3

/**
 * The first few terms of each; where two topics would share them, the later one takes its next term as well.
 *
 * @returns labels of which no two are the same
 */
export function distinctLabels(terms: readonly (readonly WeightedTerm[])[]): string[] {
  const taken = new Set<string>()
  const take = (label: string) => {
    taken.add(label)
    return label
  }
  return terms.map((own, at) => {
    const named = own.map(({ term }) => titleCase(term))
    for (let length = Math.min(LABEL_TERMS, named.length); length > 0 && length <= named.length; length++) {
      const label = named.slice(0, length).join(', ')
      if (!taken.has(label)) return take(label)
    }
    return take(`${named.slice(0, LABEL_TERMS).join(', ') || 'Topic'} ${at + 1}`)
  })
}

/** First letters in capitals; a word that has capitals inside (LLM, BERT) is spelled as it is. */
function titleCase(term: string): string {
  return term.replace(/\S+/g, (word) =>
    /\p{Lu}/u.test(word.slice(1)) ? word : word.charAt(0).toUpperCase() + word.slice(1),
  )
}
