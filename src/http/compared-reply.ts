/**
 * A list in which two strategies pick in turn, answered so that nothing tells whose a paper is.
 *
 * Scores of two strategies are of two scales, and reasons are given by some strategies only. So every
 * paper comes without reasons, and with its reciprocal rank for a score.
 */
import type { Filter } from '../filter.ts'
import type { Team } from '../impression.ts'
import type { Library } from '../library.ts'
import { seeded, seedOf } from '../random.ts'
import type { History } from '../recommend/history.ts'
import { teamDraft } from '../recommend/interleave.ts'
import type { ListOptions } from '../recommend/recommend.ts'
import { STRATEGIES, type StrategyName } from '../recommend/strategies.ts'
import type { z } from './contract.ts'
import { rankedReply } from './ranked-page.ts'
import { type RecommendedReply, whyEmpty } from './recommendation-reply.ts'

const NO_REASONS: z.infer<typeof RecommendedReply>['because'] = []

/**
 * @param request.pair the strategies of team a and team b
 * @param request.id of the list: the coin is seeded by it, so the same list can be made again
 * @returns the answer, and the team of each of its papers
 */
export async function comparedReply(
  library: Library,
  history: History,
  request: ListOptions & { pair: readonly [StrategyName, StrategyName]; id: string; limit: number },
  filter: Filter,
) {
  const { pair, id, limit, ...options } = request
  const ranking = async (name: StrategyName) => {
    const ranker = await STRATEGIES[name](library, history)
    const ranked = await ranker.rank({ ...filter, ...options, count: limit })
    return ranked.map(({ row }) => row)
  }
  const picks = teamDraft(
    { a: await ranking(pair[0]), b: await ranking(pair[1]) },
    { count: limit, random: seeded(seedOf(id)) },
  )
  const items = picks.map(({ row }, place) => ({ row, score: 1 / (place + 1) }))
  const reply = rankedReply(
    library,
    { items, next: null },
    { reasonIfEmpty: whyEmpty(library, history), extra: () => ({ because: NO_REASONS }) },
  )
  return { reply, teams: picks.map(({ team }): Team | undefined => team) }
}
