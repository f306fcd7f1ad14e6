/** What became of topics from one snapshot to the next. */

export const CHANGE_KINDS = ['born', 'died', 'split', 'merged', 'grew', 'shrank', 'renamed'] as const

/** A topic by name, and how many of the changed one's papers it has. */
export interface TopicShare {
  readonly id: string
  readonly label: string
  readonly papers: number
}

export interface TopicChange {
  readonly kind: (typeof CHANGE_KINDS)[number]
  readonly id: string
  /** What it is called now; of one that is gone, what it was called. */
  readonly label: string
  /** What it was called before, where that is another. */
  readonly labelBefore?: string
  /** Papers that it had when its size was last told; 0 of one that was not there. */
  readonly papersBefore: number
  /** Papers that it has; 0 of one that is gone. */
  readonly papers: number
  /**
   * The other topics that had its papers before (born, merged), or that have them now (died, split), those with most
   * first. Papers that came or left since are in none.
   */
  readonly others: readonly TopicShare[]
}

export interface TopicRevision {
  /** Moment of the rebuild, ISO 8601 in UTC. */
  readonly at: string
  /** In the collection. */
  readonly papersBefore: number
  readonly papers: number
  readonly changes: readonly TopicChange[]
}

export interface TopicHistory {
  /** Newest first; rebuilds that changed no topic are not among them. */
  readonly revisions: readonly TopicRevision[]
  /** For each topic by id how many papers it had when that was last told. */
  readonly told: Readonly<Record<string, number>>
}
