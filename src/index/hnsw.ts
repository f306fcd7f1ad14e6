/**
 * Approximate nearest neighbours: the HNSW graph.
 *
 * The only module that imports hnswlib-node. The exact answer (exact.ts) costs one dot product per
 * paper; the graph looks at a small part of them. tests/index/hnsw.test.ts holds it to the exact answer.
 *
 * What the library leaves to its caller, because an unchecked call ends the process or answers
 * wrongly in silence:
 *   1. It takes plain arrays of finite numbers only; vectors go in through Array.from, checked.
 *   2. It saves the graph without `ef` and comes back with 10, so opening sets it again.
 *   3. It reports success when the disk is full, so what was written is opened and probed.
 *   4. It trusts its file: a damaged one crashes. snapshot.ts checks the sha256 first.
 *   5. A filter that throws aborts the process; ours is a look-up in a bitmap.
 *
 * Its distance is 1 − cosine in its own rounding; the similarity answered is computed again from
 * our vectors, so graph and exact scan agree to the bit.
 *
 * Source: Malkov & Yashunin 2018, https://arxiv.org/abs/1603.09320
 */
import hnswlib from 'hnswlib-node'
import { seeded } from '../random.ts'
import { dot, isUnit, type Matrix, row } from '../vector.ts'
import { checkQuery, scan } from './exact.ts'
import { byRank, type Neighbour, type VectorIndex } from './vector-index.ts'

export interface GraphParameters {
  /** Links per vector and layer. More: better recall, more memory (8 bytes a link). */
  readonly m: number
  /** Candidates looked at when a vector is added. More: better graph, longer build. */
  readonly efConstruction: number
  readonly seed: number
}

export const GRAPH_PARAMETERS: GraphParameters = { m: 16, efConstruction: 200, seed: 100 }

/** Below this many vectors the exact scan takes about 2 ms and needs no graph. */
export const GRAPH_FROM_COUNT = 5_000
/** Where a filter passes less than this share, the graph would wander among refused vectors: scan the allowed ones. */
const SCAN_BELOW_SHARE = 0.1
/**
 * Candidates per search. Among 99,879 abstracts ef 200 finds 99.98 % of the ten nearest of a paper
 * and 99.58 % of a title's, in 0.77 ms; ef 100 finds 99.94 % and 98.94 %, in 0.47 ms
 * (`npm run bench -- index`).
 */
const EF_MIN = 200

/**
 * Builds the graph and writes it to `path`; then opens what was written, probes it, and returns it.
 *
 * About 0.6 ms a vector at 100,000; blocks its thread, `onAdded` runs after each vector.
 *
 * @throws RangeError when a vector is not finite and of unit length
 * @throws Error when the file does not answer as the exact scan does
 */
export async function buildGraph(
  path: string,
  vectors: Matrix,
  parameters: GraphParameters,
  onAdded: (count: number) => void = () => {},
): Promise<VectorIndex> {
  const graph = new hnswlib.HierarchicalNSW('ip', vectors.dimensions)
  graph.initIndex({
    maxElements: Math.max(vectors.count, 1),
    m: parameters.m,
    efConstruction: parameters.efConstruction,
    randomSeed: parameters.seed,
    allowReplaceDeleted: false,
  })
  for (let at = 0; at < vectors.count; at++) {
    const vector = row(vectors, at)
    if (!isUnit(vector)) throw new RangeError(`vector ${at} is not finite and of unit length`)
    graph.addPoint(Array.from(vector), at)
    onAdded(at + 1)
  }
  graph.writeIndexSync(path)
  const index = await graphIndex(path, vectors)
  probe(index, vectors)
  return index
}

/** Opens a graph file whose checksum the caller has verified; reads it away from the event loop. */
export async function graphIndex(path: string, vectors: Matrix): Promise<VectorIndex> {
  const graph = new hnswlib.HierarchicalNSW('ip', vectors.dimensions)
  await graph.readIndex(path)
  if (graph.getCurrentCount() !== vectors.count) {
    throw new Error(`the graph holds ${graph.getCurrentCount()} vectors, the corpus ${vectors.count}`)
  }
  return {
    dimensions: vectors.dimensions,
    count: vectors.count,
    nearest(query, { count, within }) {
      checkQuery(query, vectors.dimensions)
      const allowed = within?.length ?? vectors.count
      const wanted = Math.min(count, allowed)
      if (within && allowed < vectors.count * SCAN_BELOW_SHARE) return scan(vectors, query, { count, within })
      graph.setEf(Math.max(EF_MIN, 2 * wanted))
      const { neighbors } = graph.searchKnn(
        Array.from(query),
        wanted,
        within && filterOf(within, vectors.count),
      )
      // A walk among many refused vectors can come back short; a filter must never lose a neighbour.
      if (neighbors.length < wanted) return scan(vectors, query, { count, within })
      return neighbors
        .map((at): Neighbour => ({ row: at, similarity: dot(query, row(vectors, at)) }))
        .sort(byRank)
    },
  }
}

function filterOf(within: Uint32Array, count: number): (row: number) => boolean {
  const allowed = new Uint8Array(count)
  for (const at of within) allowed[at] = 1
  return (at) => allowed[at] === 1
}

const PROBES = 50
/** Wrong vectors in the file find themselves almost never; a sound graph at these parameters always does, but for duplicates. */
const PROBES_FOUND_MIN = 45

/** Asks for stored vectors: each must find itself, or a twin as near. */
function probe(index: VectorIndex, vectors: Matrix): void {
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
