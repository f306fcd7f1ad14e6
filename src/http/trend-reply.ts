/** What rises and what is talked of, as the routes answer it and the pages show it. */
import type { Library } from '../library.ts'
import type { Topic } from '../topic.ts'
import { inNode } from '../topic.ts'
import type { Burst } from '../trends/bursts.ts'
import { dayText, type Period } from '../trends/calendar.ts'
import { type Evidence, isEmerging } from '../trends/emerging.ts'
import type { HotPaper } from '../trends/hot.ts'
import { countsOf, type PeriodCount, periodFor, spanOf, timelineOf } from '../trends/timeline.ts'
import { type NamedTheme, type Rise, riseOf } from '../trends/trends.ts'
import type { Window } from '../trends/window.ts'

export const NO_DATES = 'no paper of the collection has a date'
const NO_BEFORE =
  'all papers are of the recent time, so there is nothing to compare them with: choose a shorter window, or wait for more'
const TERM_PAPERS = 3

export interface WindowAsked {
  readonly period?: Period
  readonly window?: number
}

/** What rises, or why that can't be told. */
export function riseAsked(
  library: Library,
  { period, window }: WindowAsked,
): { rise: Rise } | { rise?: undefined; reason: string } {
  const rise = riseOf(library, { period, periods: window })
  return rise ? { rise } : { reason: spanOf(library) ? NO_BEFORE : NO_DATES }
}

export function windowReply({ period, periods, recent, before, rows, recentCount }: Window) {
  const span = (days: { firstDay: number; lastDay: number }, papers: number) => ({
    from: dayText(days.firstDay),
    to: dayText(days.lastDay),
    papers,
  })
  return {
    period,
    window: periods,
    recent: span(recent, recentCount),
    before: span(before, rows.length - recentCount),
  }
}

export function evidenceReply(evidence: Evidence) {
  const { recent, before, expected, ratio, low, high } = evidence
  return { recent, before, expected, ratio, low, high, emerging: isEmerging(evidence) }
}

export function themeReply(library: Library, theme: NamedTheme) {
  const { cards, topics } = library
  const topic = topics.topics[topics.assignment[theme.middle]!]
  return {
    terms: [...theme.terms],
    middle: cards[theme.middle]!,
    topic: topic && { id: topic.id, label: topic.label },
    papers: theme.rows.map((row) => cards[row]!),
    ...evidenceReply(theme),
  }
}

export function burstReply({ cards }: Library, burst: Burst) {
  const papers = burst.rows.slice(0, TERM_PAPERS).map((row) => cards[row]!)
  return { term: burst.term, papers, ...evidenceReply(burst) }
}

export function hotReply({ cards }: Library, { row, ageDays, expected, ratio, low, high, heat }: HotPaper) {
  return { ...cards[row]!, ageDays, expected, ratio, low, high, heat }
}

/** Undefined where no paper has a date. */
export function topicTimeline(
  library: Library,
  { node }: Topic,
  { period, periods }: { period?: Period; periods: number },
): { period: Period; periods: PeriodCount[] } | undefined {
  const span = spanOf(library)
  if (!span) return undefined
  const found = periodFor(span, period)
  return {
    period: found,
    periods: timelineOf(library, span, inNode(library.topics.tree, node), { period: found, periods }),
  }
}

/** Papers of each topic in each of the last periods; empty where no paper has a date. */
export function topicCounts(
  library: Library,
  options: { period?: Period; periods: number },
): { period: Period; counts: Uint32Array[] } | undefined {
  const span = spanOf(library)
  if (!span) return undefined
  const period = periodFor(span, options.period)
  const { topics, assignment } = library.topics
  const groups = { groups: topics.length, period, periods: options.periods }
  return { period, counts: countsOf(library, span, (row) => assignment[row]!, groups) }
}
