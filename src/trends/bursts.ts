/**
 * Words that a larger share of recent papers hold than of those before: a word anywhere in a paper, a phrase of two
 * words in its title.
 *
 * How many more is estimated by shrinkage.ts. Of planted bursts it has more among the first ten than Kleinberg's
 * automaton, at every strength (`npm run evaluate -- trends`): the automaton's high state is twice the usual rate, which frequent words
 * never reach and rare ones reach by chance.
 */
import type { Library } from '../library.ts'
import { commonest, termsIn, withoutParts } from '../topics/terms-in.ts'
import type { Evidence } from './emerging.ts'
import { fitGrowth } from './shrinkage.ts'
import type { Window } from './window.ts'

/** The terms of the papers of a window. */
export interface TermTable {
  /** What the spellings of each term share. */
  readonly keys: readonly string[]
  /** For each paper of the window, in its order, the places of its terms in `keys`, each once. */
  readonly ofPapers: readonly Uint32Array[]
}

export interface Burst extends Evidence {
  readonly key: string
  /** As the recent papers write it. */
  readonly term: string
  /** Rows of recent papers that hold it, newest first. */
  readonly rows: readonly number[]
}

/** A word of fewer recent papers is theirs, not a theme's. */
export const RECENT_MIN = 3
/** Rarer ones say nothing of how words behave, and there are very many. */
export const FITTED_MIN = 3
/** Papers that are looked at for the spelling of a term. */
const SPELLINGS = 7

/** Cost: 20 µs a paper: 0.4 s for the 20,000 papers of a window. */
export function termTable({ cards, words }: Library, { rows }: Window): TermTable {
  const placeOf = new Map<string, number>()
  const place = (key: string) => {
    const known = placeOf.get(key)
    if (known !== undefined) return known
    placeOf.set(key, placeOf.size)
    return placeOf.size - 1
  }
  /** −1 for a word that tells no theme. */
  const placeOfWord = new Map<number, number>()
  const ofWord = (number: number) => {
    const known = placeOfWord.get(number)
    if (known !== undefined) return known
    const [key] = termsIn(words.text(number)).keys()
    const found = key === undefined ? -1 : place(key)
    placeOfWord.set(number, found)
    return found
  }
  /** For each place the last paper that it was noted for: a set for each paper would take three times as long. */
  const notedFor: number[] = []
  const ofPapers = Array.from(rows, (row, i) => {
    const own: number[] = []
    for (const number of words.of(row).numbers) {
      const found = ofWord(number)
      if (found === -1 || notedFor[found] === i) continue
      notedFor[found] = i
      own.push(found)
    }
    for (const key of termsIn(cards[row]!.title).keys()) if (key.includes(' ')) own.push(place(key))
    return Uint32Array.from(own)
  })
  return { keys: [...placeOf.keys()], ofPapers }
}

/**
 * @param isMember papers to look at; all unless told
 * @returns in the order of shrinkage.ts, none of them a part of an earlier one
 *
 * Cost: one step for each term of each paper, and 0.1 ms for each term that may burst: 0.2 s for 20,000 papers.
 */
export function bursts(
  library: Library,
  window: Window,
  table: TermTable,
  { count, isMember = () => true }: { count: number; isMember?: (row: number) => boolean },
): Burst[] {
  const { recent, total, papers, recentPapers } = termCounts(window, table, isMember)
  if (recentPapers === 0 || recentPapers === papers) return []
  const { rows, recentCount } = window
  const { keys, ofPapers } = table
  const recentShare = recentPapers / papers
  const ranked = rankedBursts(recent, total, recentShare)
  const kept = withoutParts(
    ranked.map((burst) => ({ ...burst, key: keys[burst.place]! })),
    count,
  )
  return kept.map(({ place, key, order: _, ...burst }) => {
    const holding = Array.from(rows.subarray(0, recentCount)).filter(
      (row, i) => ofPapers[i]!.includes(place) && isMember(row),
    )
    return { ...burst, key, term: spelling(library, key, holding), rows: holding, ...burst.estimate() }
  })
}

/** Papers of the recent time, and of the whole window, that hold each term. */
export function termCounts(
  { rows, recentCount }: Window,
  { keys, ofPapers }: TermTable,
  isMember: (row: number) => boolean = () => true,
) {
  const recent = new Uint32Array(keys.length)
  const total = new Uint32Array(keys.length)
  let papers = 0
  let recentPapers = 0
  rows.forEach((row, i) => {
    if (!isMember(row)) return
    papers++
    if (i < recentCount) recentPapers++
    for (const place of ofPapers[i]!) {
      total[place]!++
      if (i < recentCount) recent[place]!++
    }
  })
  return { recent, total, papers, recentPapers }
}

/**
 * The terms of a table of counts that are more frequent lately, in the order of shrinkage.ts.
 *
 * @param recent papers of the recent time that hold each term
 * @param total papers of the whole window
 */
export function rankedBursts(recent: Uint32Array, total: Uint32Array, recentShare: number) {
  const counted = (place: number) => ({ recent: recent[place]!, before: total[place]! - recent[place]! })
  const places = Array.from(total.keys())
  const fitted = places.filter((place) => total[place]! >= FITTED_MIN)
  const growth = fitGrowth(fitted.map(counted), recentShare)
  const orders = new Map<string, number>()
  const orderOf = (place: number) => {
    const key = `${recent[place]}/${total[place]}`
    const order = orders.get(key) ?? growth.order(counted(place))
    orders.set(key, order)
    return order
  }
  return places
    .filter((place) => recent[place]! >= RECENT_MIN && recent[place]! > total[place]! * recentShare)
    .map((place) => ({
      place,
      order: orderOf(place),
      ...counted(place),
      expected: total[place]! * recentShare,
      estimate: () => growth.estimate(counted(place)),
    }))
    .sort((a, b) => b.order - a.order || b.recent - a.recent || a.place - b.place)
}

function spelling({ cards, abstractOf }: Library, key: string, holding: readonly number[]): string {
  const forms = new Map<string, number>()
  for (const row of holding.slice(0, SPELLINGS)) {
    const form = termsIn(cards[row]!.title).get(key) ?? termsIn(abstractOf(row)).get(key)
    if (form) forms.set(form, (forms.get(form) ?? 0) + 1)
  }
  return forms.size > 0 ? commonest(forms) : key
}
