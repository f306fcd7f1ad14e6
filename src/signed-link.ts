/**
 * Links that carry their own permission, for where no cookie goes: a feed reader, a mail.
 *
 * A token is its fields and an HMAC-SHA256 over them and over what it is for, so a token for a feed
 * opens nothing but that feed. It never holds a reader's id, which would make everybody who sees the
 * link that reader, but the reader's link id, which can be replaced: then no link of before works.
 *
 * Source: RFC 2104, https://www.rfc-editor.org/rfc/rfc2104
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a link is for. A new purpose is a new word; the words are part of every signature, so none may change. */
export type Purpose =
  | 'name'
  | 'recommendations feed'
  | 'search feed'
  | 'confirm digest'
  | 'stop digest'
  | 'say of a paper'
  | 'operator link'
  | 'operator cookie'

const FIELD = /^[0-9A-Za-z_-]+$/
/** Longer than any of ours, so that nobody makes us hash a megabyte. */
const LENGTH_MAX = 400

/**
 * @param key of the installation, 32 bytes
 * @param fields letters, digits, `_` and `-`; what the link is about, in an order of the purpose's own
 * @returns `field.field.signature`, fit for a path
 */
export function signToken(key: Uint8Array, purpose: Purpose, fields: readonly string[]): string {
  const wrong = fields.find((field) => !FIELD.test(field))
  if (wrong !== undefined) throw new RangeError(`${JSON.stringify(wrong)} can't be a field of a link`)
  return [...fields, signatureOf(key, purpose, fields)].join('.')
}

/** The fields of a token; undefined unless it was signed by this key for this purpose. Takes as long for a wrong signature as for the right one. */
export function readToken(key: Uint8Array, purpose: Purpose, token: string): string[] | undefined {
  if (token.length > LENGTH_MAX) return undefined
  const fields = token.split('.')
  const given = Buffer.from(fields.pop()!)
  const expected = Buffer.from(signatureOf(key, purpose, fields))
  return given.length === expected.length && timingSafeEqual(given, expected) ? fields : undefined
}

/** Neither a purpose nor a field holds NUL or a dot, so no two things to sign are one text. */
function signatureOf(key: Uint8Array, purpose: Purpose, fields: readonly string[]): string {
  return createHmac('sha256', key)
    .update(`${purpose}\0${fields.join('.')}`)
    .digest('base64url')
}
