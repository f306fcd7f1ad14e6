import { describe, expect, it } from 'vitest'
import { dayNumber } from '../src/library.ts'
import { flatLibrary } from './support/flat-library.ts'

describe('the library', () => {
  it('orders papers newest first, undated ones last, ties by row', () => {
    const library = flatLibrary([
      { degrees: 0, publishedOn: '2024-12-31' },
      { degrees: 1 },
      { degrees: 2, publishedOn: '2025-02-28' },
      { degrees: 3, publishedOn: '2024-12-31' },
    ])
    expect([...library.newestFirst]).toEqual([2, 0, 3, 1])
  })

  it('counts days from 1970', () => {
    expect(dayNumber('1970-01-02')).toBe(1)
    expect(dayNumber('2024-03-01') - dayNumber('2024-02-28')).toBe(2)
  })
})
