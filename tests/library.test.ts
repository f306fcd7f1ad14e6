import { describe, expect, it } from 'vitest'
import { dayNumber } from '../src/library.ts'
import { flatLibrary, unitAt } from './support/flat-library.ts'

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

  it('compares papers without what all of them share', () => {
    // Papers at 0° and 90° have the mean (½, ½). Less the mean they are (½, −½) and (−½, ½): opposite.
    const { centring } = flatLibrary([{ degrees: 0 }, { degrees: 90 }])
    expect(centring.similarity(0, centring.of(unitAt(0)))).toBeCloseTo(1, 6)
    expect(centring.similarity(0, centring.of(unitAt(90)))).toBeCloseTo(-1, 6)
    // (0, 1) less the mean is (−½, ½); (1, 1)/√2 less it is (0.2071, 0.2071): at a right angle.
    expect(centring.similarity(1, centring.of(unitAt(45)))).toBeCloseTo(0, 6)
  })

  it('compares plainly where the mean is all there is', () => {
    for (const papers of [[{ degrees: 30 }], [{ degrees: 30 }, { degrees: 30 }]]) {
      const { centring } = flatLibrary(papers)
      expect(centring.similarity(0, centring.of(unitAt(90)))).toBeCloseTo(0.5, 5)
    }
  })
})
