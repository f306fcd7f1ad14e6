/**
 * The nearest neighbours of every paper, found once when a snapshot is made.
 *
 * A history of a thousand papers would need a thousand searches of the graph, a second at 100,000
 * papers; their lists, already made, are read in a millisecond. The first few of a list also tell
 * how crowded it is around a paper (local-scaling.ts).
 */
import { type Matrix, row } from '../vector.ts'
import type { VectorIndex } from './vector-index.ts'

export interface NeighbourLists {
  /** Length of each list: 32 in a snapshot, or all the others of a smaller collection. */
  readonly perRow: number
  /** (papers × perRow), nearest first. */
  readonly rows: Uint32Array
  /** Their cosines, in the same places. */
  readonly similarities: Float32Array
}

/** Enough for candidates: of histories of 30 papers on citeulike-a, longer lists find 1 % more of what is hidden. */
export const NEIGHBOURS_PER_ROW = 32

/** Rows searched for in one call, so that threads have something to share. */
const ASKED_AT_ONCE = 256

/**
 * @param options.most length of the lists, where there are so many others
 * @param options.threads that search together; 1 unless told. The lists are the same whatever their number.
 *
 * Cost: one index search a row, about 0.9 ms at 100,000, shared by the threads; 256 bytes a row.
 */
export function neighboursOfRows(
  vectors: Matrix,
  index: VectorIndex,
  { most = NEIGHBOURS_PER_ROW, threads = 1 }: { most?: number; threads?: number } = {},
): NeighbourLists {
  const { count } = vectors
  const perRow = Math.max(0, Math.min(most, count - 1))
  const rows = new Uint32Array(count * perRow)
  const similarities = new Float32Array(count * perRow)
  const asked = perRow + 1
  for (let from = 0; from < count; from += ASKED_AT_ONCE) {
    const some = Uint32Array.from({ length: Math.min(ASKED_AT_ONCE, count - from) }, (_, i) => from + i)
    const found =
      index.nearestOfRows?.(some, { count: asked, threads }) ??
      Array.from(some, (at) => index.nearest(row(vectors, at), { count: asked }))
    for (const [i, at] of some.entries()) {
      // A paper is not its own neighbour; with more twins than that it may not even be among those found.
      const others = found[i]!.filter((neighbour) => neighbour.row !== at).slice(0, perRow)
      others.forEach((neighbour, place) => {
        rows[at * perRow + place] = neighbour.row
        similarities[at * perRow + place] = neighbour.similarity
      })
    }
  }
  return { perRow, rows, similarities }
}

/** The first `most` of each list. */
export function shortened({ perRow, rows, similarities }: NeighbourLists, most: number): NeighbourLists {
  const kept = Math.min(most, perRow)
  const firstOf = <T>(_: T, i: number) => i % perRow < kept
  return { perRow: kept, rows: rows.filter(firstOf), similarities: similarities.filter(firstOf) }
}
