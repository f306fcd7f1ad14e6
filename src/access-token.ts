/** A token of the API: shown once, kept as its hash. */
import { createHash, randomBytes } from 'node:crypto'

/** By which secret scanners and people know it. */
const PREFIX = 'kindred_'
const SECRET_BYTES = 32

export interface AccessToken {
  /** 12 hex digits; no secret. */
  readonly id: string
  /** Who or what it is for. */
  readonly name: string
  readonly createdAt: Date
}

/** @returns the token, which nobody can guess, and so its sha256 is as good a secret without salt or stretching */
export function newToken(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64url')
}

/** sha256 as 64 hex digits: what is kept and looked up. How long that takes tells nothing of the token. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** The token of an `Authorization` header; undefined where it holds none. Source: RFC 6750, https://www.rfc-editor.org/rfc/rfc6750 */
export function bearerOf(header: string | undefined): string | undefined {
  return /^Bearer +([\w~+/.-]{1,200}=*)$/i.exec(header ?? '')?.[1]
}
