import { describe, expect, it } from 'vitest'
import { freshness } from '../../src/recommend/recency.ts'
import { flatLibrary } from '../support/flat-library.ts'

const factors = (days: readonly (string | undefined)[], recencyDays?: number) => {
  const library = flatLibrary(days.map((publishedOn, at) => ({ degrees: at, publishedOn })))
  const fresh = freshness(library, recencyDays)
  return days.map((_, row) => fresh(row))
}

describe('what age leaves of a score', () => {
  it('is half for each recencyDays between a paper and the newest one', () => {
    // 30 days before 31 January is 1 January; 60 days before is 2 December.
    expect(factors(['2025-01-01', '2025-01-31', '2024-12-02'], 30)).toEqual([0.5, 1, 0.25])
    expect(factors(['2025-01-01', '2025-01-31'], 15)).toEqual([0.25, 1])
    expect(factors(['2025-01-30', '2025-01-31'], 2)[0]).toBeCloseTo(Math.SQRT1_2, 12)
  })

  it('is half of a paper without a date, whatever the others', () => {
    expect(factors([undefined, '2025-01-31', '2015-01-31'], 7)[0]).toBe(0.5)
    expect(factors([undefined, '2025-01-31'], 36_500)[0]).toBe(0.5)
  })

  it('is all where age does not matter, no paper has a date, or there is none', () => {
    expect(factors(['2025-01-01', '1990-01-31', undefined])).toEqual([1, 1, 1])
    expect(factors([undefined, undefined], 30)).toEqual([1, 1])
    expect(() => freshness(flatLibrary([]), 30)).not.toThrow()
  })
})
