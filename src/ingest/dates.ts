/**
 * Days of the calendar, from the spellings that paper lists use. The clock is never asked.
 *
 * A year or a month alone gives no day: the first of January would be invented, and whatever
 * weighs papers by age would take it for true. `3/4/2024` gives none either, because it is two
 * days, depending on the country.
 */
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const ISO = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?![\d/-])/
/** `Mon, 2 Apr 2007 19:18:42 GMT`, the spelling of mail headers and of arXiv's version list. */
const DAY_FIRST = /^(?:[a-z]{3},\s*)?(\d{1,2})\s+([a-z]{3,9})\.?\s+(\d{4})\b/i
const MONTH_FIRST = /^([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})\b/i
const YEAR_OR_MONTH = /^(?:\d{4}(?:[-/]\d{1,2})?|[a-z]{3,9}\.?\s+\d{4})$/i

/** `YYYY-MM-DD` of a day in any spelling we know, as it is written, whatever its time zone; else undefined. */
export function readDay(text: string): string | undefined {
  const iso = ISO.exec(text)
  if (iso) return calendarDay(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const dayFirst = DAY_FIRST.exec(text)
  if (dayFirst) return calendarDay(Number(dayFirst[3]), monthNumber(dayFirst[2]!), Number(dayFirst[1]))
  const monthFirst = MONTH_FIRST.exec(text)
  if (monthFirst)
    return calendarDay(Number(monthFirst[3]), monthNumber(monthFirst[1]!), Number(monthFirst[2]))
  return undefined
}

/** Whether a text is understood and simply names no day: nothing, a year, or a month of a year. */
export function tellsNoDay(text: string): boolean {
  return text === '' || YEAR_OR_MONTH.test(text)
}

/** 1 to 12 by the name's first three letters; 0, which no calendar has, for anything else. */
export function monthNumber(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1
}

/** `YYYY-MM-DD`, or undefined when the calendar has no such day. Years from 1000 on. */
export function calendarDay(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  // Date takes February 30 for March 1 or 2, and the year 24 for 1924.
  const kept = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return kept && year >= 1000 && year <= 9999 ? date.toISOString().slice(0, 10) : undefined
}
