/** Where the words of a query stand in a text. */
import { type Sentence, sentencesOf } from './sentences.ts'
import { foldWord, isStopWord, stem, wordsOf } from './words.ts'

/** Start and end of a word, in UTF-16 units, end exclusive. */
export type Span = readonly [start: number, end: number]

/** Every word of the text whose stem is one of the terms. */
export function highlight(text: string, terms: ReadonlySet<string>): Span[] {
  const spans: Span[] = []
  for (const { text: word, start, end } of wordsOf(text)) {
    const folded = foldWord(word)
    if (!isStopWord(folded) && terms.has(stem(folded))) spans.push([start, end])
  }
  return spans
}

/** The sentence with the most different terms, the earlier one when two have as many; undefined for a text without sentences. */
export function bestSentence(text: string, terms: ReadonlySet<string>): Sentence | undefined {
  let best: Sentence | undefined
  let bestCount = -1
  for (const sentence of sentencesOf(text)) {
    const found = new Set(
      highlight(sentence.text, terms).map(([start, end]) => stem(foldWord(sentence.text.slice(start, end)))),
    )
    if (found.size > bestCount) {
      best = sentence
      bestCount = found.size
    }
  }
  return best
}
