/** A topic: papers that are about one thing, and the words that say what it is. */

export interface Topic {
  /** Short and stable within a snapshot: `t0`, `t1`, … from the largest topic down. */
  readonly id: string
  /** A few words in title case. */
  readonly label: string
  /** Distinctive words and phrases, most telling first. */
  readonly terms: readonly { readonly term: string; readonly weight: number }[]
  readonly size: number
  /** Rows of the papers nearest to the middle of the topic, nearest first. */
  readonly medoids: readonly number[]
}

export interface TopicModel {
  readonly topics: readonly Topic[]
  /** For each row, the place of its topic in `topics`, or −1 when it belongs to none. */
  readonly assignment: Int32Array
  /** Unit-length middle of each topic (topics × D). */
  readonly centroids: Float32Array
}
