/**
 * The score of a candidate: what its text says, joined with what other readers' histories say.
 *
 *   score(x) = max(0, t(x) − f) / (t̄ − f)  +  λ · c(x) / c̄  −  a(x) / (t̄ − f),    λ = m / (m + 100)
 *
 * with t the text score, f its lowest among the nearest papers and t̄ the mean of their best fifth;
 * c the co-reading score and c̄ the mean of its best hundred; a what disliked papers take; and m
 * how often another reader has read a paper of the history. Each half is put on the scale of its own best
 * papers, so neither needs a constant of one collection. Without other readers it is text alone;
 * the more of them are met, the more they count (the shrinkage of empirical Bayes).
 *
 * The constant 100 is fitted to 347 readers of citeulike-a, so that no number of others makes a
 * list worse: with the readings of 100, 400, 1,200 and 2,776 of them joined recalls 0.217, 0.243, 0.260 and
 * 0.339 among 20, where text alone recalls 0.212; from 60 on, 0.213, 0.232, 0.255 and 0.335.
 */

import type { CoRead } from '../co-reading.ts'
import { byScore, type Ranked } from '../diversify.ts'
import { Top } from '../top.ts'
import { mean } from '../vector.ts'
import type { TextScore } from './text-score.ts'

export interface Scored extends Ranked {
  /** The text score as it is, less what speaks against the paper, before it is put on the common scale. */
  readonly near: number
  /** The text's part of the score, at least 0. */
  readonly text: number
  /** The other readers' part, at least 0. */
  readonly coRead: number
}

/** Common papers at which what others read counts half of what it will. */
const HALF_TRUST_READS = 100
/** Dot products for one list: about 3 ms of the event loop. */
const PRODUCTS_MAX = 40_000
const NEAR_MIN = 200
const NEAR_MAX = 500
/** Ranks whose mean is 1 on the common scale. */
const TOP_SHARE = 0.2
const TOP_CO_READ = 100

export interface Evidence {
  readonly text: TextScore
  readonly coRead: CoRead
  /** Whether a row may be recommended. */
  readonly allowed: (row: number) => boolean
  /** What age leaves of both parts, in (0, 1]. */
  readonly fresh: (row: number) => number
}

/** How many of the nearest candidates are scored by their texts. */
export function scoredCount({ positive }: TextScore): number {
  const items = Math.max(1, positive.items.length)
  return Math.min(NEAR_MAX, Math.max(NEAR_MIN, Math.floor(PRODUCTS_MAX / items / 1.5)))
}

/**
 * @param near candidates, the nearest to the history first
 * @returns best first; of many candidates those nearest, by text or by other readers
 */
export function scoreCandidates(
  near: readonly number[],
  { text, coRead, allowed, fresh }: Evidence,
): Scored[] {
  const nearest = near.slice(0, scoredCount(text))
  const met = bestCoRead(coRead, allowed, scoredCount(text) / 2)
  const texts = new Map(nearest.map((row) => [row, text.near(row)]))
  const scale = textScale([...texts.values()])
  for (const { row } of met) if (!texts.has(row)) texts.set(row, text.near(row))

  const trust = coRead.readCount / (coRead.readCount + HALF_TRUST_READS)
  const usual = mean(met.slice(0, TOP_CO_READ).map(({ score }) => score))
  const scored = Array.from(texts, ([row, found]): Scored => {
    const textPart = (fresh(row) * Math.max(0, found - scale.floor)) / scale.width
    const coReadPart = (fresh(row) * trust * coRead.scores.get(row)) / (usual || 1)
    const against = text.against(row)
    const score = textPart + coReadPart - against / scale.width
    return { row, near: found - against, text: textPart, coRead: coReadPart, score }
  })
  return scored.sort(byScore)
}

function bestCoRead({ scores }: CoRead, allowed: (row: number) => boolean, count: number): Ranked[] {
  const best = new Top<Ranked>(Math.max(TOP_CO_READ, count), byScore)
  for (const row of scores.rows) if (allowed(row)) best.add({ row, score: scores.get(row) })
  return best.sorted()
}

/** From the lowest of the texts to the mean of their best fifth. */
function textScale(texts: readonly number[]): { floor: number; width: number } {
  const order = [...texts].sort((a, b) => b - a)
  const floor = order.at(-1) ?? 0
  const top = mean(order.slice(0, Math.ceil(TOP_SHARE * order.length)))
  // Papers that are all as near as one another differ in nothing that could be scaled.
  return { floor, width: top - floor > 1e-9 ? top - floor : 1 }
}
