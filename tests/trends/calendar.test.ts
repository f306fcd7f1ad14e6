import { describe, expect, it } from 'vitest'
import { dayNumber } from '../../src/library.ts'
import { dayText, firstDayOf, lastDayOf, nameOf, numberOf, periodOfSpan } from '../../src/trends/calendar.ts'

const weekOf = (day: string) => nameOf('week', numberOf('week', dayNumber(day)))

describe('weeks', () => {
  // Worked by hand from the calendar; the same as Python’s date.isocalendar().
  it.each([
    ['2020-12-31', '2020-W53'],
    ['2021-01-03', '2020-W53'],
    ['2021-01-04', '2021-W01'],
    ['2024-12-29', '2024-W52'],
    ['2024-12-30', '2025-W01'],
    ['2025-11-10', '2025-W46'],
    ['2023-01-01', '2022-W52'],
    ['1969-12-31', '1970-W01'],
  ])('%s is in %s', (day, name) => {
    expect(weekOf(day)).toBe(name)
  })

  it('run from Monday to Sunday and follow one another over the end of a year', () => {
    const number = numberOf('week', dayNumber('2021-01-01'))
    expect(dayText(firstDayOf('week', number))).toBe('2020-12-28')
    expect(dayText(lastDayOf('week', number))).toBe('2021-01-03')
    expect(numberOf('week', dayNumber('2021-01-04'))).toBe(number + 1)
  })
})

describe('months', () => {
  it('know their length, also in a leap year', () => {
    const number = numberOf('month', dayNumber('2024-02-10'))
    expect(nameOf('month', number)).toBe('2024-02')
    expect(dayText(firstDayOf('month', number))).toBe('2024-02-01')
    expect(dayText(lastDayOf('month', number))).toBe('2024-02-29')
    expect(numberOf('month', dayNumber('2024-03-01'))).toBe(number + 1)
  })

  it('before 1970 are months too', () => {
    expect(nameOf('month', numberOf('month', dayNumber('1969-12-31')))).toBe('1969-12')
  })
})

it('less than a year of papers is told in weeks, more in months', () => {
  expect(periodOfSpan(0, 365)).toBe('week')
  expect(periodOfSpan(0, 366)).toBe('month')
})
