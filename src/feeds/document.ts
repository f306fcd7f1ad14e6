/**
 * A feed, before it is written as Atom, RSS or JSON Feed, and the names that its parts keep for ever.
 *
 * An entry is mostly a paper. Its id is made of the paper's id alone, so it is the same in every feed, every
 * format and every order, and no feed reader shows it twice.
 */
import { createHash } from 'node:crypto'

export const FEED_FORMATS = ['atom', 'rss', 'json'] as const
export type FeedFormat = (typeof FEED_FORMATS)[number]

/** Media types. */
export const FEED_TYPES: Readonly<Record<FeedFormat, string>> = {
  atom: 'application/atom+xml',
  rss: 'application/rss+xml',
  json: 'application/feed+json',
}

export interface Feed {
  /** A URN. */
  readonly id: string
  readonly title: string
  readonly description: string
  /** Address of this document. */
  readonly selfUrl: string
  /** Address of the page that shows the same. */
  readonly pageUrl: string
  readonly updatedAt: Date
  /** Newest first, each paper once. */
  readonly entries: readonly FeedEntry[]
}

export interface FeedEntry {
  /** A URN. */
  readonly id: string
  readonly title: string
  /** Address of the paper's page here. */
  readonly url: string
  /** Where the paper itself can be read. */
  readonly sourceUrl?: string
  /** Absent for a paper without a date. */
  readonly publishedAt?: Date
  readonly updatedAt: Date
  /** As far as they are known. */
  readonly authors: readonly string[]
  readonly categories: readonly string[]
  readonly html: string
}

/** Address of each format, by the address without its ending. */
export function inEachFormat(url: string): Record<FeedFormat, string> {
  return { atom: `${url}.atom`, rss: `${url}.rss`, json: `${url}.json` }
}

/**
 * A name as a URN: the UUID, of version 8, that its sha256 begins with.
 *
 * Source: RFC 9562, https://www.rfc-editor.org/rfc/rfc9562
 */
export function urnOf(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `urn:uuid:${[0, 8, 12, 16, 20].map((at, i, all) => hex.slice(at, all[i + 1])).join('-')}`
}
