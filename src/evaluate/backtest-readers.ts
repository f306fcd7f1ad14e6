/**
 * The backtest of many readers, and what it says when there is nothing to find.
 *
 * Every reader of the sample is tested as a reader of the service is, over a library that holds all
 * readings, theirs included: what keeps a hidden paper hidden is the backtest alone. Then each gets a
 * history of as many random papers. No strategy can know which of those are hidden, so each must find
 * as many as lists in a random order would; one that finds more has been shown them.
 */
import type { Library } from '../library.ts'
import { seeded, shuffled } from '../random.ts'
import { compactReadings, type Readings } from '../readings.ts'
import { DEFAULT_STRATEGY, STRATEGY_NAMES } from '../recommend/strategies.ts'
import { mean, sum } from '../vector.ts'
import { backtest } from './backtest.ts'
import { likedHistory } from './liked-history.ts'
import { type Outcome, Outcomes, valuesOf } from './outcome.ts'
import {
  chanceOf,
  DEPTH,
  meanOfParts,
  ndcgPart,
  type Part,
  recallOfPossiblePart,
  recallPart,
  type Sought,
} from './sought.ts'
import type { ReaderItems } from './split.ts'

export const CHANCE = 'chance'

const K = 20
const SHUFFLE_SEED = 7

export function readingsOf(readers: readonly ReaderItems[]): Readings {
  return compactReadings(readers.map(({ reader, items }) => ({ reader: `${reader}`, rows: items })))
}

/** The same readers with as many random papers each, which no two of them share by more than chance. */
export function shuffledReaders(readers: readonly ReaderItems[], paperCount: number): ReaderItems[] {
  const rows = Array.from({ length: paperCount }, (_, row) => row)
  return readers.map(({ reader, items }) => {
    const random = seeded(SHUFFLE_SEED * 1_000_003 + reader)
    return { reader, items: shuffled(rows, random).slice(0, items.length) }
  })
}

const MEASURES: Readonly<Record<string, Part>> = {
  [`recall@${K}`]: recallOfPossiblePart(K),
  [`recall@${DEPTH}`]: recallPart(DEPTH),
  [`nDCG@${K}`]: ndcgPart(K),
}

/**
 * @param library opened with the readings of all readers
 * @returns each strategy's measures, and those of lists in a random order; one value a reader
 */
export async function backtestReaders(
  library: Library,
  readers: readonly ReaderItems[],
  onReader?: () => void,
): Promise<Outcome[]> {
  const outcomes = new Outcomes()
  for (const { reader, items } of readers) {
    const { found } = await backtest(library, likedHistory(library, items, reader), { split: 'seeded' })
    const measure = (sought: readonly Sought[], as: (part: Part) => Part) =>
      Object.fromEntries(
        Object.entries(MEASURES).map(([name, part]) => [name, meanOfParts(sought, as(part))]),
      )
    for (const strategy of STRATEGY_NAMES)
      outcomes.add(
        strategy,
        measure(found[strategy], (part) => part),
      )
    outcomes.add(CHANCE, measure(found[DEFAULT_STRATEGY], chanceOf))
    onReader?.()
  }
  return outcomes.all()
}

/** Six strategies are looked at in several measures: luck exceeds this in one of a thousand, 2 in one of twenty. */
const STANDARD_ERRORS = 3.3

/** The methods whose mean of a measure is further from chance, over the same readers, than luck explains. */
export function awayFromChance(outcomes: readonly Outcome[], measure: string): string[] {
  const chance = valuesOf(outcomes.find(({ method }) => method === CHANCE)!, measure)
  return outcomes
    .filter((outcome) => {
      const beyond = valuesOf(outcome, measure).map((value, at) => value - chance[at]!)
      const difference = mean(beyond)
      const variance = sum(beyond.map((value) => (value - difference) ** 2)) / (beyond.length - 1)
      return Math.abs(difference) > STANDARD_ERRORS * Math.sqrt(variance / beyond.length)
    })
    .map(({ method }) => method)
}
