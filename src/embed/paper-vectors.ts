/**
 * What the network made of each paper: the vector of its text, and those of its pieces.
 *
 * Two files, because the vectors are older: a file of them alone stays in use, and the pieces of
 * its papers are computed when they are first asked for.
 */
import { type Paper, paperText } from '../paper.ts'
import type { EmbeddedText } from './embedder.ts'
import type { Model } from './model.ts'
import { openPieceFile } from './piece-file.ts'
import { textHash } from './record-file.ts'
import { openVectorFile } from './vector-file.ts'

type Text = Pick<Paper, 'title' | 'abstract'>

export interface PaperVectors {
  has(paper: Text): boolean
  get(paper: Text): EmbeddedText | undefined
  put(paper: Text, embedded: EmbeddedText): void
  sync(): void
  close(): void
}

/** What makes two papers' pieces the same: where the title ends, too, which the joined text does not tell. */
export function piecesHash({ title, abstract }: Text): string {
  return textHash(`${title}\0${abstract}`)
}

/**
 * @param path of both files, without ending
 * @param onCut told how many records of either were dropped
 */
export function openPaperVectors(
  path: string,
  model: Pick<Model, 'dimensions' | 'fingerprint'>,
  onCut?: (records: number) => void,
): PaperVectors {
  const vectors = openVectorFile(`${path}.vec`, model, onCut)
  const pieces = openPieceFile(`${path}.pieces`, model, onCut)
  const vectorHash = (paper: Text) => textHash(paperText(paper))
  return {
    has: (paper) => pieces.has(piecesHash(paper)) && vectors.has(vectorHash(paper)),
    get(paper) {
      const vector = vectors.get(vectorHash(paper))
      const found = pieces.get(piecesHash(paper))
      return vector && found && { vector, pieces: found }
    },
    put(paper, embedded) {
      vectors.put(vectorHash(paper), embedded.vector)
      pieces.put(piecesHash(paper), embedded.pieces)
    },
    sync() {
      vectors.sync()
      pieces.sync()
    },
    close() {
      vectors.close()
      pieces.close()
    },
  }
}
