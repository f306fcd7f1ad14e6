/** The sentence of its papers that says best what a topic is about; nothing is made up. */
import { sentencesOf } from '../text/sentences.ts'
import type { WeightedTerm } from './terms.ts'
import { type TitledText, termsIn } from './terms-in.ts'

/** Shorter ones say nothing, longer ones are not read. */
const LENGTH_MIN = 50
const LENGTH_MAX = 240
/** A sentence that goes on from another one is hard to read alone. */
const GOES_ON =
  /^(?:to (?:address|overcome|tackle|solve|mitigate|fill|bridge|improve) (?:this|these|that|those|the)|however|moreover|furthermore|in addition|additionally|therefore|thus|then|finally|this|these|it|they|such|but|and)\b/i
const GOES_ON_WEIGHT = 0.5

/**
 * @param papers of the middle of the topic, the most central first
 * @returns the sentence that holds most of the terms, by their weights; empty where none is of such a length
 */
export function aboutOf(papers: readonly TitledText[], terms: readonly WeightedTerm[]): string {
  const weightOf = new Map(
    terms.flatMap(({ term, weight }) => Array.from(termsIn(term).keys(), (key) => [key, weight] as const)),
  )
  let best = { text: '', weight: -1 }
  for (const { abstract } of papers) {
    for (const { text } of sentencesOf(abstract)) {
      if (text.length < LENGTH_MIN || text.length > LENGTH_MAX) continue
      const told = Array.from(termsIn(text).keys()).reduce(
        (total, key) => total + (weightOf.get(key) ?? 0),
        0,
      )
      const weight = GOES_ON.test(text) ? GOES_ON_WEIGHT * told : told
      if (weight > best.weight) best = { text, weight }
    }
  }
  return best.text
}
