/** What a backtest says: the measures of each strategy, interest by interest, and which one is chosen. */
import { setImmediate } from 'node:timers/promises'
import { DEFAULT_STRATEGY, STRATEGY_NAMES, type StrategyName } from '../recommend/strategies.ts'
import type { Backtest } from './backtest.ts'
import type { Estimate } from './bootstrap.ts'
import { type Advantage, advantageOf, type Choice, chooseStrategy } from './choose-strategy.ts'
import {
  chanceOf,
  DEPTH,
  estimateOf,
  hitRate,
  meanOfParts,
  ndcgPart,
  recallOfPossiblePart,
  recallPart,
} from './sought.ts'

export interface BacktestReport {
  readonly hiddenCount: number
  /** What the recall of lists in a random order is on average. */
  readonly chance: number
  readonly strategies: readonly StrategyReport[]
  /** Those with a hidden paper, the largest first. */
  readonly interests: readonly InterestReport[]
  readonly choice: Choice
}

export interface StrategyReport {
  readonly strategy: StrategyName
  /** Share of the lists with a hidden paper among the first k. */
  readonly hitRate: Estimate
  /** Hidden papers among the first k, over those that k places could hold. */
  readonly recall: Estimate
  /** Hidden papers among the first 100. */
  readonly recallAt100: Estimate
  readonly ndcg: Estimate
  /** Over the usual strategy, which itself has none. */
  readonly advantage?: Advantage
}

export interface InterestReport {
  readonly id: string
  readonly label: string
  readonly hiddenCount: number
  /** Share of its hidden papers among the first k, one estimate a strategy. */
  readonly recall: Readonly<Partial<Record<StrategyName, Estimate>>>
}

/**
 * @param k how much of a list is judged, from 1 to 100
 *
 * Cost: 2,000 steps a figure and hidden paper, 0.2 s for 200 papers, in parts between which others have their turn.
 */
export async function reportOf(tested: Backtest, k: number): Promise<BacktestReport> {
  const usual = tested.found[DEFAULT_STRATEGY]
  const strategies: StrategyReport[] = []
  for (const strategy of STRATEGY_NAMES) {
    const found = tested.found[strategy]
    strategies.push({
      strategy,
      hitRate: await inTurn(() => hitRate(found, k)),
      recall: await inTurn(() => estimateOf(found, recallOfPossiblePart(k))),
      recallAt100: await inTurn(() => estimateOf(found, recallPart(DEPTH))),
      ndcg: await inTurn(() => estimateOf(found, ndcgPart(k))),
      advantage: strategy === DEFAULT_STRATEGY ? undefined : await inTurn(() => advantageOf(found, usual, k)),
    })
  }
  return {
    hiddenCount: usual.length,
    chance: meanOfParts(usual, chanceOf(recallOfPossiblePart(k))),
    strategies,
    interests: await byInterest(tested, k),
    choice: chooseStrategy(
      Object.fromEntries(strategies.map(({ strategy, advantage }) => [strategy, advantage])),
    ),
  }
}

async function byInterest({ found, interests }: Backtest, k: number): Promise<InterestReport[]> {
  const reports: InterestReport[] = []
  for (const [at, { id, label }] of interests.entries()) {
    const of = (strategy: StrategyName) => found[strategy].filter(({ interest }) => interest === at)
    const hiddenCount = of(DEFAULT_STRATEGY).length
    if (hiddenCount === 0) continue
    const recall: Partial<Record<StrategyName, Estimate>> = {}
    for (const strategy of STRATEGY_NAMES)
      recall[strategy] = await inTurn(() => estimateOf(of(strategy), recallPart(k)))
    reports.push({ id, label, hiddenCount, recall })
  }
  return reports
}

/** Lets others have their turn first. */
async function inTurn<T>(compute: () => T): Promise<T> {
  await setImmediate()
  return compute()
}
