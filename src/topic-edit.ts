/** What people say about topics: that some are one, or that one is several. It outlives every rebuild. */
import { createHash } from 'node:crypto'

export const TOPIC_VERDICTS = ['together', 'apart'] as const

export interface TopicEdit {
  readonly id: string
  readonly verdict: (typeof TOPIC_VERDICTS)[number]
  /**
   * For each of the topics the ids of papers in its middle, by which it is found again whatever becomes of its own id;
   * two at least.
   */
  readonly parts: readonly (readonly string[])[]
}

/** What tells whether the same was said; empty where nothing was. */
export function digestOfEdits(edits: readonly TopicEdit[]): string {
  if (edits.length === 0) return ''
  return createHash('sha256')
    .update(edits.map(({ id }) => id).join())
    .digest('hex')
    .slice(0, 16)
}
