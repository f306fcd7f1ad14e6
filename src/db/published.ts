/**
 * Snapshots in the shared Postgres, for machines that have none: each file in parts, under its sha256.
 *
 * A snapshot is there from the moment its row is, which is written last; parts without one are left by a
 * publisher that was killed, and go with the next snapshot. The one before stays for those that are fetching it.
 */
import { createHash } from 'node:crypto'
import { and, count, desc, eq, lt, sql } from 'drizzle-orm'
import type { Database } from './schema.ts'
import { publishedSnapshots, snapshotParts } from './shared-tables.ts'

export interface Published {
  readonly id: string
  readonly manifest: string
}

/** Large enough that a gigabyte is a thousand statements, small enough for any machine's memory. */
export const PART_BYTES = 1024 * 1024
const KEPT = 2

/** The newest snapshot; undefined when none was ever published. Cost: one index entry. */
export async function newestPublished(db: Database): Promise<Published | undefined> {
  const { id, manifest } = publishedSnapshots
  const [newest] = await db
    .select({ id, manifest })
    .from(publishedSnapshots)
    .orderBy(desc(publishedSnapshots.number))
    .limit(1)
  return newest
}

/** How many parts of a file are there. */
export async function countParts(db: Database, file: string): Promise<number> {
  const [found] = await db.select({ count: count() }).from(snapshotParts).where(eq(snapshotParts.file, file))
  return found!.count
}

/** Adds a part of a file, at most `PART_BYTES`; one that is there stays. */
export async function putPart(db: Database, file: string, part: number, bytes: Buffer): Promise<void> {
  await db
    .insert(snapshotParts)
    .values({ file, part, sha256: sha256Of(bytes), bytes })
    .onConflictDoNothing()
}

/**
 * The parts of a file in order, each as it was put there.
 * @throws Error when one is missing or damaged
 */
export async function* partsOf(db: Database, file: string, fileBytes: number): AsyncGenerator<Uint8Array> {
  for (let part = 0; part * PART_BYTES < fileBytes; part++) {
    const [found] = await db
      .select()
      .from(snapshotParts)
      .where(and(eq(snapshotParts.file, file), eq(snapshotParts.part, part)))
    if (!found) throw new Error(`part ${part} is missing`)
    if (sha256Of(found.bytes) !== found.sha256) throw new Error(`part ${part}: sha256 mismatch`)
    yield found.bytes
  }
}

/**
 * Makes a snapshot whose parts are all there the newest one, and removes what nobody needs any more.
 * @param filesOf the sha256 of each file that a manifest names
 */
export async function announce(
  db: Database,
  snapshot: Published,
  filesOf: (manifest: string) => readonly string[],
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`)
    const [{ number }] = (await tx
      .insert(publishedSnapshots)
      .values(snapshot)
      .returning({ number: publishedSnapshots.number })) as [{ number: number }]
    const kept = await tx
      .select()
      .from(publishedSnapshots)
      .orderBy(desc(publishedSnapshots.number))
      .limit(KEPT)
    await tx.delete(publishedSnapshots).where(lt(publishedSnapshots.number, kept.at(-1)?.number ?? number))
    const files = kept.flatMap(({ manifest }) => filesOf(manifest))
    await tx.delete(snapshotParts).where(sql`${snapshotParts.file} <> all(${sql.param(files)})`)
  })
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
