/** A search that a reader keeps, to come back to and to follow. */
import { createHash } from 'node:crypto'

export const SEARCH_MODES = ['hybrid', 'semantic', 'keyword'] as const
export type SearchMode = (typeof SEARCH_MODES)[number]

/** What is searched for. */
export interface SearchQuery {
  readonly q: string
  readonly mode: SearchMode
  /** First day of publication, `YYYY-MM-DD`, inclusive. */
  readonly from?: string
  /** Last day, inclusive. */
  readonly to?: string
  /** Id of a topic. */
  readonly topic?: string
}

export interface SavedSearch extends SearchQuery {
  readonly id: string
  /** What the reader calls it; the query, where they call it nothing. */
  readonly name?: string
  readonly createdAt: Date
}

const ID_LENGTH = 12

/** 12 hex digits; the same search has the same id, whatever it is called. */
export function searchId({ q, mode, from, to, topic }: SearchQuery): string {
  const text = JSON.stringify([q, mode, from ?? null, to ?? null, topic ?? null])
  return createHash('sha1').update(text).digest('hex').slice(0, ID_LENGTH)
}
