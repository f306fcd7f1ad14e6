/**
 * Approximate nearest neighbours: the HNSW graph by hnswlib, where usearch can't be loaded.
 *
 * The only module that imports hnswlib-node. The exact answer (exact.ts) costs one dot product per
 * paper; the graph looks at a small part of them. tests/index/graph.test.ts holds it to the exact answer.
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
import { dot, isUnit, type Matrix, row } from '../vector.ts'
import { checkQuery, scan } from './exact.ts'
import { allowedOf, EF_MIN, type GraphParameters, probe, SCAN_BELOW_SHARE } from './graph-parameters.ts'
import { byRank, type Neighbour, type VectorIndex } from './vector-index.ts'

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
      const passing = within?.length ?? vectors.count
      const wanted = Math.min(count, passing)
      if (within && passing < vectors.count * SCAN_BELOW_SHARE) return scan(vectors, query, { count, within })
      const allowed = within && allowedOf(within, vectors.count)
      graph.setEf(Math.max(EF_MIN, 2 * wanted))
      const { neighbors } = graph.searchKnn(Array.from(query), wanted, allowed && ((at) => allowed[at] === 1))
      // A walk among many refused vectors can come back short; a filter must never lose a neighbour.
      if (neighbors.length < wanted) return scan(vectors, query, { count, within })
      return neighbors
        .map((at): Neighbour => ({ row: at, similarity: dot(query, row(vectors, at)) }))
        .sort(byRank)
    },
  }
}
