import { describe, expect, it } from 'vitest'
import { burstWeight } from '../../src/evaluate/kleinberg.ts'
import {
  windowIn,
  withDates,
  withPlantedTheme,
  withShuffledDates,
} from '../../src/evaluate/planted-trends.ts'
import { seeded } from '../../src/random.ts'
import { dayText } from '../../src/trends/calendar.ts'
import { flatLibrary } from '../support/flat-library.ts'

describe('burstWeight', () => {
  const totals = [10, 10, 10, 10]

  it('is what the high state saves, worked by hand', () => {
    // p = 8/40 and 2p = 0.4. A period with 8 of 10 saves 8 ln 2 + 2 ln(0.6/0.8), one with 0 of 10 costs 10 ln(0.8/0.6);
    // rising costs ln 4, so the high state is worth it in the last period alone.
    expect(burstWeight([0, 0, 0, 8], totals)).toBeCloseTo(8 * Math.log(2) + 2 * Math.log(0.75), 12)
  })

  it('is 0 for a word that is as frequent throughout, for one that was, and for one that is nowhere', () => {
    expect(burstWeight([2, 2, 2, 2], totals)).toBe(0)
    expect(burstWeight([8, 0, 0, 0], totals)).toBe(0)
    expect(burstWeight([0, 0, 0, 0], totals)).toBe(0)
  })
})

describe('made-up dates', () => {
  const library = flatLibrary(
    Array.from({ length: 100 }, (_, at) => ({ degrees: at, publishedOn: dayText(20_000 + at) })),
  )
  const datesOf = ({ cards }: Pick<typeof library, 'cards'>) => cards.map(({ publishedOn }) => publishedOn!)

  it('shuffled are the same dates of other papers', () => {
    const dated = withShuffledDates(library, seeded(1))
    expect(datesOf(dated)).not.toEqual(datesOf(library))
    expect(datesOf(dated).sort()).toEqual(datesOf(library).sort())
    const inOrder = Array.from(dated.newestFirst, (row) => dated.cards[row]!.publishedOn!)
    expect(inOrder).toEqual([...inOrder].sort().reverse())
  })

  it('of a planted theme are recent ones, and every other date stays in use', () => {
    const theme = [3, 4, 5]
    const dated = withPlantedTheme(library, windowIn(library), theme, seeded(1))
    const { rows, recentCount } = windowIn(dated)
    const recent = new Set(rows.subarray(0, recentCount))
    expect(theme.filter((row) => recent.has(row))).toEqual(theme)
    expect(recentCount).toBe(windowIn(library).recentCount)
    expect(datesOf(dated).sort()).toEqual(datesOf(library).sort())
  })

  it('leave the library that they were made from as it was', () => {
    const before = datesOf(library)
    withDates(library, [...before].reverse())
    expect(datesOf(library)).toEqual(before)
  })
})
