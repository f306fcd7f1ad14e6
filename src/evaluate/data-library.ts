/**
 * A library of a data set's papers, made by what makes the product's own: its embedder, its
 * snapshot writer and reader, and so its index, graph and all.
 *
 * The snapshot stands in a folder of its own among the temporary ones and is gone once it is open:
 * `embeddings/index` is never touched. The vectors are kept, because they are what takes time.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cardOf } from '../card.ts'
import { embedPapers } from '../embed/embed-papers.ts'
import type { Embedder } from '../embed/embedder.ts'
import { openPaperVectors, piecesHash } from '../embed/paper-vectors.ts'
import { readSnapshot, type SnapshotParts, writeSnapshot } from '../index/snapshot.ts'
import { type LibraryInMemory, openLibrary, withReadings } from '../library.ts'
import { noMap } from '../map-layout.ts'
import type { Paper } from '../paper.ts'
import { NO_READINGS, type Readings } from '../readings.ts'
import { noTopics } from '../topic.ts'
import { type Matrix, matrix } from '../vector.ts'

/** What embedding a data set needs. */
export interface Workbench {
  readonly embedder: Embedder
  readonly threads: number
  readonly vectorsFolder: string
  /** Told the number of texts to embed, when there are any; gives what is called after each. */
  readonly onEmbed?: (total: number) => () => void
}

/** What the network made of papers, in their order. */
export interface Embedded {
  readonly vectors: Matrix
  /** Absent where papers are compared as wholes. */
  readonly pieces?: readonly Int8Array[]
}

/**
 * The vectors of the papers and of their pieces; a text without an abstract is a paper too.
 *
 * Kept in a file apart from the product's: two processes must not append to one, and an
 * evaluation may run beside a rebuild.
 *
 * Cost: about 12 ms a new text on 2 cores, 20 µs a known one.
 */
export async function embedAll(papers: readonly Paper[], bench: Workbench): Promise<Required<Embedded>> {
  const { embedder, threads, vectorsFolder, onEmbed } = bench
  const { name, fingerprint, dimensions } = embedder.model
  const file = openPaperVectors(join(vectorsFolder, `evaluation-${name}-${fingerprint}`), embedder.model)
  try {
    const missing = new Set(papers.filter((paper) => !file.has(paper)).map(piecesHash)).size
    const onDone = missing > 0 ? onEmbed?.(missing) : undefined
    await embedPapers(inTurn(papers), embedder, file, { threads, onDone })
    const data = new Float32Array(papers.length * dimensions)
    const pieces = papers.map((paper, at) => {
      const embedded = file.get(paper)!
      data.set(embedded.vector, at * dimensions)
      return embedded.pieces
    })
    return { vectors: matrix(data, dimensions), pieces }
  } finally {
    file.close()
  }
}

async function* inTurn(papers: readonly Paper[]): AsyncGenerator<Paper> {
  yield* papers
}

/**
 * A library in which paper i is row i. It has neither topics nor a map: nothing that is measured from it asks for them.
 *
 * Cost: about 0.5 ms a paper, most of it for the graph.
 */
export async function dataLibrary(
  papers: readonly Paper[],
  embedded: Embedded,
  model: SnapshotParts['model'],
  readings: Readings = NO_READINGS,
): Promise<LibraryInMemory> {
  const folder = await mkdtemp(join(tmpdir(), 'kindred-evaluate-'))
  try {
    const id = await writeSnapshot(folder, {
      cards: papers.map(cardOf),
      abstracts: papers.map(({ abstract }) => abstract),
      ...embedded,
      topics: () => noTopics(papers.length),
      map: () => noMap(papers.length),
      model,
      corpus: { count: papers.length, revision: 0, topicEdits: '' },
    })
    return withReadings(openLibrary(await readSnapshot(folder, id)), readings)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
