/** What a search over vectors answers, whichever structure stands behind it. */

export interface Neighbour {
  /** Row of the vector in the corpus. Rows are in order of paper id, so ties by row are ties by id. */
  readonly row: number
  /** Cosine in [−1, 1], more is nearer. */
  readonly similarity: number
}

export interface NearestOptions {
  readonly count: number
  /** Rows that may be answered, ascending; all when absent. */
  readonly within?: Uint32Array
}

export interface VectorIndex {
  readonly dimensions: number
  readonly count: number
  /**
   * The rows most similar to a query of unit length (D,), best first, ties by row; fewer than
   * asked only when there are no more.
   * @throws RangeError when the query has another length, or is not finite and of unit length
   */
  nearest(query: Float32Array, options: NearestOptions): Neighbour[]
  /** The same of each of these rows, by so many threads; absent where it would be no faster than one by one. */
  nearestOfRows?(
    rows: Uint32Array,
    options: { readonly count: number; readonly threads: number },
  ): Neighbour[][]
}

/** The same for those who can wait, because the vectors may stand elsewhere than in memory. */
export interface VectorSearch extends Omit<VectorIndex, 'nearest' | 'nearestOfRows'> {
  /** @throws RangeError as `VectorIndex`; whatever asking elsewhere throws */
  nearest(query: Float32Array, options: NearestOptions): Neighbour[] | Promise<Neighbour[]>
}

/** Best first, ties by row. */
export function byRank(a: Neighbour, b: Neighbour): number {
  return b.similarity - a.similarity || a.row - b.row
}
