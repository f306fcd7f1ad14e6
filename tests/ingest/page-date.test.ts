import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../src/errors.ts'
import { pageCalendar, readPageDate } from '../../src/ingest/page-date.ts'

const date = (text: string) => readPageDate(text)!.date

describe('readPageDate', () => {
  it.each([
    ['Sep 8', { month: 9, day: 8 }, undefined],
    ['Sep 8 5', { month: 9, day: 8 }, 5],
    ['Dec 25, 2024', { month: 12, day: 25, year: 2024 }, undefined],
    ['Dec 25, 2024 12', { month: 12, day: 25, year: 2024 }, 12],
    ['September 8', { month: 9, day: 8 }, undefined],
  ])('reads %s', (line, expected, commentCount) => {
    expect(readPageDate(line)).toMatchObject({ date: expected, commentCount })
  })

  it.each(['', 'Sep', 'Marvel 8 ways', 'Sep 8 was a day', '8 Sep', 'Sep 8, 2024 12 3'])(
    'finds no date in "%s"',
    (line) => {
      expect(readPageDate(line)).toBeUndefined()
    },
  )
})

describe('the year of a date without one', () => {
  const papers = [date('Mar 3, 2023'), date('Jul 20, 2024'), date('Sep 8')]
  const september = (asked?: string, header?: string, dates = papers) =>
    pageCalendar(asked, header ? date(header) : undefined, dates).inFull(date('Sep 8'))

  it('is the one after the newest year shown, since the page shows every year but its own', () => {
    expect(september(undefined, 'Nov 10')).toBe('2025-09-08')
    expect(september(undefined, undefined)).toBe('2025-09-08')
  })

  it('comes from the header before the papers, and from the caller before the header', () => {
    expect(september(undefined, 'Nov 10, 2026')).toBe('2026-09-08')
    expect(september('2027-11-10', 'Nov 10, 2026')).toBe('2027-09-08')
    expect(september('2027', 'Nov 10, 2026')).toBe('2027-09-08')
  })

  it('is the one before the page where the day is still to come', () => {
    expect(september(undefined, 'Sep 7, 2026')).toBe('2025-09-08')
    expect(september(undefined, 'Sep 8, 2026')).toBe('2026-09-08')
    expect(september('2027-09-07')).toBe('2026-09-08')
    expect(september('2027', 'Sep 7')).toBe('2026-09-08')
  })

  it('is unknown when nothing tells', () => {
    expect(september(undefined, 'Nov 10', [date('Sep 8')])).toBeUndefined()
  })

  it('is never applied to a date that has its own', () => {
    expect(pageCalendar('2027', undefined, papers).inFull(date('Jul 20, 2024'))).toBe('2024-07-20')
  })

  it('is noted when it was assumed and when it could not be, and only then', () => {
    const note = (asked: string | undefined, header: string, dates = papers) =>
      pageCalendar(asked, date(header), dates).note
    expect(note(undefined, 'Nov 10')).toMatch(/^page is dated Nov 10 without a year: took 2025/)
    expect(note(undefined, 'Nov 10', [date('Sep 8')])).toMatch(/papers without a year keep no date/)
    expect(note('2025', 'Nov 10')).toBeUndefined()
    expect(note(undefined, 'Nov 10, 2025')).toBeUndefined()
    expect(note(undefined, 'Nov 10', [date('Jul 20, 2024')])).toBeUndefined()
  })

  it.each(['2025-02-30', '10 Nov', '25', '', '2025-11'])('is refused when the caller says "%s"', (asked) => {
    expect(() => pageCalendar(asked, undefined, [])).toThrow(InvalidInput)
  })
})
