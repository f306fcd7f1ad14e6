/** Vectors of words and phrases, each computed once. */
import { join } from 'node:path'
import { type Matrix, matrix } from '../vector.ts'
import type { Embedder } from './embedder.ts'
import { textHash } from './record-file.ts'
import { openVectorFile } from './vector-file.ts'

/** Enough to keep every thread at work, and few enough for any queue. */
const AT_ONCE = 64

/** (terms × D), unit length. */
export type TermVectors = (terms: readonly string[]) => Promise<Matrix>

/**
 * What embeds terms, and keeps their vectors in a file.
 * @param name of the file, before that of the model
 *
 * Cost: 2 ms a new term on 2 cores, 20 µs a known one.
 */
export function termVectorsIn(folder: string, name: string, embedder: Embedder): TermVectors {
  const { model } = embedder
  return async (terms) => {
    const file = openVectorFile(join(folder, `${name}-${model.name}-${model.fingerprint}.vec`), model)
    try {
      const data = new Float32Array(terms.length * model.dimensions)
      const embedOne = async (term: string, at: number) => {
        const hash = textHash(term)
        if (!file.has(hash)) file.put(hash, await embedder.embed(term))
        data.set(file.get(hash)!, at * model.dimensions)
      }
      for (let start = 0; start < terms.length; start += AT_ONCE)
        await Promise.all(terms.slice(start, start + AT_ONCE).map((term, i) => embedOne(term, start + i)))
      return matrix(data, model.dimensions)
    } finally {
      file.close()
    }
  }
}
