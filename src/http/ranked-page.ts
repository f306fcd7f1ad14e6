/** One page of a ranking: the same steps for similar papers, search and recommendations. */
import type { Card } from '../card.ts'
import { diversify, POOL_PER_PICK, type Ranked } from '../diversify.ts'
import type { Library } from '../library.ts'
import { DEPTH_MAX, depthOf, nextCursor, questionHash, windowOf } from './cursor.ts'

export interface PageRequest {
  /** Everything that the ranking depends on, but not which page of it is asked for. */
  readonly question: unknown
  readonly limit: number
  readonly cursor?: string
  /** 0 leaves the order as it is. */
  readonly diversity?: number
}

export interface RankedPage<T extends Ranked> {
  readonly items: readonly T[]
  readonly next: string | null
}

/**
 * @param rank the best `count`, best first
 * @throws Expired or InvalidInput when the cursor can't be used here
 */
export async function rankedPage<T extends Ranked>(
  library: Library,
  request: PageRequest,
  rank: (count: number) => T[] | Promise<T[]>,
): Promise<RankedPage<T>> {
  const { limit, cursor, diversity = 0 } = request
  // Variety is chosen from a pool that grows with the page size, so pages of two sizes are two lists.
  const question = questionHash([request.question, diversity, diversity > 0 ? limit : 0])
  const window = windowOf(cursor, limit, library.id, question)
  const end = Math.min(window.offset + limit, DEPTH_MAX)
  const pool = await rank(diversity > 0 ? Math.min(POOL_PER_PICK * limit, DEPTH_MAX) : depthOf(window))
  const order = diversify(library.vectors, pool, { count: end, diversity })
  return {
    items: order.slice(window.offset, end),
    next: end < pool.length ? nextCursor(library.id, question, end) : null,
  }
}

/** What is told of each item beside its card and score, and why there may be none. */
export interface ReplyOptions<T, Extra> {
  readonly reasonIfEmpty: string
  readonly reason?: string
  readonly extra?: (item: T) => Extra
}

interface ReplyEnd {
  next: string | null
  reason?: string
  snapshot: string
}

export interface RankedReply<Extra> extends ReplyEnd {
  papers: (Card & { score: number } & Extra)[]
}

/** The answer that every ranked list gives; a reason stands where there is nothing. */
export function rankedReply<T extends Ranked, Extra extends object = object>(
  library: Library,
  page: RankedPage<T>,
  options: ReplyOptions<T, Extra>,
): RankedReply<Extra> {
  const papers = page.items.map((item) => ({
    ...library.cards[item.row]!,
    score: item.score,
    ...(options.extra?.(item) ?? ({} as Extra)),
  }))
  return { papers, ...endOf(library, page, options) }
}

/** What stands behind the papers of a ranked list. */
export function endOf<T, Extra>(
  library: Library,
  { items, next }: RankedPage<T & Ranked>,
  { reason, reasonIfEmpty }: ReplyOptions<T, Extra>,
): ReplyEnd {
  return {
    next,
    reason: reason ?? (items.length === 0 ? reasonIfEmpty : undefined),
    snapshot: library.id,
  }
}
