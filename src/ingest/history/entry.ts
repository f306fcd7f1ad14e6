/**
 * What a reading history says of one paper, and the gate that each entry passes.
 *
 * Unlike a paper to be stored, an entry may have no title: an arXiv id alone names a paper. And an
 * id of the file's own (a citation key, a Zotero key) is no name here, since it means another paper
 * in the next file.
 */
import { paperId } from '../../paper.ts'
import type { ReactionKind } from '../../reader.ts'
import { namesOf, REFERENCE_LENGTH_MAX } from '../../reference.ts'
import { type Draft, toRecord } from '../record.ts'
import { cleanLine } from '../text.ts'
import { readMoment } from './moment.ts'

export interface HistoryEntry {
  /** Where in the file it stands: `line 12`, `entry 3`. */
  readonly place: string
  /** What to call it before the reader: its title, else the name that the file gave. */
  readonly label: string
  /** Names under which the paper may be known (see reference.ts), most telling first. */
  readonly names: readonly string[]
  /** Absent where the file gave names alone. */
  readonly paper?: { readonly title: string; readonly abstract: string }
  /** When the reader came by it. */
  readonly at?: Date
  /** What the reader said of it, where the file tells. */
  readonly kind?: ReactionKind
  /** In (0, 10]. */
  readonly weight?: number
}

/** What a format understood of one entry: a name as somebody would type it, or fields. */
export type Told =
  | { readonly reference: string }
  | (Pick<HistoryEntry, 'kind' | 'weight'> & {
      readonly draft: Draft
      /** As the file spells it. */
      readonly at?: string
    })

export type Read = { readonly place: string } & (Told | { readonly reason: string })

/** A paper known by more names than this has a broken file behind it. */
const NAMES_MAX = 20

/** The entry, or the reason why there is none. */
export function toEntry(place: string, told: Told): HistoryEntry | { reason: string } {
  return 'reference' in told ? named(place, told.reference) : described(place, told)
}

function named(place: string, text: string): HistoryEntry | { reason: string } {
  const label = cleanLine(text)
  if (!label) return { reason: 'no title and no id' }
  if (label.length > REFERENCE_LENGTH_MAX)
    return { reason: `longer than ${REFERENCE_LENGTH_MAX} characters, which no id or title is` }
  return { place, label, names: namesOf(label) }
}

function described(
  place: string,
  { draft, at, kind, weight }: Exclude<Told, { reference: string }>,
): HistoryEntry | { reason: string } {
  const aliases = [...new Set(draft.aliases)]
    .filter(
      (alias) => alias !== undefined && !alias.startsWith('id:') && alias.length <= REFERENCE_LENGTH_MAX,
    )
    .map((alias) => cleanLine(alias!))
    .slice(0, NAMES_MAX)
  const told = { place, at: readMoment(at ?? ''), kind, weight }
  const gated = toRecord(draft)
  if ('record' in gated) {
    const { title, abstract } = gated.record
    return {
      ...told,
      label: title,
      names: [...new Set([...aliases, paperId(title)])],
      paper: { title, abstract },
    }
  }
  // Names find the paper all the same, be its title missing or too long for one.
  if (aliases.length > 0) return { ...told, label: aliases[0]!, names: aliases }
  return { reason: gated.reason === 'no title' ? 'no title and no id' : gated.reason }
}
