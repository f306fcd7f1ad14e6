/** Tokens of the API, by their hashes. */
import { asc, eq } from 'drizzle-orm'
import type { AccessToken } from '../access-token.ts'
import { NotFound } from '../errors.ts'
import { accessTokens, type Database } from './schema.ts'
import { storable } from './text.ts'

/** @param hash of a new token: 64 hex digits, of which the first twelve become its id */
export async function putToken(db: Database, hash: string, name: string, now: Date): Promise<AccessToken> {
  const token = { id: hash.slice(0, 12), name: storable(name), createdAt: now }
  await db.insert(accessTokens).values({ ...token, hash })
  return token
}

/** Oldest first. */
export async function listTokens(db: Database): Promise<AccessToken[]> {
  const { id, name, createdAt } = accessTokens
  return db.select({ id, name, createdAt }).from(accessTokens).orderBy(asc(createdAt), asc(id))
}

/** Whether a token with this hash was made, and not revoked. */
export async function isToken(db: Database, hash: string): Promise<boolean> {
  return (await db.select().from(accessTokens).where(eq(accessTokens.hash, hash))).length > 0
}

/** @throws NotFound when there is none with this id */
export async function deleteToken(db: Database, id: string): Promise<void> {
  const gone = await db.delete(accessTokens).where(eq(accessTokens.id, id)).returning()
  if (gone.length === 0)
    throw new NotFound(`there is no token ${id}: \`npm run token -- list\` names those there are`)
}
