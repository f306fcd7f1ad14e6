/** The same graph by hnswlib or usearch for Python: the vectors go there as files. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GraphParameters } from '../../src/index/graph-parameters.ts'
import type { Matrix } from '../../src/vector.ts'
import { ASKED, type Search } from './graph-search.ts'
import { startPeer } from './peer.ts'

export const PEER_ENGINES = ['hnswlib', 'usearch'] as const

export interface GraphPeer {
  readonly name: string
  /** Seconds that the graph took to build. */
  readonly builtIn: number
  searchWith(ef: number): Search
  close(): Promise<void>
}

/** Builds the graph there; undefined where the peers are not installed. */
export async function startGraphPeer(
  engine: (typeof PEER_ENGINES)[number],
  folder: string,
  vectors: Matrix,
  parameters: GraphParameters,
): Promise<GraphPeer | undefined> {
  const peer = startPeer('graph')
  if (!peer) return undefined
  const file = (name: string, { data }: Matrix) => {
    const path = join(folder, name)
    writeFileSync(path, new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    return path
  }
  const { seconds: builtIn } = await peer.ask<{ seconds: number }>({
    do: 'build',
    engine,
    vectors: file('vectors.f32', vectors),
    dimensions: vectors.dimensions,
    ...parameters,
  })
  return {
    name: `${engine} for Python`,
    builtIn,
    searchWith: (ef) => async (queries) => {
      const question = { do: 'search', queries: file('queries.f32', queries), count: ASKED, ef }
      const { seconds, rows } = await peer.ask<{ seconds: number; rows: number[][] }>(question)
      return { rows, ms: (1000 * seconds) / queries.count }
    },
    close: () => peer.close(),
  }
}
