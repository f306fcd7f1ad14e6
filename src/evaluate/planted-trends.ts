/** Dates made up so that what rises is known: shuffled, when nothing does, and with a theme or a word planted. */
import { dayNumber, type Library } from '../library.ts'
import { type Random, shuffled } from '../random.ts'
import { spanOf } from '../trends/timeline.ts'
import { type Window, windowOf } from '../trends/window.ts'

/** The same papers under other dates. */
export function withDates(library: Library, dates: readonly string[]): Library {
  const days = Int32Array.from(dates, dayNumber)
  return {
    ...library,
    cards: library.cards.map((card, row) => ({ ...card, publishedOn: dates[row] })),
    days,
    newestFirst: Uint32Array.from(days.keys()).sort((a, b) => days[b]! - days[a]! || a - b),
  }
}

/** Every paper gets the date of another: whatever rises now does so by chance. */
export function withShuffledDates(library: Library, random: Random): Library {
  const dates = library.cards.map(({ publishedOn }) => publishedOn!)
  return withDates(library, shuffled(dates, random))
}

/** The papers of a theme change dates with recent papers, so that there are as many in each period as before. */
export function withPlantedTheme(
  library: Library,
  { rows, recentCount }: Window,
  theme: readonly number[],
  random: Random,
): Library {
  const dates = library.cards.map(({ publishedOn }) => publishedOn!)
  const inTheme = new Set(theme)
  const recent = Array.from(rows.subarray(0, recentCount)).filter((row) => !inTheme.has(row))
  shuffled(recent, random)
    .slice(0, theme.length)
    .forEach((row, i) => {
      const own = dates[theme[i]!]!
      dates[theme[i]!] = dates[row]!
      dates[row] = own
    })
  return withDates(library, dates)
}

/** A random paper and those nearest to it, `size` together. */
export function someTheme({ count, neighbours }: Library, size: number, random: Random): number[] {
  const middle = Math.floor(random() * count)
  const start = middle * neighbours.perRow
  return [middle, ...neighbours.rows.subarray(start, start + size - 1)]
}

export function windowIn(library: Library): Window {
  return windowOf(library, spanOf(library)!)!
}
