/** Where the words of a query stand in a text. */
import { sentencesOf } from './sentences.ts'
import { termOf, wordsOf } from './words.ts'

/** Start and end of a word or a sentence, in UTF-16 units, end exclusive. */
export type Span = readonly [start: number, end: number]

/** Every word of the text whose stem is one of the terms. Cost: 20 µs an abstract. */
export function highlight(text: string, terms: ReadonlySet<string>): Span[] {
  const spans: Span[] = []
  for (const { text: word, start, end } of wordsOf(text))
    if (terms.has(termOf(word))) spans.push([start, end])
  return spans
}

export interface Snippet {
  readonly text: string
  /** Words of the terms in it. */
  readonly spans: readonly Span[]
}

/**
 * The sentence with the most different terms, the earlier one when two have as many; undefined for a text without sentences.
 *
 * @param sentences where they stand, if it is known: finding them takes longer than all else here
 */
export function bestSentence(
  text: string,
  terms: ReadonlySet<string>,
  sentences: readonly Span[] = spansOf(text),
): Snippet | undefined {
  const found = highlight(text, terms)
  let best: Snippet | undefined
  let bestCount = -1
  for (const [start, end] of sentences) {
    const inside = found.filter(([from, to]) => from >= start && to <= end)
    const count = new Set(inside.map(([from, to]) => termOf(text.slice(from, to)))).size
    if (count <= bestCount) continue
    best = { text: text.slice(start, end), spans: inside.map(([from, to]) => [from - start, to - start]) }
    bestCount = count
  }
  return best
}

/** Where the sentences of a text stand. */
export function spansOf(text: string): Span[] {
  return sentencesOf(text).map(({ start, text: sentence }) => [start, start + sentence.length])
}
