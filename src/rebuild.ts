/**
 * From the database to a snapshot: embeds what has no vector yet, finds the topics, draws the map,
 * builds the index, and swaps all of it in at once. The offline script and the first start share it.
 */
import { type Card, cardOf } from './card.ts'
import type { Corpus } from './corpus.ts'
import type { Embedder } from './embed/embedder.ts'
import type { Model } from './embed/model.ts'
import { type Embeddings, embeddingsInFolder } from './folder-embeddings.ts'
import { type Earlier, readEarlier } from './index/earlier.ts'
import { type Manifest, readCurrent, readManifest } from './index/manifest.ts'
import type { NeighbourLists } from './index/neighbours.ts'
import { type SnapshotParts, writeSnapshot } from './index/snapshot.ts'
import { layOut } from './map/layout.ts'
import { carriedOver } from './map-layout.ts'
import { findTopics } from './topics/find.ts'
import { matrix } from './vector.ts'

export interface RebuildPlaces {
  readonly indexFolder: string
  readonly vectorsFolder: string
}

/** What a watcher is told; `total` is known when a stage begins. */
export interface RebuildEvents {
  readonly onStage?: (stage: 'embed' | 'topics' | 'map' | 'index', total: number) => void
  readonly onProgress?: (done: number) => void
  readonly onWarning?: (message: string) => void
}

export interface RebuildReport {
  /** Vectors made by this run. */
  readonly embedded: number
  readonly papers: number
  /** Absent when the run was stopped before there was one. */
  readonly snapshotId?: string
}

/** Whether the current snapshot says all that the papers and this model would say. */
export async function isFresh(
  corpus: Corpus,
  model: Model,
  { indexFolder }: RebuildPlaces,
): Promise<boolean> {
  const [id] = await readCurrent(indexFolder)
  if (!id) return false
  try {
    const manifest = await readManifest(indexFolder, id)
    const { count, revision } = await corpus.revision()
    const sameCorpus = manifest.corpus.count === count && manifest.corpus.revision === revision
    return sameCorpus && manifest.model.fingerprint === model.fingerprint
  } catch {
    return false
  }
}

/**
 * @param signal when it is aborted, texts in work are finished and kept, and no snapshot is written
 * @throws NotReady when the model can't embed; whatever a full disk throws. The snapshot in use stays.
 *
 * Cost: about 12 ms a new text on 2 cores, then 2 ms a paper at 100,000.
 */
export async function rebuild(
  corpus: Corpus,
  embedder: Embedder,
  options: RebuildPlaces &
    RebuildEvents & {
      readonly threads: number
      /** Where vectors are kept and made, if not in `vectorsFolder` by this process. */
      readonly embeddings?: Embeddings
      readonly signal?: AbortSignal
    },
): Promise<RebuildReport> {
  const { indexFolder, vectorsFolder, threads, signal, onStage, onProgress, onWarning } = options
  const { model } = embedder
  const onCut = (records: number) =>
    onWarning?.(`${records} damaged or foreign vectors were dropped and are computed again`)
  const embeddings =
    options.embeddings ?? embeddingsInFolder(corpus, embedder, { folder: vectorsFolder, threads, onCut })
  try {
    let embedded = 0
    // Papers may arrive while we embed; each round has fewer of them.
    for (;;) {
      const state = await corpus.revision()
      const onMissing = (missing: number) => onStage?.('embed', missing)
      embedded += await embeddings.embedMissing({ signal, onMissing, onProgress })
      if (signal?.aborted) return { embedded, papers: state.count }
      const collected = await collect(embeddings, state.count, model.dimensions)
      if (!collected) continue

      const { cards, abstracts } = collected
      const paperAt = (row: number) => ({ ...cards[row]!, abstract: abstracts[row]! })
      const topics = (neighbours: NeighbourLists) => {
        onStage?.('topics', state.count)
        return findTopics(collected.vectors, neighbours, paperAt)
      }
      const earlier = await readEarlier(indexFolder)
      const map = (neighbours: NeighbourLists) => {
        onStage?.('map', state.count)
        return layOut(collected.vectors, neighbours, earlier && placesBefore(earlier, cards, model))
      }
      onStage?.('index', state.count)
      const parts = { ...collected, topics, map, corpus: state, model: identityOf(model) }
      const snapshotId = await writeSnapshot(indexFolder, parts, onProgress)
      return { embedded, papers: state.count, snapshotId }
    }
  } finally {
    embeddings.close()
  }
}

function identityOf({
  name,
  dtype,
  pooling,
  maxTokens,
  weightsSha256,
  fingerprint,
}: Model): Manifest['model'] {
  return { name, dtype, pooling, maxTokens, weightsSha256, fingerprint }
}

/** Where the papers of now stood; undefined for another model, which has other neighbours. */
function placesBefore({ model, ids, map }: Earlier, cards: readonly Card[], { fingerprint }: Model) {
  if (model.fingerprint !== fingerprint) return undefined
  const rowOf = new Map(ids.map((id, row) => [id, row]))
  return carriedOver(
    map,
    cards.map(({ id }) => rowOf.get(id)),
  )
}

/** Everything a snapshot holds of the papers, in order of id; undefined when papers came or changed meanwhile. */
async function collect(
  embeddings: Embeddings,
  count: number,
  dimensions: number,
): Promise<Pick<SnapshotParts, 'cards' | 'abstracts' | 'vectors' | 'pieces' | 'numbers'> | undefined> {
  const cards: Card[] = []
  const abstracts: string[] = []
  const pieces: Int8Array[] = []
  const data = new Float32Array(count * dimensions)
  const numbers: number[] = []
  for await (const { paper, embedded, number } of embeddings.each()) {
    if (!embedded || cards.length === count) return undefined
    data.set(embedded.vector, cards.length * dimensions)
    cards.push(cardOf(paper))
    abstracts.push(paper.abstract)
    pieces.push(embedded.pieces)
    if (number !== undefined) numbers.push(number)
  }
  if (cards.length !== count) return undefined
  const vectors = matrix(data, dimensions)
  return { cards, abstracts, pieces, vectors, numbers: Uint32Array.from(numbers) }
}
