/** The sentence of a paper that answers a query best. */
import { cosinesInt8, quantise } from './int8.ts'
import type { Library } from './library.ts'
import { highlight } from './text/highlight.ts'
import { sentencesOf } from './text/sentences.ts'
import { foldWord, stem } from './text/words.ts'

/**
 * The one with the most different terms, of those that have as many the nearest in meaning, else the first; empty for
 * a paper without an abstract.
 *
 * @param query.terms stems
 * @param query.vector of the query (D,); without one, words alone decide
 */
export function tellingSentence(
  library: Library,
  row: number,
  { terms, vector }: { terms: ReadonlySet<string>; vector?: Float32Array },
): string {
  const sentences = sentencesOf(library.abstractOf(row)).map(({ text }) => text)
  const near = vector && nearnessOf(library, row, vector, sentences.length)
  const rated = sentences.map((text, at) => ({ text, held: termsHeld(text, terms), near: near?.[at] ?? 0 }))
  // A stable sort: of equals the earlier one stays first.
  rated.sort((a, b) => b.held - a.held || b.near - a.near)
  return rated[0]?.text ?? ''
}

function termsHeld(text: string, terms: ReadonlySet<string>): number {
  return new Set(highlight(text, terms).map(([start, end]) => stem(foldWord(text.slice(start, end))))).size
}

/** Cosines of the sentences with the query; a long abstract's last ones, and those split otherwise than embedded, have none. */
function nearnessOf(
  library: Library,
  row: number,
  vector: Float32Array,
  count: number,
): Float64Array | undefined {
  const { dimensions } = library.vectors
  const pieces = library.pieces.of(row)
  // The first piece is the title.
  const embedded = pieces.length / dimensions - 1
  if (embedded < 1 || embedded > count) return undefined
  return cosinesInt8(quantise(vector), pieces, dimensions).subarray(1)
}
