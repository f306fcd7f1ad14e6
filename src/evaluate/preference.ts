/**
 * Which of two strategies readers prefer, by the interleaved lists that they responded to.
 *
 * A list is one vote: for the team with more credited papers, or a tie. Lists without a credited
 * paper say nothing, and are left out.
 *
 * Two things the figures take for granted: that lists are independent, so that a reader who makes
 * most of the lists makes most of the outcome; and that one looks once. Who looks after every
 * response and stops at the first decision is misled more often than one time in twenty.
 *
 * Source: Chapelle, Joachims, Radlinski & Yue 2012, https://doi.org/10.1145/2094072.2094078
 */
import type { Team } from '../impression.ts'
import { type Estimate, meanEstimate } from './bootstrap.ts'
import { signTest } from './sign-test.ts'

/** Credited papers of each team in one list. */
export type Credits = Readonly<Record<Team, number>>

export interface Preference {
  readonly lists: number
  /** Those with a credited paper: wins of both, and ties. */
  readonly responded: number
  readonly wins: Readonly<Record<Team, number>>
  readonly ties: number
  /** (wins of a + ties / 2) / responded − 1/2, in [−1/2, 1/2]; absent before the first response. */
  readonly delta?: Estimate
  /** Of the sign test over the wins. */
  readonly pValue: number
  /** Absent while undecided. */
  readonly preferred?: Team
}

/** How often a difference may be seen where there is none; the interval of `delta` goes by the same. */
const ERROR_RATE = 0.05

/** Cost: 2,000 × responded additions for the interval; 1,000 lists take 15 ms, 10,000 take 140 ms. */
export function preferenceOf(lists: readonly Credits[]): Preference {
  const votes = lists.filter(({ a, b }) => a + b > 0).map(({ a, b }) => Math.sign(a - b) / 2)
  const count = (vote: number) => votes.filter((each) => each === vote).length
  const [wins, ties] = [{ a: count(0.5), b: count(-0.5) }, count(0)]
  const delta = votes.length > 0 ? meanEstimate(votes) : undefined
  const pValue = signTest(wins.a, wins.b)
  return {
    lists: lists.length,
    responded: votes.length,
    wins,
    ties,
    delta,
    pValue,
    preferred: delta && pValue < ERROR_RATE ? sideOf(delta) : undefined,
  }
}

/**
 * The side of 0 on which the whole interval lies. The sign test is asked as well, because all draws
 * from a single win are that win: the bootstrap would be sure of it.
 */
function sideOf({ low, high }: Estimate): Team | undefined {
  if (low > 0) return 'a'
  return high < 0 ? 'b' : undefined
}
