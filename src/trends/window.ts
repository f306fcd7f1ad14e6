/** The last few weeks or months, and those before that they are compared with. */
import type { Library } from '../library.ts'
import { firstDayOf, numberOf, type Period } from './calendar.ts'
import { periodFor, type Span } from './timeline.ts'

export interface Window {
  readonly period: Period
  /** Periods that are recent, the last one with the newest paper. */
  readonly periods: number
  /** Days, counted from 1970-01-01, inclusive. */
  readonly recent: Span
  readonly before: Span
  /** Rows of both, newest first; the first `recentCount` are recent. */
  readonly rows: Uint32Array
  readonly recentCount: number
  /** Part of the rows that is recent, in (0, 1). */
  readonly recentShare: number
}

/** Unless told; fewer where the collection is too young for the time before. */
const RECENT_MAX: Readonly<Record<Period, number>> = { week: 4, month: 3 }
/** Long enough for a steady rate, short enough that what grew years ago is no news. */
const BEFORE_TIMES = 4

/** @returns undefined where nothing lies before what is recent. Cost: one step a paper of the window. */
export function windowOf(
  library: Library,
  span: Span,
  asked: { period?: Period; periods?: number } = {},
): Window | undefined {
  const period = periodFor(span, asked.period)
  const last = numberOf(period, span.lastDay)
  const whole = last - numberOf(period, span.firstDay) + 1
  const fitting = Math.max(1, Math.floor(whole / (1 + BEFORE_TIMES)))
  const periods = asked.periods ?? Math.min(RECENT_MAX[period], fitting)
  const recentFrom = firstDayOf(period, last - periods + 1)
  const beforeFrom = firstDayOf(period, last - (1 + BEFORE_TIMES) * periods + 1)
  const { cards, days, newestFirst } = library
  const since = (day: number) => {
    const end = newestFirst.findIndex((row) => cards[row]!.publishedOn === undefined || days[row]! < day)
    return end === -1 ? newestFirst.length : end
  }
  const recentCount = since(recentFrom)
  const count = since(beforeFrom)
  if (recentCount === count) return undefined
  return {
    period,
    periods,
    recent: { firstDay: recentFrom, lastDay: span.lastDay },
    before: { firstDay: Math.max(beforeFrom, span.firstDay), lastDay: recentFrom - 1 },
    rows: newestFirst.subarray(0, count),
    recentCount,
    recentShare: recentCount / count,
  }
}
