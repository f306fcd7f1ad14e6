/**
 * Where the sentences of every abstract stand: found once when a snapshot is made, because the rules of
 * Unicode take 25 µs a text, and so that they are those that were embedded whatever Node reads them later.
 *
 * File: where each paper's sentences end, counted in sentences, N uint32; then start and end of each, in UTF-16
 * units of its abstract, two uint32.
 */
import { type Span, spansOf } from '../text/highlight.ts'

export interface SentenceTable {
  readonly count: number
  /** Of the paper's abstract, in order. */
  of(row: number): Span[]
  /** One of them, which there is. */
  at(row: number, place: number): Span
}

/** Cost: 25 µs a paper. */
export function buildSentences(abstracts: readonly string[]): Uint32Array {
  const ends = new Uint32Array(abstracts.length)
  const places: number[] = []
  abstracts.forEach((abstract, at) => {
    for (const span of spansOf(abstract)) places.push(...span)
    ends[at] = places.length / 2
  })
  const file = new Uint32Array(ends.length + places.length)
  file.set(ends)
  file.set(places, ends.length)
  return file
}

/**
 * @param count of papers
 * @throws Error when the sentences are not those of so many
 */
export function openSentences(file: Uint32Array, count: number): SentenceTable {
  const total = count === 0 ? 0 : file[count - 1]!
  if (file.length !== count + 2 * total) throw new Error(`not the sentences of ${count} papers`)
  const startOf = (row: number) => (row === 0 ? 0 : file[row - 1]!)
  const spanAt = (at: number): Span => [file[count + 2 * at]!, file[count + 2 * at + 1]!]
  return {
    count,
    of(row) {
      const spans: Span[] = []
      for (let at = startOf(row); at < file[row]!; at++) spans.push(spanAt(at))
      return spans
    },
    at: (row, place) => spanAt(startOf(row) + place),
  }
}
