/**
 * The last gate of ingest: what a file said of one paper becomes a PaperRecord, or a reason why not.
 *
 * Each format only translates its own words into a Draft; what makes a paper storable is decided
 * here, once. That covers characters that a database refuses, lengths that no paper has, and days
 * that no calendar has.
 */
import type { PaperRecord } from '../paper.ts'
import { readDay, tellsNoDay } from './dates.ts'
import { cleanLine, cleanText } from './text.ts'

/** The longest title arXiv holds has under 400 characters: beyond this an abstract slipped into its place. */
export const TITLE_LENGTH_MAX = 2_000
/** Twenty times the longest abstract arXiv takes: beyond this it is a whole paper. */
export const ABSTRACT_LENGTH_MAX = 100_000
/** The largest number of the database's integer columns. */
const COUNT_MAX = 2_147_483_647

/** A record that was not kept. `place` is where in the file it stands: `line 12`, `paper 3`, `byte 1024`. */
export interface Unreadable {
  readonly source: string
  readonly place: string
  readonly reason: string
}

/** Something the reader should know although every record concerned was kept. */
export interface Note {
  readonly source: string
  /** Absent when it concerns the whole file. */
  readonly place?: string
  readonly text: string
}

/** What reading a file gives, piece by piece. */
export type Ingested = { record: PaperRecord } | { unreadable: Unreadable } | { note: Note }

/** What a file said of one paper, in our words but unchecked. */
export interface Draft {
  readonly title?: string
  readonly abstract?: string
  readonly authorCount?: number
  readonly authors?: readonly string[]
  readonly organisation?: string
  /** As the file spells it; see readDay for the spellings understood. */
  readonly date?: string
  readonly commentCount?: number
  readonly upvoteCount?: number
  readonly categories?: readonly string[]
  readonly version?: number
  readonly aliases?: readonly (string | undefined)[]
}

/** What a format makes of one record: a draft, or the reason why there is none. */
export type Mapped = { draft: Draft } | { reason: string }

/** What a format yields: a mapped record with its place, or a note. */
export type Found = (Mapped & { place: string }) | { note: string; place?: string }

/**
 * The record of a draft, cleaned; or the reason why it can't be kept. `doubt` says what was left
 * out of a record that was kept.
 */
export function toRecord(draft: Draft): { record: PaperRecord; doubt?: string } | { reason: string } {
  const title = cleanLine(draft.title ?? '')
  const abstract = cleanText(draft.abstract ?? '')
  if (!title) return { reason: 'no title' }
  if (title.length > TITLE_LENGTH_MAX) return { reason: tooLong('title', title, TITLE_LENGTH_MAX) }
  if (abstract.length > ABSTRACT_LENGTH_MAX)
    return { reason: tooLong('abstract', abstract, ABSTRACT_LENGTH_MAX) }

  const authors = lines(draft.authors)
  const date = cleanLine(draft.date ?? '')
  const publishedOn = readDay(date)
  const record: PaperRecord = {
    title,
    abstract,
    authorCount: count(draft.authorCount) ?? authors?.length,
    authors,
    organisation: cleanLine(draft.organisation ?? '') || undefined,
    publishedOn,
    commentCount: count(draft.commentCount),
    upvoteCount: count(draft.upvoteCount),
    categories: lines(draft.categories),
    version: draft.version ? count(draft.version) : undefined,
    aliases: lines(draft.aliases) ?? [],
  }
  if (publishedOn || tellsNoDay(date)) return { record }
  return { record, doubt: `"${date.slice(0, 40)}" is no date we can read; kept without one` }
}

const tooLong = (what: string, text: string, max: number) =>
  `${what} of ${text.length.toLocaleString('en')} characters; at most ${max.toLocaleString('en')} are kept`

/** The distinct, cleaned, non-empty ones; undefined when none is left, because that says nothing. */
function lines(texts: readonly (string | undefined)[] | undefined): string[] | undefined {
  const distinct = new Set((texts ?? []).map((text) => cleanLine(text ?? '')))
  distinct.delete('')
  return distinct.size > 0 ? [...distinct] : undefined
}

const count = (value: number | undefined) =>
  value !== undefined && Number.isInteger(value) && value >= 0 && value <= COUNT_MAX ? value : undefined
