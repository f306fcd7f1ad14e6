/**
 * How well hidden papers were found again.
 *
 * Each measure but the hit rate is a mean over the hidden papers of what each adds to it, and all are
 * resampled paper by paper: that is what a reader has many of, where lists are one or five. It takes
 * for granted that papers are found independently of one another; where several of them are nearly the
 * same, the intervals are too narrow. Of few papers they are too narrow as well.
 */
import { type Estimate, meanEstimate, resampled } from './bootstrap.ts'

/** A hidden paper that was looked for in a list. */
export interface Sought {
  readonly row: number
  /** Place of its interest among those of the whole history. */
  readonly interest: number
  /** The list that it was looked for in, from 0. */
  readonly list: number
  /** How many papers were hidden from that list, this one included. */
  readonly hiddenCount: number
  /** How many papers the list was made from. */
  readonly candidateCount: number
  /** Its rank from 1; absent when the list ended before it. */
  readonly rank?: number
}

/** As deep as lists are made. */
export const DEPTH = 100

/** What a hidden paper adds to a measure, whose value is the mean of it; 0 beyond the depth. */
export type Part = (sought: Sought) => number

const isFound = ({ rank }: Sought, k: number) => rank !== undefined && rank <= k

/** 1 when it is among the first k: the mean is the share of hidden papers that are. */
export const recallPart =
  (k: number): Part =>
  (sought) =>
    isFound(sought, k) ? 1 : 0

/** The same over what k places could hold: the mean of `recallOfPossible` over lists, each counted by its hidden papers. */
export const recallOfPossiblePart =
  (k: number): Part =>
  (sought) =>
    isFound(sought, k) ? sought.hiddenCount / Math.min(k, sought.hiddenCount) : 0

/** Its discounted gain over that of the best list possible: the mean is that of `ndcg` over lists, counted likewise. */
export function ndcgPart(k: number): Part {
  const best = [0]
  for (let rank = 1; rank <= k; rank++) best.push(best[rank - 1]! + 1 / Math.log2(rank + 1))
  return (sought) =>
    isFound(sought, k)
      ? sought.hiddenCount / best[Math.min(k, sought.hiddenCount)]! / Math.log2(sought.rank! + 1)
      : 0
}

/** What a part is on average, were the list in a random order: every rank is as likely as another. */
export const chanceOf =
  (part: Part): Part =>
  (sought) => {
    let sum = 0
    for (let rank = 1; rank <= Math.min(DEPTH, sought.candidateCount); rank++)
      sum += part({ ...sought, rank })
    return sum / sought.candidateCount
  }

export const meanOfParts = (sought: readonly Sought[], part: Part): number =>
  sought.reduce((sum, each) => sum + part(each), 0) / sought.length

/** With the interval over hidden papers, at least one. Cost: 2,000 steps a paper; 3 ms for 200. */
export const estimateOf = (sought: readonly Sought[], part: Part): Estimate => meanEstimate(sought.map(part))

/** Share of the lists with a hidden paper among the first k; a drawn list holds the drawn papers. */
export function hitRate(sought: readonly Sought[], k: number): Estimate {
  const found = sought.map((each) => isFound(each, k))
  const lists = 1 + Math.max(...sought.map(({ list }) => list))
  const [asked, hit] = [new Uint8Array(lists), new Uint8Array(lists)]
  const sum = (flags: Uint8Array) => flags.reduce((total, flag) => total + flag, 0)
  return resampled(sought.length, (drawn) => {
    asked.fill(0)
    hit.fill(0)
    for (let at = 0; at < drawn.length; at++) {
      const { list } = sought[drawn[at]!]!
      asked[list] = 1
      if (found[drawn[at]!]) hit[list] = 1
    }
    return sum(hit) / sum(asked)
  })
}
