/**
 * The graph of nearest neighbours, by whichever library there is.
 *
 * usearch by choice: on 20,000 vectors of 384 numbers it builds in a third of hnswlib-node's time, its file is a third as
 * large and is mapped, and vectors come and go without building it anew (`npm run bench -- index`). It comes compiled for Linux and macOS; elsewhere there
 * is hnswlib-node, which is compiled when it is installed.
 */
import type { Matrix } from '../vector.ts'
import type { GraphParameters } from './graph-parameters.ts'
import type { Keys } from './keys.ts'
import type { BuildOptions } from './usearch.ts'
import type { VectorIndex } from './vector-index.ts'

export const ENGINES = ['usearch', 'hnswlib'] as const
export type Engine = (typeof ENGINES)[number]

export interface BuiltGraph {
  readonly engine: Engine
  readonly index: VectorIndex
  /** Vectors that were removed from it since it was built. */
  readonly removed: number
}

/** Builds a graph and writes it to `path`. @throws as the `buildGraph` of either library */
export async function writeGraph(
  path: string,
  vectors: Matrix,
  keys: Keys,
  parameters: GraphParameters,
  options: BuildOptions = {},
): Promise<BuiltGraph> {
  const usearch = await load('usearch')
  if (usearch)
    return { engine: 'usearch', ...(await usearch.buildGraph(path, vectors, keys, parameters, options)) }
  const { buildGraph } = await import('./hnsw.ts')
  const index = await buildGraph(path, vectors, parameters, options.onAdded)
  return { engine: 'hnswlib', index, removed: 0 }
}

/** Opens the file of a graph; its checksum fits. @throws Error when the library that wrote it is not there */
export async function openGraph(
  engine: Engine,
  path: string,
  vectors: Matrix,
  keys: Keys,
  parameters: GraphParameters,
): Promise<VectorIndex> {
  if (engine === 'hnswlib') {
    const hnsw = await load('hnsw')
    if (!hnsw) throw new Error('it was written by hnswlib-node, which is not installed here')
    return hnsw.graphIndex(path, vectors)
  }
  const usearch = await load('usearch')
  if (!usearch) throw new Error('it was written by usearch, which is not installed here')
  return usearch.graphIndex(path, vectors, keys, parameters)
}

interface Modules {
  readonly usearch: typeof import('./usearch.ts')
  readonly hnsw: typeof import('./hnsw.ts')
}

/** Undefined where the library can't be loaded. */
async function load<Name extends keyof Modules>(name: Name): Promise<Modules[Name] | undefined> {
  try {
    return (name === 'usearch' ? await import('./usearch.ts') : await import('./hnsw.ts')) as Modules[Name]
  } catch {
    return undefined
  }
}
