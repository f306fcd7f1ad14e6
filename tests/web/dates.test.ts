import { describe, expect, it } from 'vitest'
import { groupByDay } from '../../src/web/dates.tsx'

const on = (...days: (string | undefined)[]) => days.map((publishedOn) => ({ publishedOn }))
const shape = (...days: (string | undefined)[]) =>
  groupByDay(on(...days)).map(({ label, papers }) => [label, papers.length])

describe('groupByDay', () => {
  it('groups by day where days hold three papers on average', () => {
    // 4 + 2 papers on 2 days: 3 a day.
    const [a, b] = ['2025-11-10', '2025-11-07']
    expect(shape(a, a, a, a, b, b)).toEqual([
      ['Monday, 10 November 2025', 4],
      ['Friday, 7 November 2025', 2],
    ])
  })

  it('groups by month where days hold fewer', () => {
    expect(shape('2025-11-10', '2025-11-09', '2025-11-08', '2025-10-31', '2025-10-30', '2025-10-01')).toEqual(
      [
        ['November 2025', 3],
        ['October 2025', 3],
      ],
    )
  })

  it('groups by year where even months hold fewer', () => {
    expect(shape('2025-11-10', '2025-05-09', '2024-11-08')).toEqual([
      ['2025', 2],
      ['2024', 1],
    ])
  })

  it('puts papers without a date under a heading of their own, which counts for nothing', () => {
    const day = '2025-11-10'
    expect(shape(day, day, day, undefined)).toEqual([
      ['Monday, 10 November 2025', 3],
      ['Without a date', 1],
    ])
    expect(groupByDay([])).toEqual([])
  })
})
