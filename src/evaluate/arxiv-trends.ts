/**
 * What emerges on arXiv's computer science when nothing does, and when a theme or a word was planted.
 */
import { z } from 'zod'
import type { Library } from '../library.ts'
import type { Paper } from '../paper.ts'
import { type Random, seeded, shuffled } from '../random.ts'
import { FITTED_MIN, RECENT_MIN, rankedBursts, termCounts, termTable } from '../trends/bursts.ts'
import { numberOf } from '../trends/calendar.ts'
import { denseThemes, mayRise, type Neighbourhood, neighbourhoods, peaks } from '../trends/density.ts'
import { emergingTopics, isEmerging } from '../trends/emerging.ts'
import { fitGrowth, growthChance, type RecentCount } from '../trends/shrinkage.ts'
import type { Window } from '../trends/window.ts'
import { sum } from '../vector.ts'
import { paperOf, readRecords } from './data.ts'
import { burstWeight } from './kleinberg.ts'
import { someTheme, windowIn, withPlantedTheme, withShuffledDates } from './planted-trends.ts'
import { table } from './report.ts'

const Dated = z.object({ id: z.string(), title: z.string(), abstract: z.string(), created: z.string() })

const PAPERS = 10_000
const SEED = 1
const THEMES_SHOWN = 10
const LEVEL = 0.05

/** @throws NotReady when the data is absent */
export function readDatedArxiv(folder: string, count = PAPERS): Paper[] {
  return readRecords(folder, 'arxiv-cs-100k.jsonl.gz', Dated)
    .slice(0, count)
    .map(({ id, title, abstract, created }) => ({ ...paperOf(id, title, abstract), publishedOn: created }))
}

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(2)} %`

/** Nothing rises, and of how much it is said: by the lower bound, and by a test of each at 5 %. */
export function nullTable(library: Library, shuffles: number): string {
  const random = seeded(SEED)
  const tallies = new Map<string, { looked: number; tested: number; found: number; falsely: number }>()
  const note = (what: string, looked: number, tested: number, found: number) => {
    const tally = tallies.get(what) ?? { looked: 0, tested: 0, found: 0, falsely: 0 }
    tallies.set(what, {
      looked: tally.looked + looked,
      tested: tally.tested + tested,
      found: tally.found + found,
      falsely: tally.falsely + Number(found > 0),
    })
  }
  for (let shuffle = 0; shuffle < shuffles; shuffle++) {
    const dated = withShuffledDates(library, random)
    const window = windowIn(dated)
    const { recentShare } = window
    const topics = emergingTopics(dated, window)
    note(
      'topics',
      topics.length,
      topics.filter((topic) => growthChance(topic, recentShare) < LEVEL).length,
      topics.filter(isEmerging).length,
    )
    const places = neighbourhoods(dated, window)
    note(
      'neighbourhoods; of them, as themes',
      places.length,
      places.filter((place) => growthChance(place, recentShare) < LEVEL).length,
      denseThemes(dated, window, places.length).filter(isEmerging).length,
    )
    const { recent, total } = termCounts(window, termTable(dated, window))
    const words = Array.from(total.keys()).filter((place) => total[place]! >= FITTED_MIN)
    note(
      'words of three papers or more',
      words.length,
      words.filter(
        (place) =>
          growthChance({ recent: recent[place]!, before: total[place]! - recent[place]! }, recentShare) <
          LEVEL,
      ).length,
      rankedBursts(recent, total, recentShare).filter(({ order }) => order > 1).length,
    )
  }
  const lines = Array.from(tallies, ([what, { looked, tested, found, falsely }]) => [
    what,
    (looked / shuffles).toFixed(0),
    percent(tested, looked),
    percent(found, looked),
    `${falsely} of ${shuffles}`,
  ])
  return table(
    ['of', 'looked at', 'a test of each at 5 %', 'lower bound above 1', 'shuffles with any'],
    lines,
  )
}

const THEME_SIZES = [5, 10, 20, 30]

/** At which place a planted theme stands, by three orders of the same neighbourhoods. */
export function plantedThemesTable(library: Library, plants: number): string {
  const random = seeded(SEED)
  const lines = THEME_SIZES.flatMap((size) => {
    const places = Array.from({ length: plants }, () => plantTheme(library, size, random))
    const line = (order: string, placeOf: (place: Planted) => number, sure?: number) => {
      const found = places.map(placeOf)
      return [
        String(size),
        order,
        percent(found.filter((place) => place === 1).length, plants),
        percent(found.filter((place) => place <= THEMES_SHOWN).length, plants),
        sure === undefined ? '' : percent(sure, plants),
      ]
    }
    return [
      line('lower bound (Kindred)', ({ kindred }) => kindred, places.filter(({ sure }) => sure).length),
      line('ratio of the counts', ({ ratio }) => ratio),
      line('recent papers', ({ recent }) => recent),
      line('topics, lower bound', ({ topic }) => topic),
    ]
  })
  return table(['papers planted', 'order', 'first', `among ${THEMES_SHOWN}`, 'and surely'], lines)
}

interface Planted {
  readonly kindred: number
  readonly sure: boolean
  readonly ratio: number
  readonly recent: number
  readonly topic: number
}

function plantTheme(library: Library, size: number, random: Random): Planted {
  const theme = someTheme(library, size, random)
  const dated = withPlantedTheme(library, windowIn(library), theme, random)
  const window = windowIn(dated)
  const members = new Set(theme)
  const holds = ({ rows }: Neighbourhood) => 2 * rows.filter((row) => members.has(row)).length >= size
  const placeIn = (found: readonly Neighbourhood[]) => found.findIndex(holds) + 1 || Number.POSITIVE_INFINITY
  const all = neighbourhoods(dated, window).filter(mayRise)
  const own = denseThemes(dated, window, THEMES_SHOWN)
  const { assignment, topics } = library.topics
  const of = theme.map((row) => topics[assignment[row]!])
  const most = of.reduce((best, topic) =>
    of.filter((other) => other === topic).length > of.filter((other) => other === best).length ? topic : best,
  )
  return {
    kindred: placeIn(own),
    sure: own.some((found) => holds(found) && isEmerging(found)),
    ratio: placeIn(peaks(all, ({ recent, expected }) => recent / expected, THEMES_SHOWN)),
    recent: placeIn(peaks(all, ({ recent }) => recent, THEMES_SHOWN)),
    topic: emergingTopics(dated, window).findIndex(({ topic }) => topic === most) + 1,
  }
}

/** Papers before and recent ones that a planted word is in. */
const WORD_COUNTS = [
  [0, 5],
  [5, 8],
  [20, 16],
  [80, 48],
  [400, 160],
] as const

const WORD_ORDERS = [
  'lower bound (Kindred)',
  'Kleinberg’s automaton',
  'test of each',
  'ratio of the counts',
] as const

/** At which place a planted word stands among those of the collection, by orders of the same counts. */
export function plantedWordsTable(
  library: Library,
  { shuffles, plants }: { shuffles: number; plants: number },
): string {
  const random = seeded(SEED)
  const places = WORD_COUNTS.map(() => WORD_ORDERS.map((): number[] => []))
  const sure = WORD_COUNTS.map(() => 0)
  for (let shuffle = 0; shuffle < shuffles; shuffle++) {
    const dated = withShuffledDates(library, random)
    const window = windowIn(dated)
    const scoresOf = wordScores(dated, window)
    WORD_COUNTS.forEach(([before, recent], i) => {
      for (let plant = 0; plant < plants; plant++) {
        const { rows, recentCount } = window
        const some = (from: Uint32Array, count: number) => shuffled(Array.from(from), random).slice(0, count)
        const holding = [
          ...some(rows.subarray(0, recentCount), recent),
          ...some(rows.subarray(recentCount), before),
        ]
        scoresOf(holding).forEach(({ own, others }, order) => {
          if (order === 0 && own > 1) sure[i]!++
          places[i]![order]!.push(1 + others.filter((other) => other >= own).length)
        })
      }
    })
  }
  const lines = WORD_COUNTS.flatMap(([before, recent], i) =>
    WORD_ORDERS.map((order, o) => {
      const found = places[i]![o]!.sort((a, b) => a - b)
      return [
        `${before} + ${recent}`,
        order,
        percent(found.filter((place) => place === 1).length, found.length),
        percent(found.filter((place) => place <= 10).length, found.length),
        String(found[found.length >> 1]),
        o === 0 ? percent(sure[i]!, found.length) : '',
      ]
    }),
  )
  return table(['papers before + recent', 'order', 'first', 'among 10', 'median place', 'surely'], lines)
}

/** The score of a word in each order, and those of the words that are there, of papers in the window that hold it. */
function wordScores(library: Library, window: Window) {
  const { rows, recentShare, period } = window
  const { keys, ofPapers } = termTable(library, window)
  const first = numberOf(period, window.before.firstDay)
  const periodOf = (row: number) => numberOf(period, library.days[row]!) - first
  const totals = new Uint32Array(numberOf(period, window.recent.lastDay) - first + 1)
  const perPeriod = keys.map(() => new Uint32Array(totals.length))
  rows.forEach((row, i) => {
    totals[periodOf(row)]!++
    for (const place of ofPapers[i]!) perPeriod[place]![periodOf(row)]!++
  })
  const recentFrom = totals.length - window.periods
  const countOf = (counts: Uint32Array): RecentCount => ({
    recent: sum(counts.subarray(recentFrom)),
    before: sum(counts.subarray(0, recentFrom)),
  })
  const fitted = perPeriod.map(countOf).filter(({ recent, before }) => recent + before >= FITTED_MIN)
  const rising = perPeriod.filter((counts) => {
    const { recent, before } = countOf(counts)
    return recent >= RECENT_MIN && recent > (recent + before) * recentShare
  })
  const others = rising.map(countOf)
  const weights = rising.map((counts) => burstWeight(counts, totals))
  return (holding: readonly number[]) => {
    const counts = new Uint32Array(totals.length)
    for (const row of holding) counts[periodOf(row)]!++
    const own = countOf(counts)
    // As the product would: the word is one of those that the weights are found from.
    const growth = fitGrowth([...fitted, own], recentShare)
    const orders = new Map<string, number>()
    const orderOf = (counts: RecentCount) => {
      const key = `${counts.recent}/${counts.before}`
      const order = orders.get(key) ?? growth.order(counts)
      orders.set(key, order)
      return order
    }
    const unlikely = (counts: RecentCount) => -growthChance(counts, recentShare)
    const part = ({ recent, before }: RecentCount) => recent / (recent + before)
    return [
      { own: orderOf(own), others: others.map(orderOf) },
      { own: burstWeight(counts, totals), others: weights },
      { own: unlikely(own), others: others.map(unlikely) },
      { own: part(own), others: others.map(part) },
    ]
  }
}
