/** The graph of the current snapshot, for the next one to go on from. */
import { join } from 'node:path'
import { matrix } from '../vector.ts'
import { decodeCards, decodeFloat32 } from './encoding.ts'
import { checkMarked, readMarked } from './files.ts'
import { GRAPH_PARAMETERS } from './graph-parameters.ts'
import { keysOf } from './keys.ts'
import { type Manifest, readCurrent, readManifest } from './manifest.ts'
import type { EarlierGraph } from './usearch.ts'

/**
 * Undefined when there is none, or it is damaged, of another model, of other parameters or by another library.
 *
 * Cost: 1 s for 100,000 papers, and 1.5 KB a paper as long as it is held.
 */
export async function readEarlierGraph(
  folder: string,
  model: Manifest['model'],
): Promise<EarlierGraph | undefined> {
  const [id] = await readCurrent(folder)
  if (!id) return undefined
  try {
    const manifest = await readManifest(folder, id)
    const { engine, m, efConstruction, removed } = manifest.graph
    const same = m === GRAPH_PARAMETERS.m && efConstruction === GRAPH_PARAMETERS.efConstruction
    if (engine !== 'usearch' || !same || manifest.model.fingerprint !== model.fingerprint) return undefined
    const at = (name: 'graph.hnsw' | 'cards.jsonl' | 'vectors.f32') => join(folder, id, name)
    await checkMarked(at('graph.hnsw'), manifest.files['graph.hnsw'])
    const cards = await decodeCards(await readMarked(at('cards.jsonl'), manifest.files['cards.jsonl']))
    const data = decodeFloat32(await readMarked(at('vectors.f32'), manifest.files['vectors.f32']))
    const keys = keysOf(cards.map((card) => card.id))
    return { path: at('graph.hnsw'), vectors: matrix(data, manifest.dimensions), keys, removed }
  } catch {
    // It is only a head start: without it the graph is built from nothing.
    return undefined
  }
}
