/** Days as readers write them, and papers grouped by day, week or month. */
import { dayNumber } from '../library.ts'
import { type Period, periodAt, type Span } from './spans.ts'

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
const SHORT = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' })
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
const SHORT_MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short', year: '2-digit', timeZone: 'UTC' })

export interface PeriodGroup<T> {
  /** Name of the period; empty for papers without a day. */
  readonly key: string
  readonly label: string
  readonly papers: readonly T[]
}

/** Papers in their order, under a heading for each period. */
export function groupBySpan<T extends { publishedOn?: string }>(
  papers: readonly T[],
  span: Span,
): PeriodGroup<T>[] {
  const groups = new Map<string, { label: string; papers: T[] }>()
  for (const paper of papers) {
    const period = paper.publishedOn ? periodAt(span, dayNumber(paper.publishedOn)) : undefined
    const key = period?.name ?? ''
    const group = groups.get(key) ?? { label: period ? labelOf(span, period) : 'Without a date', papers: [] }
    groups.set(key, group)
    group.papers.push(paper)
  }
  return Array.from(groups, ([key, group]) => ({ key, ...group }))
}

/** `Monday, 10 November 2025`, `3 to 9 November 2025`, `November 2025`. */
export function labelOf(span: Span, { from, to }: Period): string {
  const [first, last] = [new Date(from), new Date(to)]
  if (span === 'month') return MONTH.format(first)
  // Put together here, because with and without a comma both come out of some release of Node.
  if (span === 'day') return `${WEEKDAY.format(first)}, ${DAY.format(first)}`
  const start =
    from.slice(0, 7) === to.slice(0, 7)
      ? first.getUTCDate()
      : from.slice(0, 4) === to.slice(0, 4)
        ? SHORT.format(first)
        : DAY.format(first)
  return `${start} to ${DAY.format(last)}`
}

/** `10 Nov`, `3 Nov` for the week that begins there, `Nov 25`. */
export function shortLabelOf(span: Span, { from }: Period): string {
  return (span === 'month' ? SHORT_MONTH : SHORT).format(new Date(from))
}

export function Day({ day }: { day: string }) {
  return <time datetime={day}>{DAY.format(new Date(day))}</time>
}
