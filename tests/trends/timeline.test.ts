import { describe, expect, it } from 'vitest'
import { dayNumber } from '../../src/library.ts'
import { dayText } from '../../src/trends/calendar.ts'
import { spanOf, timelineOf } from '../../src/trends/timeline.ts'
import { windowOf } from '../../src/trends/window.ts'
import { flatLibrary } from '../support/flat-library.ts'

const paper = (publishedOn: string | undefined, topic: number) => ({ degrees: 0, publishedOn, topic })

/** Topic 0 has a paper at the end of 2024 and two of mid-January; topic 1 has one in between; one has no date. */
const library = flatLibrary([
  paper('2025-01-15', 0),
  paper('2024-12-31', 0),
  paper('2025-01-13', 0),
  paper('2025-01-08', 1),
  paper(undefined, 0),
])
const span = spanOf(library)!
const ofTopic = (topic: number) => (row: number) => library.topics.assignment[row] === topic

describe('timelineOf', () => {
  it('counts papers per week, fills weeks without any, and says which week is not over', () => {
    expect(timelineOf(library, span, ofTopic(0), { period: 'week', periods: 50 })).toEqual([
      {
        period: '2025-W01',
        from: '2024-12-30',
        to: '2025-01-05',
        papers: 1,
        all: 1,
        share: 1,
        partial: false,
      },
      {
        period: '2025-W02',
        from: '2025-01-06',
        to: '2025-01-12',
        papers: 0,
        all: 1,
        share: 0,
        partial: false,
      },
      {
        period: '2025-W03',
        from: '2025-01-13',
        to: '2025-01-19',
        papers: 2,
        all: 2,
        share: 1,
        partial: true,
      },
    ])
  })

  it('counts papers per month over the end of a year', () => {
    const months = timelineOf(library, span, ofTopic(1), { period: 'month', periods: 50 })
    expect(months.map(({ period, papers, all, share }) => [period, papers, all, share])).toEqual([
      ['2024-12', 0, 1, 0],
      ['2025-01', 1, 3, 1 / 3],
    ])
  })

  it('a week without any paper at all has a share of 0', () => {
    const gap = flatLibrary([paper('2025-01-01', 0), paper('2025-01-20', 0)])
    const weeks = timelineOf(gap, spanOf(gap)!, () => true, { period: 'week', periods: 9 })
    expect(weeks.map(({ all, share }) => [all, share])).toEqual([
      [1, 1],
      [0, 0],
      [0, 0],
      [1, 1],
    ])
  })

  it('keeps the last periods where fewer are asked for', () => {
    const weeks = timelineOf(library, span, () => true, { period: 'week', periods: 2 })
    expect(weeks.map(({ period, papers }) => [period, papers])).toEqual([
      ['2025-W02', 1],
      ['2025-W03', 2],
    ])
  })

  it('a Sunday ends its week', () => {
    const whole = flatLibrary([paper('2025-01-19', 0)])
    expect(timelineOf(whole, spanOf(whole)!, () => true, { period: 'week', periods: 1 })[0]!.partial).toBe(
      false,
    )
  })
})

it('papers without a date have no span', () => {
  expect(spanOf(flatLibrary([paper(undefined, 0)]))).toBeUndefined()
  expect(spanOf(flatLibrary([]))).toBeUndefined()
})

describe('windowOf', () => {
  const weekly = flatLibrary(
    ['2025-01-01', '2025-01-08', '2025-01-15', '2025-01-22', '2025-01-29', '2025-02-05', '2025-02-12'].map(
      (day) => paper(day, 0),
    ),
  )

  it('compares the last weeks with the four times as many before them', () => {
    const window = windowOf(weekly, spanOf(weekly)!, { periods: 1 })!
    expect([...window.rows]).toEqual([6, 5, 4, 3, 2])
    expect(window.recentCount).toBe(1)
    expect(window.recentShare).toBe(0.2)
  })

  it('takes what there is where the collection is younger than that', () => {
    const window = windowOf(weekly, spanOf(weekly)!, { periods: 4 })!
    expect(window.period).toBe('week')
    expect([window.recentCount, window.rows.length]).toEqual([4, 7])
  })

  it('is four weeks or three months unless told, or a fifth of what there is', () => {
    const windowOfWeeks = (weeks: number) => {
      const days = Array.from({ length: weeks }, (_, week) => dayText(dayNumber('2025-12-01') - 7 * week))
      const library = flatLibrary(days.map((day) => paper(day, 0)))
      const { period, periods } = windowOf(library, spanOf(library)!)!
      return [periods, period]
    }
    expect(windowOfWeeks(2)).toEqual([1, 'week'])
    expect(windowOfWeeks(11)).toEqual([2, 'week'])
    expect(windowOfWeeks(50)).toEqual([4, 'week'])
    // December 2025 back to November 2024.
    expect(windowOfWeeks(54)).toEqual([2, 'month'])
    expect(windowOfWeeks(80)).toEqual([3, 'month'])
  })

  it('is none where nothing came before', () => {
    expect(windowOf(weekly, spanOf(weekly)!, { periods: 7 })).toBeUndefined()
    const oneDay = flatLibrary([paper('2025-01-01', 0), paper('2025-01-01', 0)])
    expect(windowOf(oneDay, spanOf(oneDay)!)).toBeUndefined()
  })
})
