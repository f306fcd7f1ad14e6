/**
 * Which strategy makes a reader's lists, by a backtest of their own history.
 *
 * The usual one, unless another is clearly better: over the same hidden papers the whole intervals of
 * the differences in recall and in nDCG lie above 0, and the sign test over the papers that only
 * one of the two has found says the same (McNemar's exact test), because the bootstrap is sure of few
 * papers too soon. With several others its error rate is divided by their number (Bonferroni), so
 * that a reader for whom all are as good is given another one time in twenty at most.
 *
 * Only strategies that give reasons are chosen; the rest are there to be held against.
 *
 * That rate is of one look: who looks after every new paper, and stays with what won once, is misled
 * more often. So what was chosen is taken back when it does not win again.
 */
import { DEFAULT_STRATEGY, REASONED_NAMES, type ReasonedName } from '../recommend/strategies.ts'
import { differenceEstimate, type Estimate } from './bootstrap.ts'
import { estimateText } from './report.ts'
import { signTest } from './sign-test.ts'
import { ndcgPart, recallOfPossiblePart, recallPart, type Sought } from './sought.ts'

/** How much better one strategy is than another over the same hidden papers. */
export interface Advantage {
  /** Difference in recall among the first k. */
  readonly recall: Estimate
  /** Difference in nDCG of the first k. */
  readonly ndcg: Estimate
  /** Papers that are among the first k of the one alone. */
  readonly wins: number
  /** Papers that are among the first k of the other alone. */
  readonly losses: number
  /** Of the sign test over those. */
  readonly pValue: number
}

const ERROR_RATE = 0.05

/** @param a and `b`: the same hidden papers in the same order, at least one. Cost: 15 ms for 200. */
export function advantageOf(a: readonly Sought[], b: readonly Sought[], k: number): Advantage {
  const difference = (part: (sought: Sought) => number) => differenceEstimate(a.map(part), b.map(part))
  const found = recallPart(k)
  const count = (sign: number) => a.filter((each, at) => found(each) - found(b[at]!) === sign).length
  const [wins, losses] = [count(1), count(-1)]
  return {
    recall: difference(recallOfPossiblePart(k)),
    ndcg: difference(ndcgPart(k)),
    wins,
    losses,
    pValue: signTest(wins, losses),
  }
}

export interface Choice {
  readonly strategy: ReasonedName
  /** In a sentence. */
  readonly why: string
}

/** @param advantages of each strategy over the usual one */
export function chooseStrategy(advantages: Readonly<Partial<Record<string, Advantage>>>): Choice {
  const others = REASONED_NAMES.filter((name) => name !== DEFAULT_STRATEGY)
  const [best] = others
    .map((strategy) => ({ strategy, by: advantages[strategy]! }))
    .filter(({ by }) => isClear(by, ERROR_RATE / others.length))
    .sort((a, b) => b.by.recall.value - a.by.recall.value)
  if (best) return { strategy: best.strategy, why: `${best.strategy} is clearly better: ${told(best.by)}` }
  const tried = others.map((name) => `${name}: ${told(advantages[name]!)}`).join('; ')
  return { strategy: DEFAULT_STRATEGY, why: `${DEFAULT_STRATEGY}, as no other is clearly better (${tried})` }
}

const isClear = ({ recall, ndcg, pValue }: Advantage, errorRate: number) =>
  recall.low > 0 && ndcg.low > 0 && pValue < errorRate

function told({ recall, ndcg, wins, losses, pValue }: Advantage): string {
  const [moreRecall, moreNdcg] = [recall, ndcg].map((difference) => estimateText(difference, '+'))
  const alone = `it alone finds ${wins}, ${DEFAULT_STRATEGY} alone ${losses}`
  return `recall ${moreRecall}, nDCG ${moreNdcg}; ${alone}, p = ${pValue.toFixed(3)}`
}
