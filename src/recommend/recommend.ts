/**
 * Recommendations from a history, and what caused each.
 *
 * A pipeline of pure steps: candidates.ts finds the papers near to the history and co-reading.ts
 * those that its other readers read; score.ts joins the two scores; rules.ts applies what the reader
 * wishes; rerank.ts makes a list of them that serves every interest (profile.ts) and varies; explore.ts
 * leaves some places to the unseen.
 */
import type { CoRead } from '../co-reading.ts'
import { type Filter, rowsWithin } from '../filter.ts'
import type { Library } from '../library.ts'
import { seeded, seedOf } from '../random.ts'
import type { Rule } from '../reader.ts'
import { nextTurn } from '../turn.ts'
import { nearRows, poolOf } from './candidates.ts'
import { type Cause, causesFrom } from './causes.ts'
import { type Citation, citationOf } from './cited.ts'
import { split, withUnseen } from './explore.ts'
import type { History } from './history.ts'
import { probabilityOf } from './probability.ts'
import { type Interest, interestsOf } from './profile.ts'
import { freshness } from './recency.ts'
import { rerank } from './rerank.ts'
import { type RuleEffect, ruleEffect, withRules } from './rules.ts'
import { type Scored, scoreCandidates, scoredCount } from './score.ts'
import { type Side, sideOf } from './sides.ts'
import { type TextScore, textScore } from './text-score.ts'

/** How a list is made, beside what it is made from. */
export interface ListOptions {
  /** 0 (the default) looks at relevance only, 1 at variety only. */
  readonly diversity?: number
  /** Share of the list for papers that the score would not show; 0 unless told. */
  readonly explore?: number
  /** Age at which a paper counts half; unless told, age does not matter. */
  readonly recencyDays?: number
  /** Papers less probable than this are left out; none unless told. */
  readonly bar?: number
}

export interface RecommendOptions extends Filter, ListOptions {
  readonly count: number
  /** Id of the interest that the list is for; for all of them unless told. */
  readonly interest?: string
  /** A rule that is left out of this list. */
  readonly withoutRule?: Rule
}

export interface Recommended extends Scored {
  /** Place in `interests` of the one that did most for it. */
  readonly interest: number
  /** In (0, 1): see probability.ts. */
  readonly probability: number
  /** Whether it stands here to be explored, not for its score. */
  readonly explored: boolean
}

/** Candidates by text; deeper than this nobody pages. */
const NEAR_COUNT = 1_000
/** Texts scored in one piece: 3 ms. */
const ROWS_PER_TURN = 100

export interface Recommender {
  readonly interests: readonly Interest[]
  /** What the reader's rules do, in their order. */
  readonly rules: readonly RuleEffect[]
  /** Best first; empty when the history has no positive item or nothing passes the filter. A longer list begins with the shorter. */
  rank(options: RecommendOptions): Promise<Recommended[]>
  /** Why a paper is recommended: the items with the largest shares, largest first. */
  because(paper: Scored): Cause[]
  /** The sentence that did most for a paper, beside one of those that caused it. */
  citation(paper: Scored, causes: readonly Cause[]): Citation | undefined
}

/** A recommender for one history. Cost of `rank`: about 30 ms of arithmetic, whatever the length of the history. */
export async function recommenderFor(library: Library, history: History): Promise<Recommender> {
  await nextTurn()
  const interests = interestsOf(library, history)
  const interestAt = new Map(interests.flatMap(({ members }, i) => members.map((place) => [place, i])))
  const weightOf = (place: number) => interests[interestAt.get(place)!]!.weight
  const positive = await sideOf(library, history, 'positive', weightOf)
  const text = textScore(library, positive, await sideOf(library, history, 'negative'))
  const coRead = coReadOf(library, history, positive)
  const itemInterests = text.positive.places.map((place) => interestAt.get(place)!)

  const effects = (history.rules ?? []).map((rule) => ruleEffect(library, rule))
  const candidatesFor = keepingLast(async (filter: Filter, recencyDays: number | undefined) => {
    const pool = poolOf(history.known, rowsWithin(library, filter))
    const near = await nearRows(library, positive, pool, NEAR_COUNT)
    await scoreInTurns(near.slice(0, scoredCount(text)), text)
    await nextTurn()
    const fresh = freshness(library, recencyDays)
    return { near, scored: scoreCandidates(near, { text, coRead, allowed: pool.has, fresh }) }
  })
  const described = (scored: Scored): Recommended => ({
    ...scored,
    probability: probabilityOf(scored, positive.items.length),
    interest: strongest(text.sharesOf(scored.row), itemInterests, interests.length),
    explored: false,
  })

  return {
    interests,
    rules: effects,
    async rank({
      count,
      diversity = 0,
      explore = 0,
      recencyDays,
      bar = 0,
      interest,
      withoutRule,
      ...filter
    }) {
      if (positive.items.length === 0) return []
      const { near, scored } = await candidatesFor(filter, recencyDays)
      await nextTurn()
      const kept = effects.filter(({ rule }) => rule !== withoutRule)
      const candidates = withRules(scored, kept)
        .map(described)
        .filter(({ probability }) => probability >= bar)
        .filter((paper) => interest === undefined || interests[paper.interest]!.id === interest)
      const random = seeded(seedOf(`${library.id} ${history.reader ?? ''}`))
      const { main, unseen } = explore > 0 ? split(candidates, random) : { main: candidates, unseen: [] }
      const slots = interests.map(({ share, weight }, at) => ({
        share: share * weight,
        candidates: main.filter(({ interest }) => interest === at),
      }))
      const list = rerank(library.vectors, slots, { count, diversity })
      const best = withUnseen(list, unseen, { count, share: explore })
      // Whoever pages past the papers that were scored gets the next nearest ones.
      const there = new Set(candidates.map(({ row }) => row))
      const left = bar > 0 || interest ? 0 : Math.max(0, count - best.length)
      const rest = near.filter((row) => !there.has(row)).slice(0, left)
      return [
        ...best,
        ...rest.map((row) => described({ row, near: text.near(row), score: 0, text: 0, coRead: 0 })),
      ]
    },
    because: causesFrom(library, { positive, text, coRead }),
    citation: ({ row }, causes) => citationOf(library, row, text, causes),
  }
}

/** Scores are found once: here in pieces of a few milliseconds, with other requests in between. */
async function scoreInTurns(rows: readonly number[], text: TextScore): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_PER_TURN) {
    await nextTurn()
    for (const row of rows.slice(from, from + ROWS_PER_TURN)) text.near(row)
  }
}

/** In the order of the side's items; those that the collection does not hold were read by nobody here. */
function coReadOf(library: Library, history: History, { items, weights }: Side): CoRead {
  const read = items.map(({ row }, i) => ({ row, weight: weights[i]! }))
  return library.coReading.from(read, history.reader)
}

/** The interest whose items have the largest sum of shares. */
function strongest(shares: Float64Array, interestOf: readonly number[], count: number): number {
  const sums = new Float64Array(count)
  shares.forEach((share, i) => {
    sums[interestOf[i]!]! += share
  })
  return sums.indexOf(Math.max(...sums))
}

/** The same function, which answers at once when it is asked the same again. */
function keepingLast<A extends unknown[], T>(
  compute: (...asked: A) => Promise<T>,
): (...asked: A) => Promise<T> {
  let last: { key: string; value: Promise<T> } | undefined
  return (...asked) => {
    const key = JSON.stringify(asked)
    if (last?.key !== key) last = { key, value: compute(...asked) }
    return last.value
  }
}
