import { describe, expect, it } from 'vitest'
import { dayNumber } from '../../src/library.ts'
import { groupBySpan, labelOf } from '../../src/web/dates.tsx'
import { periodAt, type Span } from '../../src/web/spans.ts'

const on = (...days: (string | undefined)[]) => days.map((publishedOn) => ({ publishedOn }))
const shape = (span: Span, days: (string | undefined)[]) =>
  groupBySpan(on(...days), span).map(({ label, papers }) => [label, papers.length])

describe('papers under headings', () => {
  it('stand under their days, weeks or months, in the order they came in', () => {
    const days = ['2025-11-10', '2025-11-10', '2025-11-09', '2025-10-31']
    expect(shape('day', days)).toEqual([
      ['Monday, 10 November 2025', 2],
      ['Sunday, 9 November 2025', 1],
      ['Friday, 31 October 2025', 1],
    ])
    // The 9th is the Sunday of the week that began on the 3rd.
    expect(shape('week', days)).toEqual([
      ['10 to 16 November 2025', 2],
      ['3 to 9 November 2025', 1],
      ['27 Oct to 2 November 2025', 1],
    ])
    expect(shape('month', days)).toEqual([
      ['November 2025', 3],
      ['October 2025', 1],
    ])
  })

  it('stand by themselves without a day', () => {
    expect(shape('month', ['2025-11-10', undefined])).toEqual([
      ['November 2025', 1],
      ['Without a date', 1],
    ])
  })

  it('name both years of a week that has two', () => {
    expect(labelOf('week', periodAt('week', dayNumber('2026-01-01')))).toBe(
      '29 December 2025 to 4 January 2026',
    )
  })
})
