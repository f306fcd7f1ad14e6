/**
 * Dates as the Daily Papers page shows them: `Nov 21, 2024`, and `Sep 8` within the page's own year.
 *
 * The year of a short date is worked out and never taken from the clock, or the same page would
 * read otherwise next year. It comes from whoever knows best: the caller, then the page's own
 * header, then the dates on the page. A year is shown exactly where it is not the page's own, so
 * the page can't be older than the year after the newest one shown.
 */
import { InvalidInput } from '../errors.ts'
import { calendarDay, monthNumber } from './dates.ts'

export interface PageDate {
  readonly month: number
  readonly day: number
  readonly year?: number
  /** As it stands on the page, for messages. */
  readonly text: string
}

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}'
const DATE = new RegExp(`^((${MONTH})\\.? (\\d{1,2})(?:, ?(\\d{4}))?)(?: (\\d{1,9}))?$`, 'i')

/** A line that holds a date and, maybe, a count of comments; undefined for any other line. */
export function readPageDate(line: string): { date: PageDate; commentCount?: number } | undefined {
  const match = DATE.exec(line)
  if (!match) return undefined
  const [, text, month, day, year, comments] = match
  return {
    date: {
      month: monthNumber(month!),
      day: Number(day),
      year: year ? Number(year) : undefined,
      text: text!,
    },
    commentCount: comments ? Number(comments) : undefined,
  }
}

/**
 * The rule for the dates of one page.
 *
 * @param asked the page's date as the caller knows it, `YYYY-MM-DD` or `YYYY`
 * @param header the page's date as its header shows it
 * @param dates the dates of its papers
 * @returns `inFull` gives a date as `YYYY-MM-DD`, as it stands when no calendar has such a day, and
 *   undefined when its year can't be known; `note` when the year was assumed, or could not be
 * @throws InvalidInput when `asked` is neither a day nor a year
 */
export function pageCalendar(
  asked: string | undefined,
  header: PageDate | undefined,
  dates: readonly PageDate[],
): { inFull: (date: PageDate) => string | undefined; note?: string } {
  const known = asked === undefined ? header : readAsked(asked, header)
  const newest = dates.reduce((year, date) => Math.max(year, date.year ?? 0), 0)
  const pageYear = known?.year ?? (newest > 0 ? newest + 1 : undefined)
  const last = known ? dayOfYear(known) : Number.POSITIVE_INFINITY
  const yearOf = (date: PageDate) => {
    if (date.year !== undefined || pageYear === undefined) return date.year
    // A page can't list what is yet to come: a day after its own is of the year before.
    return dayOfYear(date) > last ? pageYear - 1 : pageYear
  }
  const inFull = (date: PageDate) => {
    const year = yearOf(date)
    return year === undefined ? undefined : (calendarDay(year, date.month, date.day) ?? date.text)
  }
  const certain = known?.year !== undefined || dates.every((date) => date.year !== undefined)
  return certain ? { inFull } : { inFull, note: assumption(header, pageYear) }
}

function readAsked(asked: string, header: PageDate | undefined): PageDate {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})-(\d{2}))?$/.exec(asked) ?? []
  const valid = calendarDay(Number(year), Number(month ?? 1), Number(day ?? 1))
  if (!valid) throw new InvalidInput(`the page date must be YYYY-MM-DD or YYYY, not "${asked}"`, 'pageDate')
  if (month) return { year: Number(year), month: Number(month), day: Number(day), text: asked }
  // With the year alone, the header still knows the day; without one, the whole year is past.
  return { month: 12, day: 31, text: asked, ...header, year: Number(year) }
}

function assumption(header: PageDate | undefined, year: number | undefined): string {
  const stated = header ? `page is dated ${header.text} without a year` : 'page carries no date'
  if (year === undefined) {
    return `${stated}, and no paper on it shows one: papers without a year keep no date; say --page-date YYYY-MM-DD to date them`
  }
  const monthAndDay = header && calendarDay(year, header.month, header.day)?.slice(4)
  const example = `${year}${monthAndDay ?? ''}`
  return `${stated}: took ${year}, the first year after the newest dated paper; say --page-date ${example} with the right year to correct it`
}

const dayOfYear = (date: PageDate) => date.month * 100 + date.day
