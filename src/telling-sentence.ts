/** The sentence of a paper that answers a query best. */
import { cosinesInt8 } from './int8.ts'
import type { Library } from './library.ts'
import { bestSentence, type Snippet } from './text/highlight.ts'

/**
 * The one with the most different terms, of those that have as many the nearest in meaning, else the first; undefined for
 * a paper without an abstract.
 *
 * @param query.terms stems
 * @param query.vector of the query (D,), in one byte a number; without one, words alone decide
 */
export function tellingSentence(
  library: Library,
  row: number,
  { terms, vector }: { terms: ReadonlySet<string>; vector?: Int8Array },
): Snippet | undefined {
  const sentences = library.sentences.of(row)
  const near = vector && nearnessOf(library, row, vector, sentences.length)
  return bestSentence(library.abstractOf(row), terms, { sentences, near })
}

/** Cosines of the sentences with the query; a long abstract's last ones, and those split otherwise than embedded, have none. */
function nearnessOf(
  library: Library,
  row: number,
  vector: Int8Array,
  count: number,
): Float64Array | undefined {
  const { dimensions } = library.vectors
  const pieces = library.pieces.of(row)
  // The first piece is the title.
  const embedded = pieces.length / dimensions - 1
  if (embedded < 1 || embedded > count) return undefined
  return cosinesInt8(vector, pieces, dimensions).subarray(1)
}
