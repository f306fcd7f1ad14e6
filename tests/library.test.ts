import { describe, expect, it } from 'vitest'
import { dayNumber, NO_DAY, openLibraryInSteps } from '../src/library.ts'
import { seeded } from '../src/random.ts'
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

  it('orders papers of any days as a sort that compares does, and those without any', () => {
    const random = seeded(3)
    const day = () => new Date(Date.UTC(1990, 0, Math.floor(random() * 12_000))).toISOString().slice(0, 10)
    const papers = Array.from({ length: 300 }, (_, at) => ({
      degrees: at,
      publishedOn: random() < 0.1 ? undefined : day(),
    }))
    const { days, newestFirst } = flatLibrary(papers)
    const compared = [...days.keys()].sort((a, b) => days[b]! - days[a]! || a - b)
    expect([...newestFirst]).toEqual(compared)
    const undated = flatLibrary([{ degrees: 0 }, { degrees: 1 }])
    expect([...undated.newestFirst]).toEqual([0, 1])
    expect([...undated.days]).toEqual([NO_DAY, NO_DAY])
    expect([...flatLibrary([]).newestFirst]).toEqual([])
  })

  it('is opened in steps of at most some thousand papers each', () => {
    const library = flatLibrary(Array.from({ length: 3_000 }, (_, at) => ({ degrees: 0.1 * at })))
    const steps = openLibraryInSteps(library)
    let count = 1
    let step = steps.next()
    for (; !step.done; count++) step = steps.next()
    // Cards and hubness by 2,000 papers, the mean and what lies along it by 1,024, the spread in eight parts.
    expect(count).toBeGreaterThanOrEqual(1 + 1 + 3 + 3 + 8)
    expect(step.value.newestFirst).toEqual(library.newestFirst)
    expect(step.value.centring.spread).toBe(library.centring.spread)
    expect(step.value.scaling.ofRow(2_999)).toEqual(library.scaling.ofRow(2_999))
  })

  it('counts days from 1970', () => {
    expect(dayNumber('1970-01-02')).toBe(1)
    expect(dayNumber('2024-03-01') - dayNumber('2024-02-28')).toBe(2)
  })
})
