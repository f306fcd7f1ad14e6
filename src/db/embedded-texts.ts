/**
 * What was computed of texts, by the text's hash and the model's fingerprint: for machines that share a
 * Postgres. A vector is a function of its text and the model, so a row once written is right for ever.
 */
import { and, asc, eq, gt, sql } from 'drizzle-orm'
import type { Paper } from '../paper.ts'
import { paperColumns, toPaper } from './papers.ts'
import { type Database, papers } from './schema.ts'
import { embeddedTexts } from './shared-tables.ts'

/** The vectors of one paper's text. */
export interface EmbeddedRow {
  /** Names the row in this database: from 1, with gaps, never used again. */
  readonly number: number
  /** D float32, little-endian. */
  readonly vector: Uint8Array
  /** (pieces × D) int8. */
  readonly pieces: Uint8Array
}

/** `piecesHash` of embed/paper-vectors.ts, as SQL: 32 hex digits. */
export const hashOfText = sql<string>`left(encode(sha256(
  convert_to(${papers.title}, 'UTF8') || '\\x00'::bytea || convert_to(${papers.abstract}, 'UTF8')), 'hex'), 32)`

/** All papers in order of id, read `batch` at a time, each with what was computed of it; without where nothing was. */
export async function* eachEmbedded(
  db: Database,
  model: string,
  options: { batch: number },
): AsyncGenerator<{ paper: Paper; embedded?: EmbeddedRow }> {
  for (let after = ''; ; ) {
    const rows = await db
      .select({ paper: paperColumns, hash: hashOfText })
      .from(papers)
      .where(gt(papers.id, after))
      .orderBy(asc(papers.id))
      .limit(options.batch)
    const embedded = await embeddedByHash(
      db,
      model,
      rows.map(({ hash }) => hash),
    )
    for (const { paper, hash } of rows) yield { paper: toPaper(paper), embedded: embedded.get(hash) }
    if (rows.length < options.batch) return
    after = rows.at(-1)!.paper.id
  }
}

/** By index. One statement for papers and vectors together may as well hash all papers for each batch. */
async function embeddedByHash(
  db: Database,
  model: string,
  hashes: readonly string[],
): Promise<Map<string, EmbeddedRow>> {
  const { hash, number, vector, pieces } = embeddedTexts
  const rows = await db
    .select({ hash, number, vector, pieces })
    .from(embeddedTexts)
    .where(and(eq(embeddedTexts.model, model), sql`${hash} = any(${sql.param(hashes)})`))
  return new Map(rows.map(({ hash: found, ...row }) => [found, row]))
}
