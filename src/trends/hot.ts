/**
 * What is talked of now: comments for a paper's age. Nothing here looks at what a paper says, and nothing that looks
 * for emerging themes looks here.
 *
 * Comments come when a paper is new and half as many with every week: by the age of a days a paper has had a part
 * of 1 − 2^(−(a + 1) / 7) of all that it will have. So papers of one age are expected to have the same number of
 * comments; how many times as many one has is estimated by shrinkage.ts, and the lower bound of that times
 * 2^(−a / 7), what is left of the talk, is its heat.
 */
import type { Library } from '../library.ts'
import { type Estimate, fitRates } from './shrinkage.ts'
import type { Span } from './timeline.ts'

export interface HotPaper extends Estimate {
  readonly row: number
  readonly comments: number
  /** Days before the newest paper of the collection. */
  readonly ageDays: number
  /** Comments that papers of its age have. */
  readonly expected: number
  /** The ratio, halved with every week; above 0. */
  readonly heat: number
}

const HALF_LIFE_DAYS = 7
/** Older papers are not talked of now, whatever they have gathered: 2^(−8) of the talk is left. */
const AGE_MAX_DAYS = 8 * HALF_LIFE_DAYS

const left = (ageDays: number) => 2 ** (-ageDays / HALF_LIFE_DAYS)

/** @returns papers with comments, hottest first; papers whose source tells no comments are left out */
export function hotPapers(
  { cards, days, newestFirst }: Library,
  { lastDay }: Span,
  count: number,
): HotPaper[] {
  const young: { row: number; comments: number; ageDays: number; part: number }[] = []
  for (const row of newestFirst) {
    const { publishedOn, commentCount } = cards[row]!
    const ageDays = lastDay - days[row]!
    if (publishedOn === undefined || ageDays > AGE_MAX_DAYS) break
    if (commentCount === undefined) continue
    young.push({ row, comments: commentCount, ageDays, part: 1 - 2 ** (-(ageDays + 1) / HALF_LIFE_DAYS) })
  }
  const comments = young.reduce((sum, paper) => sum + paper.comments, 0)
  if (comments === 0) return []
  const perPart = comments / young.reduce((sum, paper) => sum + paper.part, 0)
  const counted = young.map((paper) => ({ ...paper, count: paper.comments, expected: perPart * paper.part }))
  const shrinkage = fitRates(counted)
  return counted
    .filter((paper) => paper.comments > 0)
    .map(({ row, comments, ageDays, count, expected }) => {
      const estimate = shrinkage.estimate({ count, expected })
      return { row, comments, ageDays, expected, ...estimate, heat: estimate.ratio * left(ageDays) }
    })
    .sort((a, b) => b.heat - a.heat || b.comments - a.comments || a.row - b.row)
    .slice(0, count)
}
