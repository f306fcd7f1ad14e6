/** Tokens of the API as the command and the page of settings see them; for the command, the service's door where one runs. */
import { randomBytes } from 'node:crypto'
import { type AccessToken, newToken, tokenHash } from './access-token.ts'
import { deleteToken, listTokens, putToken } from './db/access-tokens.ts'
import type { Database } from './db/schema.ts'
import { signingKey } from './db/signing-key.ts'
import { makeOperatorKey } from './operator-key.ts'

const SIGNING_KEY_BYTES = 32

export interface Tokens {
  /** @returns the token itself, which can't be had again */
  make(name: string): Promise<AccessToken & { readonly token: string }>
  /** Oldest first. */
  list(): Promise<AccessToken[]>
  /** @throws NotFound when there is none with this id */
  revoke(id: string): Promise<void>
  /** @returns what opens the page where all this is done too, for a quarter of an hour */
  pageKey(): Promise<string>
}

export function tokensIn(db: Database, now: () => Date): Tokens {
  return {
    async make(name) {
      const token = newToken()
      return { ...(await putToken(db, tokenHash(token), name, now())), token }
    },
    list: () => listTokens(db),
    revoke: (id) => deleteToken(db, id),
    async pageKey() {
      const key = await signingKey(db, () => randomBytes(SIGNING_KEY_BYTES))
      return makeOperatorKey(key, 'operator link', now())
    },
  }
}
