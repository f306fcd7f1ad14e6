/**
 * The key that signs links (signed-link.ts), made when it is first needed.
 *
 * It stands in the database because all nodes on one Postgres must agree on it, and because a link
 * in a mail has to outlive a machine. Whoever can read it can read every reader's row anyway.
 */
import { type Database, signingKeys } from './schema.ts'

/**
 * @param fresh 32 bytes that can't be guessed, used if there is no key yet
 * @returns 32 bytes; of several processes that make the first one, all get the same
 */
export async function signingKey(db: Database, fresh: () => Uint8Array): Promise<Uint8Array> {
  const stored = async () => (await db.select().from(signingKeys))[0]?.key
  const known = await stored()
  if (known) return known
  await db.insert(signingKeys).values({ key: fresh() }).onConflictDoNothing()
  return (await stored())!
}
