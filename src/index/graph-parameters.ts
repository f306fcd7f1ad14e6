/** What the graph is built and searched with, whichever library does it, and how what was built is probed. */
import { seeded } from '../random.ts'
import { type Matrix, row } from '../vector.ts'
import type { VectorIndex } from './vector-index.ts'

export interface GraphParameters {
  /** Links per vector and layer. More: better recall, more memory (8 bytes a link). */
  readonly m: number
  /** Candidates looked at when a vector is added. More: better graph, longer build. */
  readonly efConstruction: number
  readonly seed: number
}

/**
 * At ef 200, M 32 finds 0.2 % more of a title's ten nearest, and M 8 1 % less; efConstruction 100 finds 0.1 % less, in half the
 * time of building (`npm run bench -- parameters`).
 */
export const GRAPH_PARAMETERS: GraphParameters = { m: 16, efConstruction: 200, seed: 100 }

/** Below this many vectors the exact scan takes about half a millisecond and needs no graph. */
export const GRAPH_FROM_COUNT = 5_000
/** Where a filter passes less than this share, the graph would wander among refused vectors: scan the allowed ones. */
export const SCAN_BELOW_SHARE = 0.1
/**
 * Candidates per search. Among 99,879 abstracts ef 200 finds 99.99 % of the ten nearest of a paper
 * and 99.54 % of a title's; ef 100 finds 99.95 % and 98.96 % (`npm run bench -- index`).
 */
export const EF_MIN = 200

const PROBES = 50
/** Wrong vectors in the file find themselves almost never; a sound graph at these parameters always does, but for duplicates. */
const PROBES_FOUND_MIN = 45

/** Asks for stored vectors: each must find itself, or a twin as near. @throws Error when they do not */
export function probe(index: VectorIndex, vectors: Matrix): void {
  const random = seeded(1)
  const probes = Math.min(PROBES, vectors.count)
  let found = 0
  for (let i = 0; i < probes; i++) {
    const query = row(vectors, Math.floor(random() * vectors.count))
    const [nearest] = index.nearest(query, { count: 1 })
    if (nearest && nearest.similarity > 1 - 1e-4) found++
  }
  if (found < (probes * PROBES_FOUND_MIN) / PROBES)
    throw new Error(`the graph written finds ${found} of ${probes} of its own vectors`)
}

/** Whether each of `count` rows is among those within. */
export function allowedOf(within: Uint32Array, count: number): Uint8Array {
  const allowed = new Uint8Array(count)
  for (const at of within) allowed[at] = 1
  return allowed
}
