/**
 * Approximate nearest neighbours: an HNSW graph over vectors of one byte a number, by usearch.
 *
 * The only module that imports usearch. The graph is walked by the bytes, more is taken than is wanted, and what is
 * answered is computed and put in order from our vectors, so graph and exact scan agree to the bit;
 * tests/index/graph.test.ts holds it to the exact answer. The file is mapped, not read: it takes memory where it was walked.
 *
 * What the library leaves to its caller:
 *   1. It stretches a vector of floats to a length of 127 before it rounds, which leaves each of 384 numbers about four
 *      bits, and makes floats of bytes first: they go in as bytes of ours (int8.ts) past that (`asTheyAre`).
 *   2. It trusts its file: snapshot.ts checks the sha256 first. What was written is opened again and probed.
 *   3. It can't filter: more is asked for, and where few pass, those are scanned.
 *   4. On several threads it builds another graph each time, as good; on one, the same to the byte: few vectors are
 *      added on one, many on all. Searches answer the same on any number.
 *   5. A removed vector leaves its place in the graph until another takes it: past a share of them it is built anew.
 *
 * Source: Malkov & Yashunin 2018, https://arxiv.org/abs/1603.09320
 */
import { availableParallelism } from 'node:os'
import usearch, { type BatchMatches, type Matches } from 'usearch'
import { quantise } from '../int8.ts'
import { dot, isUnit, type Matrix, row } from '../vector.ts'
import { checkQuery, scan } from './exact.ts'
import { allowedOf, EF_MIN, type GraphParameters, probe, SCAN_BELOW_SHARE } from './graph-parameters.ts'
import { type Keys, rowFinder } from './keys.ts'
import { byRank, type Neighbour, type VectorIndex } from './vector-index.ts'

/** A graph to go on from. */
export interface EarlierGraph {
  /** Its checksum fits. */
  readonly path: string
  readonly vectors: Matrix
  readonly keys: Keys
  /** Vectors that were removed since it was built. */
  readonly removed: number
}

export interface BuildOptions {
  readonly earlier?: EarlierGraph
  /** That add many vectors together; 1 unless told. */
  readonly threads?: number
  readonly onAdded?: (count: number) => void
}

/** Of what is taken from the graph, so much for each that is wanted: the bytes' order is not quite the vectors'. */
const TAKEN_PER_WANTED = 1.1
/** And so many more, of which a filter passes its share: with 30, ten of a fifth of 99,879 papers are found by 98.6 %, not 99.7. */
const TAKEN_MORE = 60
/** At least as many where there is a filter, so that ten of half the papers are found as surely as ten of all. */
const TAKEN_MIN_FILTERED = 300
/** Of all vectors, so many may have been removed before the graph is built anew. */
const REMOVED_SHARE_MAX = 0.2
/** A part of a second of work between two words about it. */
const ADDED_AT_ONCE = 256
/** Vectors to add from which on it is worth another graph each time: on one thread they take ten seconds. */
const THREADS_FROM_COUNT = 20_000

/**
 * Builds the graph, or goes on from an earlier one, and writes it to `path`; then opens what was written and probes it.
 *
 * About 0.2 ms a new vector at 20,000; blocks its thread, `onAdded` is told how many vectors the graph holds.
 *
 * @returns also how many were removed since the graph was built
 * @throws RangeError when a vector is not finite and of unit length
 * @throws Error when the file does not answer as the exact scan does
 */
export async function buildGraph(
  path: string,
  vectors: Matrix,
  keys: Keys,
  parameters: GraphParameters,
  { earlier, threads = 1, onAdded = () => {} }: BuildOptions = {},
): Promise<{ index: VectorIndex; removed: number }> {
  for (let at = 0; at < vectors.count; at++)
    if (!isUnit(row(vectors, at))) throw new RangeError(`vector ${at} is not finite and of unit length`)
  const graph = emptyGraph(vectors.dimensions, parameters)
  const change = earlier && changeSince(earlier, vectors, keys)
  let removed = 0
  let added = Uint32Array.from({ length: vectors.count }, (_, at) => at)
  if (change && earlier.removed + change.removed.length <= REMOVED_SHARE_MAX * vectors.count) {
    graph.load(earlier.path)
    for (const key of change.removed) graph.remove(key)
    removed = earlier.removed + change.removed.length
    added = change.added
  }
  for (let from = 0; from < added.length; from += ADDED_AT_ONCE) {
    const rows = added.subarray(from, from + ADDED_AT_ONCE)
    graph.add(
      BigUint64Array.from(rows, (at) => keys.numbers[at]!),
      asTheyAre(bytesOf(vectors, rows)),
      added.length < THREADS_FROM_COUNT ? 1 : together(threads),
    )
    onAdded(Number(graph.size()))
  }
  graph.save(path)
  const index = await graphIndex(path, vectors, keys, parameters)
  probe(index, vectors)
  return { index, removed }
}

/**
 * Opens a graph file whose checksum the caller has verified, by mapping it.
 *
 * @param ef candidates per search
 * @throws Error when it is of other vectors
 */
export async function graphIndex(
  path: string,
  vectors: Matrix,
  keys: Keys,
  parameters: GraphParameters,
  ef = EF_MIN,
): Promise<VectorIndex> {
  const { dimensions, count } = vectors
  const graph = emptyGraph(dimensions, parameters, ef)
  if (count > 0) graph.view(path)
  if (Number(graph.size()) !== count)
    throw new Error(`the graph holds ${graph.size()} vectors, the corpus ${count}`)
  const rowsOf = rowFinder(keys)
  /** Those found for a query, by their own vectors; `allowed` ones alone. */
  const ranked = (query: Float32Array, found: BigUint64Array, allowed?: Uint8Array): Neighbour[] => {
    const neighbours: Neighbour[] = []
    for (const at of rowsOf(found))
      if (!allowed || allowed[at] === 1)
        neighbours.push({ row: at, similarity: dot(query, row(vectors, at)) })
    return neighbours.sort(byRank)
  }
  const takenFor = (wanted: number, share: number) => {
    const taken = Math.ceil((TAKEN_PER_WANTED * wanted + TAKEN_MORE) / share)
    return Math.min(count, share < 1 ? Math.max(taken, TAKEN_MIN_FILTERED) : taken)
  }
  return {
    dimensions,
    count,
    nearest(query, { count: asked, within }) {
      checkQuery(query, dimensions)
      const passing = within?.length ?? count
      const wanted = Math.min(asked, passing)
      const share = passing / count
      if (wanted === 0) return []
      const taken = takenFor(wanted, share)
      // As many as there are: the graph would be walked whole.
      if (share < SCAN_BELOW_SHARE || taken === count) return scan(vectors, query, { count: asked, within })
      const allowed = within && allowedOf(within, count)
      const found = ranked(query, graph.search(asTheyAre(quantise(query)), taken, 1).keys, allowed)
      // A filter must never lose a neighbour.
      if (found.length < wanted) return scan(vectors, query, { count: asked, within })
      return found.slice(0, wanted)
    },
    nearestOfRows(rows, { count: asked, threads }) {
      const wanted = Math.min(asked, count)
      const taken = takenFor(wanted, 1)
      const queries = Array.from(rows, (at) => row(vectors, at))
      if (taken === count) return queries.map((query) => scan(vectors, query, { count: asked }))
      // One query alone is answered in another form.
      const found = graph.search(asTheyAre(bytesOf(vectors, rows)), taken, together(threads)) as
        | Matches
        | BatchMatches
      return queries.map((query, i) => {
        const own =
          'counts' in found ? found.keys.subarray(i * taken, i * taken + Number(found.counts[i])) : found.keys
        return ranked(query, own).slice(0, wanted)
      })
    },
  }
}

/** It keeps room for as many threads as there are cores, and throws for the next. */
const together = (threads: number) => Math.min(threads, availableParallelism())

/** The bytes of rows one after another: (rows × D). */
function bytesOf(vectors: Matrix, rows: ArrayLike<number>): Int8Array {
  const bytes = new Int8Array(rows.length * vectors.dimensions)
  for (let i = 0; i < rows.length; i++) bytes.set(quantise(row(vectors, rows[i]!)), i * vectors.dimensions)
  return bytes
}

/**
 * Bytes that the library hands on as they are. Its JavaScript makes floats of whatever does not say that it was made by
 * `Float32Array`, its native part goes by what it is given.
 */
function asTheyAre(bytes: Int8Array): Int8Array {
  return Object.defineProperty(bytes, 'constructor', { value: Float32Array })
}

function emptyGraph(dimensions: number, { m, efConstruction }: GraphParameters, ef = EF_MIN) {
  return new usearch.Index({
    dimensions,
    metric: usearch.MetricKind.Cos,
    quantization: usearch.ScalarKind.I8,
    connectivity: m,
    expansion_add: efConstruction,
    expansion_search: ef,
    multi: false,
  })
}

/** Which keys go, and which rows come, a changed vector both; undefined where keys do not last. */
function changeSince(earlier: EarlierGraph, vectors: Matrix, keys: Keys) {
  if (!earlier.keys.lasting || !keys.lasting) return undefined
  const [before, now] = [earlier.keys.numbers, keys.numbers]
  const removed: bigint[] = []
  const added: number[] = []
  for (let i = 0, j = 0; i < before.length || j < now.length; ) {
    if (j === now.length || (i < before.length && before[i]! < now[j]!)) removed.push(before[i++]!)
    else if (i === before.length || now[j]! < before[i]!) added.push(j++)
    else {
      const same = row(earlier.vectors, i).every((value, at) => value === row(vectors, j)[at])
      if (!same) {
        removed.push(before[i]!)
        added.push(j)
      }
      i++
      j++
    }
  }
  return { removed, added: Uint32Array.from(added) }
}
