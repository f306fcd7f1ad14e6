/**
 * Ways to recommend, by name: the product's own, and plain ones to hold it against.
 *
 * All of them leave out what the reader has reacted to, and keep to the filter.
 */
import { diversify, POOL_PER_PICK, type Ranked } from '../diversify.ts'
import { rowsWithin } from '../filter.ts'
import { type Library, withReadings } from '../library.ts'
import { seeded, seedOf } from '../random.ts'
import { NO_READINGS } from '../readings.ts'
import { nearestPapers } from '../similar.ts'
import { Top } from '../top.ts'
import { isUnit, meanOf, unit } from '../vector.ts'
import { fadedWeights, type History } from './history.ts'
import { type Recommender, type RecommendOptions, recommenderFor } from './recommend.ts'

export interface Ranker {
  /** Best first, and varied where that is asked for. */
  rank(options: RecommendOptions): Promise<Ranked[]>
}

export type Strategy = (library: Library, history: History) => Promise<Ranker>

/** Those that say why: a reader's lists may be made by any of them. */
export const REASONED = {
  kindred: recommenderFor,
  text: textAlone,
} as const satisfies Readonly<Record<string, (library: Library, history: History) => Promise<Recommender>>>

export const STRATEGIES = {
  ...REASONED,
  mean: varied(mean),
  recent: varied(inOrder(newer)),
  popular: varied(inOrder(morePopular)),
  random: varied(inOrder(byLot)),
} as const satisfies Readonly<Record<string, Strategy>>

export type StrategyName = keyof typeof STRATEGIES
export type ReasonedName = keyof typeof REASONED
/** What readers get unless something else is asked for. */
export const DEFAULT_STRATEGY: ReasonedName = 'kindred'
export const STRATEGY_NAMES = Object.keys(STRATEGIES) as [StrategyName, ...StrategyName[]]
export const REASONED_NAMES = Object.keys(REASONED) as [ReasonedName, ...ReasonedName[]]

/** What makes a history's lists: what was chosen for its reader, unless that is no more, or the usual one. */
export function strategyOf({ strategy }: History): ReasonedName {
  return REASONED_NAMES.find((name) => name === strategy) ?? DEFAULT_STRATEGY
}

export function chosenRecommender(library: Library, history: History): Promise<Recommender> {
  return REASONED[strategyOf(history)](library, history)
}

/** The product's own without what other readers read. */
function textAlone(library: Library, history: History): Promise<Recommender> {
  return recommenderFor(withReadings(library, NO_READINGS), history)
}

/** Re-ranks by maximal marginal relevance, from a pool larger than the list. */
function varied(strategy: Strategy): Strategy {
  return async (library, history) => {
    const ranker = await strategy(library, history)
    return {
      async rank({ count, diversity = 0, ...filter }) {
        const pool = await ranker.rank({ ...filter, count: diversity > 0 ? POOL_PER_PICK * count : count })
        return diversify(library.vectors, pool, { count, diversity })
      },
    }
  }
}

/**
 * By cosine to the weighted mean of what was liked; nothing when nothing was, or when it cancels out.
 *
 * Cost: one search of the index.
 */
async function mean(library: Library, { positive, known }: History): Promise<Ranker> {
  const vectors = positive.map(({ vector }) => vector)
  const taste = unit(meanOf(vectors, library.vectors.dimensions, [...fadedWeights(positive)]))
  return {
    rank: async (options) =>
      isUnit(taste) ? nearestPapers(library, [taste], { ...options, exclude: known }) : [],
  }
}

/** Negative when row `a` comes before row `b`; total. */
type Order = (a: number, b: number) => number

/**
 * The same order for every reader. Its score is the reciprocal rank: on a scale like a cosine's, so
 * that diversify.ts can weigh it.
 *
 * Cost: a comparison a paper.
 */
function inOrder(orderOf: (library: Library) => Order): Strategy {
  return async (library, { known }) => ({
    async rank(options) {
      const top = new Top(options.count, orderOf(library))
      for (const row of rowsWithin(library, options) ?? library.cards.keys()) {
        if (!known.has(row)) top.add(row)
      }
      return top.sorted().map((row, place) => ({ row, score: 1 / (place + 1) }))
    },
  })
}

function newer({ days }: Library): Order {
  return (a, b) => days[b]! - days[a]! || a - b
}

/** More votes, then more comments; one that is not told counts as none. */
function morePopular({ cards }: Library): Order {
  const votes = (row: number) => cards[row]!.upvoteCount ?? 0
  const comments = (row: number) => cards[row]!.commentCount ?? 0
  return (a, b) => votes(b) - votes(a) || comments(b) - comments(a) || a - b
}

/** Another order for each snapshot. */
function byLot({ id, count }: Library): Order {
  const lots = new Float64Array(count).map(seeded(seedOf(id)))
  return (a, b) => lots[a]! - lots[b]! || a - b
}
