/**
 * Weeks and months as whole numbers, so that periods can be counted over and none is left out.
 *
 * A week is one of ISO 8601: it begins on Monday and belongs to the year of its Thursday, so 2020-12-31 is in 2020-W53
 * and 2021-01-03 too. Days are counted from 1970-01-01, a Thursday.
 */

export const PERIODS = ['week', 'month'] as const
export type Period = (typeof PERIODS)[number]

const DAY_MS = 86_400_000
/** From a year of papers on, months tell more: weeks would be a hundred thin bars. */
const WEEKS_SPAN_DAYS_MAX = 366

/** The period of a span of days that is read best. */
export function periodOfSpan(firstDay: number, lastDay: number): Period {
  return lastDay - firstDay < WEEKS_SPAN_DAYS_MAX ? 'week' : 'month'
}

/** The number of the period that a day is in; periods that follow one another have numbers that do. */
export function numberOf(period: Period, day: number): number {
  if (period === 'week') return Math.floor((day + 3) / 7)
  const date = new Date(day * DAY_MS)
  return 12 * (date.getUTCFullYear() - 1970) + date.getUTCMonth()
}

export function firstDayOf(period: Period, number: number): number {
  return period === 'week' ? 7 * number - 3 : Date.UTC(1970, number, 1) / DAY_MS
}

export function lastDayOf(period: Period, number: number): number {
  return firstDayOf(period, number + 1) - 1
}

/** `2025-W45` or `2025-11`. */
export function nameOf(period: Period, number: number): string {
  if (period === 'month') return dayText(firstDayOf(period, number)).slice(0, 7)
  const thursday = firstDayOf(period, number) + 3
  const year = new Date(thursday * DAY_MS).getUTCFullYear()
  const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1) / DAY_MS) / 7)
  return `${year}-W${String(week).padStart(2, '0')}`
}

/** `YYYY-MM-DD` */
export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}
