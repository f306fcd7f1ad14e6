/** Vectors made by one process and kept in a folder of its machine: the usual way. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Corpus } from './corpus.ts'
import { embedPapers } from './embed/embed-papers.ts'
import type { EmbeddedText, Embedder } from './embed/embedder.ts'
import { openPaperVectors, type PaperVectors, piecesHash } from './embed/paper-vectors.ts'
import type { Paper } from './paper.ts'

export interface EmbeddedPaper {
  readonly paper: Paper
  /** Absent when its text has not been embedded yet. */
  readonly embedded?: EmbeddedText
  /** Of the vector in the database, where it is kept in one. */
  readonly number?: number
}

export interface EmbedOptions {
  readonly signal?: AbortSignal
  /** Told before the first text how many are missing. */
  readonly onMissing?: (count: number) => void
  /** Told how many of them are done. */
  readonly onProgress?: (done: number) => void
}

/** The vectors of a collection, wherever they are kept. */
export interface Embeddings {
  /** Embeds what has no vectors yet. Returns how many texts this process has embedded. @throws NotReady when the model can't embed */
  embedMissing(options: EmbedOptions): Promise<number>
  /** All papers in order of id, with their vectors. */
  each(): AsyncIterable<EmbeddedPaper>
  close(): void
}

/** @param options.onCut told how many damaged or foreign records were dropped */
export function embeddingsInFolder(
  corpus: Corpus,
  embedder: Embedder,
  options: { folder: string; threads: number; onCut?: (records: number) => void },
): Embeddings {
  const { folder, threads, onCut } = options
  const { model } = embedder
  mkdirSync(folder, { recursive: true })
  const vectors = openPaperVectors(join(folder, `${model.name}-${model.fingerprint}`), model, onCut)
  return {
    async embedMissing({ signal, onMissing, onProgress }) {
      const missing = await countMissing(corpus, vectors)
      onMissing?.(missing)
      let made = 0
      const onDone = () => onProgress?.(++made)
      // Reading every paper again would find nothing to do.
      if (missing > 0) await embedPapers(corpus.each(), embedder, vectors, { threads, signal, onDone })
      return made
    },
    async *each() {
      for await (const paper of corpus.each()) yield { paper, embedded: vectors.get(paper) }
    },
    close: () => vectors.close(),
  }
}

async function countMissing(corpus: Corpus, vectors: PaperVectors): Promise<number> {
  const missing = new Set<string>()
  for await (const paper of corpus.each()) {
    if (!vectors.has(paper)) missing.add(piecesHash(paper))
  }
  return missing.size
}
