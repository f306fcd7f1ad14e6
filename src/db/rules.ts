/** Readers' rules in plain words. */
import { and, asc, eq } from 'drizzle-orm'
import { NotFound } from '../errors.ts'
import type { Rule } from '../reader.ts'
import { holdReader } from './readers.ts'
import { type Database, rules } from './schema.ts'
import { storable } from './text.ts'

/** Oldest first; empty for an unknown reader. */
export async function listRules(db: Database, readerId: string): Promise<Rule[]> {
  return db
    .select({ id: rules.id, text: rules.text })
    .from(rules)
    .where(eq(rules.readerId, readerId))
    .orderBy(asc(rules.createdAt), asc(rules.id))
}

/** Keeps a rule; one with this id that is there already stays as it is. @throws NotFound when there is no such reader */
export async function putRule(db: Database, readerId: string, rule: Rule, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await holdReader(tx, readerId)
    await tx
      .insert(rules)
      .values({ readerId, id: rule.id, text: storable(rule.text), createdAt: now })
      .onConflictDoNothing()
  })
}

/** @throws NotFound when the reader has no such rule */
export async function deleteRule(db: Database, readerId: string, id: string): Promise<void> {
  const gone = await db
    .delete(rules)
    .where(and(eq(rules.readerId, readerId), eq(rules.id, id)))
    .returning()
  if (gone.length === 0) throw new NotFound(`the reader has no rule ${id}`)
}
