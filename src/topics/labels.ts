/** What topics are called, and when they are called otherwise. */
import type { WeightedTerm } from './terms.ts'

const LABEL_TERMS = 3

/** How much heavier the words of a new name must be than those of the one that a topic has. */
const MARGIN = 1.25

/**
 * The first few terms of each; where two topics would share them, the later one takes its next term as well. A topic that
 * has a name keeps it while its words say nearly as much.
 *
 * @param names what each was called, undefined for a new one; no two the same
 * @returns labels of which no two are the same
 */
export function distinctLabels(
  terms: readonly (readonly WeightedTerm[])[],
  names: readonly (string | undefined)[] = [],
): string[] {
  const kept = terms.map((own, at) => {
    const name = names[at]
    return name !== undefined && stillFits(name, own) ? name : undefined
  })
  const taken = new Set(kept)
  const take = (label: string) => {
    taken.add(label)
    return label
  }
  return terms.map((own, at) => {
    if (kept[at] !== undefined) return kept[at]
    const named = own.map(({ term }) => titleCase(term))
    for (let length = Math.min(LABEL_TERMS, named.length); length > 0 && length <= named.length; length++) {
      const label = named.slice(0, length).join(', ')
      if (!taken.has(label)) return take(label)
    }
    return take(freeName(named.slice(0, LABEL_TERMS).join(', ') || 'Topic', at + 1, taken))
  })
}

/** With a number, which is not that of another. */
function freeName(name: string, number: number, taken: ReadonlySet<string | undefined>): string {
  return taken.has(`${name} ${number}`) ? freeName(name, number + 1, taken) : `${name} ${number}`
}

/** Whether the words of a name weigh nearly as much as those that would be chosen now. */
function stillFits(name: string, terms: readonly WeightedTerm[]): boolean {
  const words = new Set(name.split(', '))
  const weigh = (own: readonly WeightedTerm[]) => own.reduce((sum, { weight }) => sum + weight, 0)
  const now = weigh(terms.slice(0, words.size))
  return weigh(terms.filter(({ term }) => words.has(titleCase(term)))) * MARGIN >= now
}

/** First letters in capitals; a word that has capitals inside (LLM, BERT) is spelled as it is. */
function titleCase(term: string): string {
  return term.replace(/\S+/g, (word) =>
    /\p{Lu}/u.test(word.slice(1)) ? word : word.charAt(0).toUpperCase() + word.slice(1),
  )
}
