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

/** A paper of the window with those around it. */
export interface Neighbourhood {
  /** Row of the paper. */
  readonly middle: number
  /** Rows of its recent papers: the middle first where it is recent, then the nearest to it. */
  readonly rows: readonly number[]
  /** Those of the time before, likewise. */
  readonly rowsBefore: readonly number[]
  readonly recent: number
  readonly before: number
  /** Recent papers, if they were as many of its papers as of all. */
  readonly expected: number
}

export interface Theme extends Neighbourhood, Evidence {}

/** Fewer papers are no theme. */
const PAPERS_MIN = 4
const OVERLAP_MAX = 0.25

/**
 * @param count themes wanted at most
 * @returns in the order of shrinkage.ts
 *
 * Cost: 33 steps a paper of the window, and 0.1 ms for each of the few hundred pairs of counts.
 */
export function denseThemes(library: Library, window: Window, count: number): Theme[] {
  const places = neighbourhoods(library, window)
  const growth = fitGrowth(places, window.recentShare)
  const orders = new Map<string, number>()
  const orderOf = (place: Neighbourhood) => {
    const key = `${place.recent}/${place.before}`
    const order = orders.get(key) ?? growth.order(place)
    orders.set(key, order)
    return order
  }
  return peaks(places.filter(mayRise), orderOf, count).map((place) => ({
    ...place,
    ...growth.estimate(place),
  }))
}

/** Of each paper of the window. */
export function neighbourhoods(
  { count, neighbours }: Library,
  { rows, recentCount, recentShare }: Window,
): Neighbourhood[] {
  const BEFORE = 1
  const RECENT = 2
  const age = new Uint8Array(count)
  rows.forEach((row, i) => {
    age[row] = i < recentCount ? RECENT : BEFORE
  })
  const { perRow } = neighbours
  return Array.from(rows, (middle) => {
    const recent: number[] = []
    const before: number[] = []
    const note = (row: number) => {
      if (age[row] === RECENT) recent.push(row)
      else if (age[row] === BEFORE) before.push(row)
    }
    note(middle)
    for (let i = middle * perRow; i < (middle + 1) * perRow; i++) note(neighbours.rows[i]!)
    return {
      middle,
      rows: recent,
      rowsBefore: before,
      recent: recent.length,
      before: before.length,
      expected: (recent.length + before.length) * recentShare,
    }
  })
}

/** Whether there are papers enough for a theme, and more than expected. */
export function mayRise({ recent, expected }: Neighbourhood): boolean {
  return recent >= PAPERS_MIN && recent > expected
}

/** The best places that are not parts of one another, best first. */
export function peaks<T extends Neighbourhood>(
  places: readonly T[],
  scoreOf: (place: T) => number,
  count: number,
): T[] {
  const ranked = places
    .map((place) => ({ place, score: scoreOf(place) }))
    .sort((a, b) => b.score - a.score || b.place.recent - a.place.recent || a.place.middle - b.place.middle)
  const taken = new Set<number>()
  const found: T[] = []
  for (const { place } of ranked) {
    if (found.length === count) break
    if (taken.has(place.middle)) continue
    if (place.rows.filter((row) => taken.has(row)).length >= OVERLAP_MAX * place.recent) continue
    for (const row of [place.middle, ...place.rows, ...place.rowsBefore]) taken.add(row)
    found.push(place)
  }
  return found
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
