import { describe, expect, it } from 'vitest'
import { dueDay, isTimeZone, nextDue } from '../../src/digest/schedule.ts'
import type { Schedule } from '../../src/digest.ts'

// 2025-11-10 is a Monday. Vienna is an hour ahead of UTC in winter, two in summer.
const daily: Schedule = {
  period: 'daily',
  weekday: 1,
  hour: 8,
  timeZone: 'Europe/Vienna',
  since: new Date('2025-01-01T00:00:00Z'),
}
const weekly: Schedule = { ...daily, period: 'weekly', weekday: 3 }
const due = (schedule: Schedule, at: string) => dueDay(schedule, new Date(at))

describe('a daily digest', () => {
  it('is due from its hour to the end of its day, where its reader lives', () => {
    expect(due(daily, '2025-11-10T06:59:59Z')).toBeUndefined()
    expect(due(daily, '2025-11-10T07:00:00Z')).toBe('2025-11-10')
    expect(due(daily, '2025-11-10T22:59:59Z')).toBe('2025-11-10')
    expect(due(daily, '2025-11-10T23:00:00Z')).toBeUndefined()
    const honolulu = { ...daily, timeZone: 'Pacific/Honolulu' }
    expect(due(honolulu, '2025-11-10T17:59:00Z')).toBeUndefined()
    expect(due(honolulu, '2025-11-10T18:00:00Z')).toBe('2025-11-10')
    expect(due(honolulu, '2025-11-11T09:59:00Z')).toBe('2025-11-10')
  })

  it('keeps its hour when the clock changes, and is due on a day that lacks it', () => {
    // On 2025-03-30 the hour from 2 to 3 is left out in Vienna: 01:00 UTC is 3 o'clock.
    const night = { ...daily, hour: 2 }
    expect(due(night, '2025-03-30T00:59:59Z')).toBeUndefined()
    expect(due(night, '2025-03-30T01:00:00Z')).toBe('2025-03-30')
    expect(due(daily, '2025-03-30T05:59:00Z')).toBeUndefined()
    expect(due(daily, '2025-03-30T06:00:00Z')).toBe('2025-03-30')
  })

  it('does not make up for what was before it', () => {
    const since = new Date('2025-11-10T09:30:00Z')
    expect(due({ ...daily, since }, '2025-11-10T10:00:00Z')).toBeUndefined()
    expect(due({ ...daily, since }, '2025-11-11T07:00:00Z')).toBe('2025-11-11')
    // Asked for at 8:20, it is still the hour.
    expect(due({ ...daily, since: new Date('2025-11-10T07:20:00Z') }, '2025-11-10T07:21:00Z')).toBe(
      '2025-11-10',
    )
  })
})

describe('a weekly digest', () => {
  it('is due from the hour of its weekday until a week later', () => {
    expect(due(weekly, '2025-11-12T06:59:00Z')).toBeUndefined()
    expect(due(weekly, '2025-11-12T07:00:00Z')).toBe('2025-11-12')
    expect(due(weekly, '2025-11-18T12:00:00Z')).toBe('2025-11-12')
    expect(due(weekly, '2025-11-19T07:00:00Z')).toBe('2025-11-19')
    const sunday = { ...weekly, weekday: 7 }
    expect(due(sunday, '2025-11-16T07:00:00Z')).toBe('2025-11-16')
    expect(due(sunday, '2025-11-17T07:00:00Z')).toBe('2025-11-16')
  })

  it('does not begin with the week before it', () => {
    const since = new Date('2025-11-13T12:00:00Z')
    expect(due({ ...weekly, since }, '2025-11-14T12:00:00Z')).toBeUndefined()
    expect(due({ ...weekly, since }, '2025-11-19T07:00:00Z')).toBe('2025-11-19')
  })
})

describe('the next digest', () => {
  const next = (schedule: Schedule, at: string) => nextDue(schedule, new Date(at)).toISOString()

  it('is the next full hour of its kind', () => {
    expect(next(daily, '2025-11-10T06:59:00Z')).toBe('2025-11-10T07:00:00.000Z')
    expect(next(daily, '2025-11-10T07:00:00Z')).toBe('2025-11-11T07:00:00.000Z')
    expect(next(weekly, '2025-11-12T07:30:00Z')).toBe('2025-11-19T07:00:00.000Z')
    // Kathmandu is 5:45 ahead.
    expect(next({ ...daily, timeZone: 'Asia/Kathmandu' }, '2025-11-10T00:00:00Z')).toBe(
      '2025-11-10T02:15:00.000Z',
    )
  })
})

describe('a time zone', () => {
  it('is known by its name', () => {
    expect(['UTC', 'Europe/Vienna', 'America/Argentina/Buenos_Aires'].every(isTimeZone)).toBe(true)
    expect(['', 'Vienna', '+01:00', 'Europe/Vienna\r\nBcc: x', 'x'.repeat(99)].some(isTimeZone)).toBe(false)
  })
})
