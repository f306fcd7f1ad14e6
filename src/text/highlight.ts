/** Where the words of a query stand in a text. */
import { sentencesOf } from './sentences.ts'
import { termOf, wordsOf } from './words.ts'

/** Start and end of a word or a sentence, in UTF-16 units, end exclusive. */
export type Span = readonly [start: number, end: number]

/** Every word of the text whose stem is one of the terms. Cost: 10 µs an abstract. */
export function highlight(text: string, terms: ReadonlySet<string>): Span[] {
  const spans: Span[] = []
  const mayCount = beginningAs(terms)
  for (const { text: word, start, end } of wordsOf(text))
    if (mayCount(word) && terms.has(termOf(word))) spans.push([start, end])
  return spans
}

const FIRST_BEYOND_ASCII = 128

/** Whether a word begins as one of the terms does: a stem begins as its word, but for case and accents. */
function beginningAs(terms: ReadonlySet<string>): (word: string) => boolean {
  const first = new Set(Array.from(terms, (term) => term.charCodeAt(0)))
  return (word) => {
    const code = word.charCodeAt(0)
    const isCapital = code >= 65 && code <= 90
    return code >= FIRST_BEYOND_ASCII || first.has(isCapital ? code + 32 : code)
  }
}

export interface Snippet {
  readonly text: string
  /** Words of the terms in it. */
  readonly spans: readonly Span[]
}

/**
 * The sentence with the most different terms, of those that have as many the nearest in meaning, else the earliest; undefined for
 * a text without sentences.
 *
 * @param options.sentences where they stand, if it is known: finding them takes longer than all else here
 * @param options.near how near each is in meaning, if that is known
 */
export function bestSentence(
  text: string,
  terms: ReadonlySet<string>,
  { sentences = spansOf(text), near }: { sentences?: readonly Span[]; near?: ArrayLike<number> } = {},
): Snippet | undefined {
  const found = highlight(text, terms)
  let best: { at: number; count: number; inside: readonly Span[] } | undefined
  for (const [at, [start, end]] of sentences.entries()) {
    const inside = found.filter(([from, to]) => from >= start && to <= end)
    const count = new Set(inside.map(([from, to]) => termOf(text.slice(from, to)))).size
    const isBetter =
      !best || count > best.count || (count === best.count && (near?.[at] ?? 0) > (near?.[best.at] ?? 0))
    if (isBetter) best = { at, count, inside }
  }
  if (!best) return undefined
  const [start, end] = sentences[best.at]!
  const spans = best.inside.map(([from, to]): Span => [from - start, to - start])
  return { text: text.slice(start, end), spans }
}

/** Where the sentences of a text stand. */
export function spansOf(text: string): Span[] {
  return sentencesOf(text).map(({ start, text: sentence }) => [start, start + sentence.length])
}
