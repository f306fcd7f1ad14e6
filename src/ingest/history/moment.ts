/** When a reader came by a paper, from the spellings of reference managers. */
import { readDay } from '../dates.ts'

/** Zotero and JabRef write the time without a zone; theirs is UTC. */
const ISO_TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(Z|[+-]\d{2}:?\d{2})?$/

/** Undefined for what is no time; a day alone is its first moment. */
export function readMoment(text: string): Date | undefined {
  const trimmed = text.trim()
  const [, day, time, zone] = ISO_TIME.exec(trimmed) ?? []
  const iso = day
    ? `${day}T${time}${(zone ?? 'Z').replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`
    : readDay(trimmed)
  const moment = new Date(iso ?? Number.NaN)
  return Number.isNaN(moment.getTime()) ? undefined : moment
}
