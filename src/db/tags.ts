/** Words of their own by which readers sort papers. Nothing is worked out from them but what the reader finds by them. */
import { and, asc, eq } from 'drizzle-orm'
import { NotFound } from '../errors.ts'
import { holdPaper, holdReader } from './readers.ts'
import { type Database, tags } from './schema.ts'

export interface Tagged {
  readonly paperId: string
  readonly tag: string
}

/** By tag, then by paper; empty for an unknown reader. */
export async function listTags(db: Database, readerId: string): Promise<Tagged[]> {
  return db
    .select({ paperId: tags.paperId, tag: tags.tag })
    .from(tags)
    .where(eq(tags.readerId, readerId))
    .orderBy(asc(tags.tag), asc(tags.paperId))
}

/**
 * Keeps a tag; one that is there already stays as it is.
 *
 * @param name id of the paper, or one it had before it was merged
 * @throws NotFound when there is no such reader or paper
 */
export async function putTag(
  db: Database,
  readerId: string,
  { paperId: name, tag }: Tagged,
  now: Date,
): Promise<void> {
  await db.transaction(async (tx) => {
    await holdReader(tx, readerId)
    const paperId = await holdPaper(tx, name)
    await tx.insert(tags).values({ readerId, paperId, tag, createdAt: now }).onConflictDoNothing()
  })
}

/** @throws NotFound when the paper has no such tag of this reader's */
export async function deleteTag(db: Database, readerId: string, { paperId, tag }: Tagged): Promise<void> {
  const own = and(eq(tags.readerId, readerId), eq(tags.paperId, paperId), eq(tags.tag, tag))
  const gone = await db.delete(tags).where(own).returning()
  if (gone.length === 0) throw new NotFound(`the paper has no tag ${JSON.stringify(tag)}`)
}
