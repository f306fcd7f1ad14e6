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
import { openVectorFile, textHash } from '../embed/vector-file.ts'
import { readSnapshot, type SnapshotParts, writeSnapshot } from '../index/snapshot.ts'
import { type Library, openLibrary, withReadings } from '../library.ts'
import { type Paper, paperText } from '../paper.ts'
import { NO_READINGS, type Readings } from '../readings.ts'
import type { TopicModel } from '../topic.ts'
import { type Matrix, matrix } from '../vector.ts'

/** What embedding a data set needs. */
export interface Workbench {
  readonly embedder: Embedder
  readonly threads: number
  readonly vectorsFolder: string
  /** Told the number of texts to embed, when there are any; gives what is called after each. */
  readonly onEmbed?: (total: number) => () => void
}

/**
 * The vectors of the papers, one a row, in their order; a text without an abstract is a paper too.
 *
 * Kept in a file apart from the product's: two processes must not append to one, and an
 * evaluation may run beside a rebuild.
 *
 * Cost: about 12 ms a new text on 2 cores, 20 µs a known one.
 */
export async function embedAll(papers: readonly Paper[], bench: Workbench): Promise<Matrix> {
  const { embedder, threads, vectorsFolder, onEmbed } = bench
  const { name, fingerprint, dimensions } = embedder.model
  const file = openVectorFile(join(vectorsFolder, `evaluation-${name}-${fingerprint}.vec`), embedder.model)
  try {
    const hashes = papers.map((paper) => textHash(paperText(paper)))
    const missing = new Set(hashes.filter((hash) => !file.has(hash))).size
    const onDone = missing > 0 ? onEmbed?.(missing) : undefined
    await embedPapers(inTurn(papers), embedder, file, { threads, onDone })
    const data = new Float32Array(papers.length * dimensions)
    hashes.forEach((hash, at) => {
      data.set(file.get(hash)!, at * dimensions)
    })
    return matrix(data, dimensions)
  } finally {
    file.close()
  }
}

async function* inTurn(papers: readonly Paper[]): AsyncGenerator<Paper> {
  yield* papers
}

/**
 * A library in which paper i is row i. It has no topics: nothing that is measured here asks for them.
 *
 * Cost: about 0.5 ms a paper, most of it for the graph.
 */
export async function dataLibrary(
  papers: readonly Paper[],
  vectors: Matrix,
  model: SnapshotParts['model'],
  readings: Readings = NO_READINGS,
): Promise<Library> {
  const noTopics: TopicModel = {
    topics: [],
    assignment: new Int32Array(papers.length).fill(-1),
    centroids: new Float32Array(),
  }
  const folder = await mkdtemp(join(tmpdir(), 'kindred-evaluate-'))
  try {
    const id = await writeSnapshot(folder, {
      cards: papers.map(cardOf),
      abstracts: papers.map(({ abstract }) => abstract),
      vectors,
      topics: noTopics,
      model,
      corpus: { count: papers.length, revision: 0 },
    })
    return withReadings(openLibrary(await readSnapshot(folder, id)), readings)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
