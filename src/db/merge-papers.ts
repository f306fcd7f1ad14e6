/**
 * Two stored papers that turn out to be one.
 *
 * Names, reactions, tags, impressions and edited interests move to the paper that stays, the others go. Their ids remain
 * names of it, so a link that somebody kept still leads there.
 */
import { inArray, sql } from 'drizzle-orm'
import { CONTRARY } from '../reader.ts'
import { aliases, type Database, impressions, interests, papers, reactions, tags } from './schema.ts'

type ReactionRow = typeof reactions.$inferSelect

/** Moves all that belongs to the `absorbed` papers to the kept one, and removes them. Runs within the caller's transaction. */
export async function mergePapers(db: Database, kept: string, absorbed: readonly string[]): Promise<void> {
  const all = [kept, ...absorbed]
  // Holds off reactions to these papers until we are done: one that slipped in between would be
  // deleted along with its paper.
  await db
    .select({ id: papers.id })
    .from(papers)
    .where(inArray(papers.id, all))
    .orderBy(papers.id)
    .for('update')
  await db
    .update(aliases)
    .set({ paperId: kept })
    .where(inArray(aliases.paperId, [...absorbed]))
  const spoken = await db.delete(reactions).where(inArray(reactions.paperId, all)).returning()
  const standing = replay(spoken).map((reaction) => ({ ...reaction, paperId: kept }))
  if (standing.length > 0) await db.insert(reactions).values(standing)
  await mergeTags(db, kept, absorbed)
  await mergeImpressions(db, kept, all)
  for (const gone of absorbed)
    await db
      .update(interests)
      .set({ papers: sql`replace(${interests.papers}::text, ${gone}, ${kept})::jsonb` })
      .where(sql`${interests.papers} ? ${gone}`)
  await db.delete(papers).where(inArray(papers.id, [...absorbed]))
}

/** What either was tagged with. */
async function mergeTags(db: Database, kept: string, absorbed: readonly string[]): Promise<void> {
  const moved = await db
    .delete(tags)
    .where(inArray(tags.paperId, [...absorbed]))
    .returning()
  const rows = moved.map((row) => ({ ...row, paperId: kept }))
  if (rows.length > 0) await db.insert(tags).values(rows).onConflictDoNothing()
}

/**
 * Where one list showed several of the papers, one impression stays, rank, team and response together:
 * the best ranked of those that were responded to, or of all.
 */
async function mergeImpressions(db: Database, kept: string, all: readonly string[]): Promise<void> {
  await db.execute(sql`delete from ${impressions} worse using ${impressions} better
    where worse.list_id = better.list_id and worse.paper_id = any(${sql.param(all)}) and better.paper_id = any(${sql.param(all)})
      and (better.response is null, better.rank) < (worse.response is null, worse.rank)`)
  await db.update(impressions).set({ paperId: kept }).where(inArray(impressions.paperId, all))
}

/**
 * What stands of these reactions had they all been to one paper, said in the order of their time:
 * of a kind the newest, and nothing that a later one took back.
 */
export function replay(spoken: readonly ReactionRow[]): ReactionRow[] {
  const standing = new Map<string, ReactionRow>()
  const inOrder = [...spoken].sort(
    (a, b) => a.at.getTime() - b.at.getTime() || (a.paperId < b.paperId ? -1 : 1),
  )
  for (const reaction of inOrder) {
    for (const kind of CONTRARY[reaction.kind]) standing.delete(`${reaction.readerId} ${kind}`)
    standing.set(`${reaction.readerId} ${reaction.kind}`, reaction)
  }
  return [...standing.values()]
}
