/**
 * What readers were shown, and what they did with it: the lists, their papers in order, and for each
 * paper the last word on it.
 *
 * A list is kept as it was shown. What is said of a paper later, or taken back, elsewhere does not
 * change it: a response belongs to the list only when it is told with the list's id.
 */
import { and, asc, desc, eq, inArray, like, sql } from 'drizzle-orm'
import { NotFound } from '../errors.ts'
import {
  CREDITED_KINDS,
  comparisonOf,
  type Impression,
  type Response,
  type ShownList,
  type Team,
} from '../impression.ts'
import { idsByName } from './papers.ts'
import { holdPaper, holdReader, putReaction } from './readers.ts'
import { SAVE_LOCK } from './save-papers.ts'
import { type Database, impressions, lists } from './schema.ts'

/** A list about to be shown: its papers best first, by the ids that the snapshot has them under. */
export interface NewList extends Omit<ShownList, 'shown'> {
  readonly papers: readonly Pick<Impression, 'paperId' | 'team'>[]
}

/**
 * Keeps a list. Papers that were merged since the snapshot was made are kept under the id they have
 * now; of two that became one, the better rank stays.
 *
 * @throws NotFound when there is no such reader
 */
export async function putList(
  db: Database,
  readerId: string,
  { papers: picked, ...list }: NewList,
): Promise<void> {
  await db.transaction(async (tx) => {
    // No paper may be merged away between our look and our writing.
    await tx.execute(sql`select pg_advisory_xact_lock_shared(${SAVE_LOCK})`)
    await holdReader(tx, readerId)
    const idNow = await idsByName(
      tx,
      picked.map(({ paperId }) => paperId),
    )
    await tx.insert(lists).values({ ...list, readerId })
    const rows = picked.flatMap(({ paperId: asked, team }, at) => {
      const paperId = idNow.get(asked)
      return paperId ? { listId: list.id, paperId, rank: at + 1, team } : []
    })
    if (rows.length > 0) await tx.insert(impressions).values(rows).onConflictDoNothing()
  })
}

/**
 * Notes what a reader did with a paper of a list, and keeps it as a reaction when it is one: both or
 * neither. A reaction replaces what was noted before; an `open` is noted only where nothing is,
 * because who likes a paper and opens it again still likes it.
 *
 * @throws NotFound when the reader was shown no such paper in such a list
 */
export async function putResponse(
  db: Database,
  readerId: string,
  listId: string,
  { paperId: name, kind, at }: Response,
): Promise<void> {
  await db.transaction(async (tx) => {
    // Reader, paper, impression: whoever merges papers or deletes readers takes them in this order too.
    await holdReader(tx, readerId)
    const paperId = await holdPaper(tx, name)
    if (kind !== 'open') await putReaction(tx, readerId, { paperId, kind, weight: 1, at })
    const ofPaper = and(eq(impressions.listId, listId), eq(impressions.paperId, paperId))
    const [shown] = await tx
      .select({ response: impressions.response })
      .from(impressions)
      .innerJoin(lists, eq(lists.id, impressions.listId))
      .where(and(ofPaper, eq(lists.readerId, readerId)))
      .for('update', { of: impressions })
    if (!shown) throw new NotFound(`the reader was shown no paper ${paperId} in a list ${listId}`)
    if (kind === 'open' && shown.response !== null) return
    await tx.update(impressions).set({ response: kind, respondedAt: at }).where(ofPaper)
  })
}

/**
 * A reader's lists, newest first, ties by id; empty for an unknown reader.
 *
 * @param options.after the last list of the page before
 * @param options.limit all of them when absent
 */
export async function listLists(
  db: Database,
  readerId: string,
  options: { after?: Pick<ShownList, 'madeAt' | 'id'>; limit?: number } = {},
): Promise<ShownList[]> {
  const { after, limit } = options
  const earlier =
    after && sql`(${lists.madeAt}, ${lists.id}) < (${sql.param(after.madeAt, lists.madeAt)}, ${after.id})`
  const page = db
    .select()
    .from(lists)
    .where(and(eq(lists.readerId, readerId), earlier))
    .orderBy(desc(lists.madeAt), desc(lists.id))
  const found = await (limit === undefined ? page : page.limit(limit))
  const shown = await impressionsOf(
    db,
    found.map(({ id }) => id),
  )
  return found.map(({ readerId: _, ...list }) => ({ ...list, shown: shown.get(list.id) ?? [] }))
}

/**
 * How many papers of either team were credited, in each list that compared two strategies and showed
 * any; by comparison, in alphabetical order, oldest list first.
 */
export async function creditsByComparison(db: Database): Promise<Map<string, Record<Team, number>[]>> {
  const did = inArray(impressions.response, [...CREDITED_KINDS])
  const credited = (team: Team) =>
    sql`count(*) filter (where ${impressions.team} = ${team} and ${did})`.mapWith(Number)
  const rows = await db
    .select({ comparison: lists.strategy, a: credited('a'), b: credited('b') })
    .from(lists)
    .innerJoin(impressions, eq(impressions.listId, lists.id))
    .where(like(lists.strategy, comparisonOf(['%', '%'])))
    .groupBy(lists.id)
    .orderBy(asc(lists.strategy), asc(lists.madeAt), asc(lists.id))
  const byComparison = new Map<string, Record<Team, number>[]>()
  for (const { comparison, ...credits } of rows) {
    const same = byComparison.get(comparison) ?? []
    byComparison.set(comparison, same)
    same.push(credits)
  }
  return byComparison
}

async function impressionsOf(db: Database, listIds: readonly string[]): Promise<Map<string, Impression[]>> {
  const rows = await db
    .select()
    .from(impressions)
    .where(sql`${impressions.listId} = any(${sql.param(listIds)})`)
    .orderBy(asc(impressions.listId), asc(impressions.rank))
  const byList = new Map<string, Impression[]>()
  for (const { listId, team, response, respondedAt, ...rest } of rows) {
    const shown = byList.get(listId) ?? []
    byList.set(listId, shown)
    shown.push({
      ...rest,
      team: team ?? undefined,
      response: response ?? undefined,
      respondedAt: respondedAt ?? undefined,
    })
  }
  return byList
}
