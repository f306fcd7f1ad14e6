/**
 * Places where papers gather: a theme that is no topic yet shows by its papers' neighbours being recent.
 *
 * Of a paper and its 32 nearest ones, those of the window are counted, and how many of them are recent is set against
 * how many would be by chance (shrinkage.ts, fitted over all papers of the window). The best place is a theme; what
 * stands in its neighbourhood, or shares a quarter of the recent papers of its own with it, makes no theme of its own.
 */
import type { Library } from '../library.ts'
import { isStopWord } from '../text/words.ts'
import { commonest, termsIn, withoutParts } from '../topics/terms-in.ts'
import type { Evidence } from './emerging.ts'
import { fitGrowth } from './shrinkage.ts'
import type { Window } from './window.ts'

export interface Theme extends Evidence {
  /** Row of the paper in the middle. */
  readonly middle: number
  /** Rows of its recent papers: the middle first where it is recent, then the nearest to it. */
  readonly rows: readonly number[]
  /** Those of the time before, likewise. */
  readonly rowsBefore: readonly number[]
}

/** Fewer papers are no theme. */
const PAPERS_MIN = 4
const OVERLAP_MAX = 0.25

/**
 * @param count themes wanted at most
 * @returns by the lower bound of the ratio, highest first
 *
 * Cost: 33 steps a paper of the window, and 0.1 ms for each of the few hundred pairs of counts.
 */
export function denseThemes(library: Library, window: Window, count: number): Theme[] {
  const { rows, recentCount, recentShare } = window
  const { perRow, rows: neighbours } = library.neighbours
  const BEFORE = 1
  const RECENT = 2
  const age = new Uint8Array(library.count)
  rows.forEach((row, i) => {
    age[row] = i < recentCount ? RECENT : BEFORE
  })
  const around = (row: number) => [row, ...neighbours.subarray(row * perRow, (row + 1) * perRow)]
  const places = Array.from(rows, (middle) => {
    let recent = 0
    let before = 0
    for (const row of around(middle)) {
      if (age[row] === RECENT) recent++
      else if (age[row] === BEFORE) before++
    }
    return { middle, recent, before, expected: (recent + before) * recentShare }
  })
  const growth = fitGrowth(places, recentShare)
  const lows = new Map<string, number>()
  const lowOf = (place: (typeof places)[number]) => {
    const key = `${place.recent}/${place.before}`
    const low = lows.get(key) ?? growth.low(place)
    lows.set(key, low)
    return low
  }
  const candidates = places
    .filter(({ recent, expected }) => recent >= PAPERS_MIN && recent > expected)
    .map((place) => ({ ...place, low: lowOf(place) }))
    .sort((a, b) => b.low - a.low || b.recent - a.recent || a.middle - b.middle)
  const taken = new Set<number>()
  const themes: Theme[] = []
  for (const { middle, recent, before, expected } of candidates) {
    if (themes.length === count) break
    if (taken.has(middle)) continue
    const members = around(middle).filter((row) => age[row] === RECENT)
    if (members.filter((row) => taken.has(row)).length >= OVERLAP_MAX * members.length) continue
    for (const row of around(middle)) taken.add(row)
    themes.push({
      middle,
      rows: members,
      rowsBefore: around(middle).filter((row) => age[row] === BEFORE),
      recent,
      before,
      expected,
      ...growth.estimate({ recent, before }),
    })
  }
  return themes
}

/** A term of fewer of its papers is not the theme's. */
const HOLDING_MIN = 0.25
const PHRASE_BONUS = 1.5

/**
 * What a theme's papers say and others do not: share of them · ln(that share / share of all papers), of a phrase 1.5
 * times that, and as rare as its rarer word.
 *
 * @returns the heaviest first. Cost: 0.1 ms a paper of the theme.
 */
export function themeTerms(
  { cards, abstractOf, keywords }: Library,
  rows: readonly number[],
  count: number,
): string[] {
  const found = new Map<string, { papers: number; forms: Map<string, number> }>()
  for (const row of rows) {
    for (const [key, form] of termsIn(`${cards[row]!.title}. ${abstractOf(row)}`)) {
      const known = found.get(key) ?? { papers: 0, forms: new Map<string, number>() }
      known.papers++
      known.forms.set(form, (known.forms.get(form) ?? 0) + 1)
      found.set(key, known)
    }
  }
  const least = Math.max(2, HOLDING_MIN * rows.length)
  const weighed = [...found].flatMap(([key, { papers, forms }]) => {
    if (papers < least) return []
    // BM25's idf is ln(1 + (N − n + ½) / (n + ½)), so this is about ln(1 / share of all papers).
    const words = key.split(/[ -]/).filter((word) => !isStopWord(word))
    const rarity = Math.max(...words.map((word) => keywords.idf(word)))
    const share = papers / rows.length
    const weight = share * Math.max(0, Math.log(share) + rarity) * (key.includes(' ') ? PHRASE_BONUS : 1)
    return [{ key, forms, weight }]
  })
  weighed.sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1))
  return withoutParts(weighed, count).map(({ forms }) => commonest(forms))
}
