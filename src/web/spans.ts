/** Days, weeks and months as a reader turns their pages, and which of them have papers. */
import { type Library, NO_DAY } from '../library.ts'
import { dayText, firstDayOf, lastDayOf, nameOf, numberOf } from '../trends/calendar.ts'

export const SPANS = ['day', 'week', 'month'] as const
export type Span = (typeof SPANS)[number]

export interface Period {
  /** Of all of its kind; those that follow one another have numbers that do. */
  readonly number: number
  readonly from: string
  readonly to: string
  /** `2025-11-10`, `2025-W46` or `2025-11`. */
  readonly name: string
  /** How many papers; 0 where it is not counted. */
  readonly count: number
}

/** A day counted from 1970-01-01 to the number of its day, week or month. */
const numberIn = (span: Span, day: number) => (span === 'day' ? day : numberOf(span, day))

/** @param day counted from 1970-01-01 */
export function periodAt(span: Span, day: number, count = 0): Period {
  const number = numberIn(span, day)
  if (span === 'day') return { number, from: dayText(day), to: dayText(day), name: dayText(day), count }
  return {
    number,
    from: dayText(firstDayOf(span, number)),
    to: dayText(lastDayOf(span, number)),
    name: nameOf(span, number),
    count,
  }
}

const known = new WeakMap<Int32Array, Map<Span, readonly Period[]>>()

/** All periods that have papers, newest first. Cost: a step a paper, 5 ms for 100,000, once a snapshot. */
export function periodsWithPapers(library: Library, span: Span): readonly Period[] {
  const bySpan = known.get(library.days) ?? new Map<Span, readonly Period[]>()
  known.set(library.days, bySpan)
  const periods = bySpan.get(span) ?? countPeriods(library, span)
  bySpan.set(span, periods)
  return periods
}

function countPeriods({ days, newestFirst }: Library, span: Span): Period[] {
  const counts = new Map<number, { day: number; count: number }>()
  for (const row of newestFirst) {
    const day = days[row]!
    if (day === NO_DAY) break
    const known = counts.get(numberIn(span, day))
    if (known) known.count++
    else counts.set(numberIn(span, day), { day, count: 1 })
  }
  return Array.from(counts.values(), ({ day, count }) => periodAt(span, day, count))
}

/** Fewer papers are no list yet. */
const FEW = 5

/** The finest span whose newest period is worth a page. */
export function usualSpan(library: Library): Span {
  return SPANS.find((span) => (periodsWithPapers(library, span)[0]?.count ?? 0) >= FEW) ?? 'month'
}
