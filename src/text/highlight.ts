/** Where the words of a query stand in a text. */
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
