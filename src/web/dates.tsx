/** Days as readers write them, and papers grouped by them. */

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' })
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** Below it a heading stands over too few papers to be worth its line. */
const GROUP_MEAN_MIN = 3

export interface DayGroup<T> {
  /** `2025-11-10`, `2025-11`, `2025`, or empty for papers without a day. */
  readonly key: string
  readonly label: string
  readonly papers: readonly T[]
}

/**
 * Papers in their order, under the finest headings that still hold a few papers each: days, months, or years.
 * A daily list has dozens a day; a library of years has a day for every paper.
 */
export function groupByDay<T extends { publishedOn?: string }>(papers: readonly T[]): DayGroup<T>[] {
  const dated = papers.filter((paper) => paper.publishedOn !== undefined)
  const lengths = ['2025-11-10', '2025-11', '2025'].map((sample) => sample.length)
  const length =
    lengths.find((candidate) => {
      const groups = new Set(dated.map((paper) => paper.publishedOn!.slice(0, candidate)))
      return dated.length >= GROUP_MEAN_MIN * groups.size
    }) ?? 4
  const groups = new Map<string, T[]>()
  for (const paper of papers) {
    const key = paper.publishedOn?.slice(0, length) ?? ''
    groups.set(key, [...(groups.get(key) ?? []), paper])
  }
  return Array.from(groups, ([key, members]) => ({ key, label: labelOf(key), papers: members }))
}

function labelOf(key: string): string {
  if (key === '') return 'Without a date'
  if (key.length === 4) return key
  const date = new Date(key)
  // Put together here, because with and without a comma both come out of some release of Node.
  return key.length === 7 ? MONTH.format(date) : `${WEEKDAY.format(date)}, ${DAY.format(date)}`
}

export function Day({ day }: { day: string }) {
  return <time datetime={day}>{DAY.format(new Date(day))}</time>
}
