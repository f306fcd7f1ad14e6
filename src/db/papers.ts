/**
 * The papers we hold: by name, by id, by date, or all of them.
 *
 * Reading only; save-papers.ts writes them.
 */
import { and, asc, desc, gt, gte, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { Paper } from '../paper.ts'
import { namesOf } from '../reference.ts'
import { aliases, type Database, papers } from './schema.ts'
import { storable } from './text.ts'

/** Where a page of papers ended. */
export interface PaperCursor {
  readonly publishedOn: string | null
  readonly id: string
}

// jsonb, because both drivers hand it over alike; the column's own decoder reads it.
const otherNames = sql`(select coalesce(jsonb_agg(alias order by alias), '[]') from ${aliases}
  where ${aliases.paperId} = ${papers.id} and alias <> ${papers.id})`.mapWith(papers.authors)

export const paperColumns = {
  id: papers.id,
  title: papers.title,
  abstract: papers.abstract,
  authorCount: papers.authorCount,
  authors: papers.authors,
  organisation: papers.organisation,
  publishedOn: papers.publishedOn,
  commentCount: papers.commentCount,
  upvoteCount: papers.upvoteCount,
  categories: papers.categories,
  version: papers.version,
  aliases: otherNames,
}

/** The paper that somebody asks for by any of its names (see reference.ts); undefined when we hold none. */
export async function findPaper(db: Database, reference: string): Promise<Paper | undefined> {
  const id = (await resolveIds(db, [reference])).get(reference)
  return id ? (await papersById(db, [id]))[0] : undefined
}

/**
 * The ids of the papers that these references name, each by its most telling name; unknown ones
 * are absent. One query for all of them.
 */
export async function resolveIds(db: Database, references: readonly string[]): Promise<Map<string, string>> {
  const names = new Map(references.map((reference) => [reference, namesOf(storable(reference))]))
  const known = await idsByName(db, [...names.values()].flat())
  const found = new Map<string, string>()
  for (const [reference, candidates] of names) {
    const name = candidates.find((candidate) => known.has(candidate))
    if (name) found.set(reference, known.get(name)!)
  }
  return found
}

/** The paper id behind each of these names, which are canonical aliases or ids; unknown ones are absent. */
export async function idsByName(db: Database, names: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .select()
    .from(aliases)
    .where(sql`${aliases.alias} = any(${sql.param(names)})`)
  return new Map(rows.map((row) => [row.alias, row.paperId]))
}

/** The papers with these ids, in the order asked; unknown ones are absent. */
export async function papersById(db: Database, ids: readonly string[]): Promise<Paper[]> {
  const rows = await db
    .select(paperColumns)
    .from(papers)
    .where(sql`${papers.id} = any(${sql.param(ids)})`)
  const byId = new Map(rows.map((row) => [row.id, toPaper(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/**
 * A page of papers, newest first, undated ones last, ties by id.
 *
 * @param options.from first calendar day, `YYYY-MM-DD`; undated papers lie outside any bound
 * @param options.to last calendar day, included
 * @param options.after where the page before ended: date and id of its last paper
 * @param options.limit at most so many
 *
 * Cost: as many index entries as there are papers in the page, however deep it lies. That is why
 * dated and undated papers are asked for apart: one condition over both reads all pages before.
 */
export async function listPapers(
  db: Database,
  options: { from?: string; to?: string; after?: PaperCursor; limit: number },
): Promise<Paper[]> {
  const { from, to, after, limit } = options
  const dated = after?.publishedOn === null ? [] : await datedPapers(db, { from, to, after, limit })
  if (dated.length === limit || from || to) return dated
  const undated = await db
    .select(paperColumns)
    .from(papers)
    .where(and(isNull(papers.publishedOn), after?.publishedOn === null ? gt(papers.id, after.id) : undefined))
    .orderBy(asc(papers.id))
    .limit(limit - dated.length)
  return [...dated, ...undated.map(toPaper)]
}

async function datedPapers(
  db: Database,
  { from, to, after, limit }: { from?: string; to?: string; after?: PaperCursor; limit: number },
): Promise<Paper[]> {
  const day = papers.publishedOn
  const rows = await db
    .select(paperColumns)
    .from(papers)
    .where(
      and(
        isNotNull(day),
        from ? gte(day, from) : undefined,
        to ? lte(day, to) : undefined,
        after?.publishedOn ? lte(day, after.publishedOn) : undefined,
        after?.publishedOn ? or(lt(day, after.publishedOn), gt(papers.id, after.id)) : undefined,
      ),
    )
    .orderBy(sql`${day} desc nulls last`, asc(papers.id))
    .limit(limit)
  return rows.map(toPaper)
}

/**
 * All papers, ordered by id, read `batch` at a time. A paper that is saved meanwhile may be told
 * old, new, or not at all; corpusRevision before and after says whether that happened.
 */
export async function* eachPaper(db: Database, options: { batch: number }): AsyncGenerator<Paper> {
  for (let after = ''; ; ) {
    const rows = await db
      .select(paperColumns)
      .from(papers)
      .where(gt(papers.id, after))
      .orderBy(asc(papers.id))
      .limit(options.batch)
    yield* rows.map(toPaper)
    if (rows.length < options.batch) return
    after = rows.at(-1)!.id
  }
}

/**
 * How many papers there are and the number of the latest change: while neither moves, no paper has
 * changed.
 *
 * Cost: counting reads every row, 5 ms for 10,000 papers and some 100 ms for 100,000 embedded. For
 * a timer, not for a request.
 */
export async function corpusRevision(db: Database): Promise<{ count: number; revision: number }> {
  const [row] = await db
    .select({
      count: sql`count(*)`.mapWith(Number),
      revision: sql`coalesce(max(${papers.revision}), 0)`.mapWith(Number),
    })
    .from(papers)
  return row!
}

/** When the papers with these ids were first stored; unknown ones are absent. */
export async function storedAt(db: Database, ids: readonly string[]): Promise<Map<string, Date>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: papers.id, createdAt: papers.createdAt })
    .from(papers)
    .where(sql`${papers.id} = any(${sql.param(ids)})`)
  return new Map(rows.map((row) => [row.id, row.createdAt]))
}

/** When the latest change up to this revision was stored; undefined without any. One index entry is read. */
export async function lastChangeAt(db: Database, revision: number): Promise<Date | undefined> {
  const [row] = await db
    .select({ updatedAt: papers.updatedAt })
    .from(papers)
    .where(lte(papers.revision, revision))
    .orderBy(desc(papers.revision))
    .limit(1)
  return row?.updatedAt
}

/** What a row of columns that may be null says of a paper, null meaning that nothing is said. */
export function toPaper(row: object): Paper {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as object as Paper
}
