/** Who may call the API, where the operator wants tokens for it. */
import type { MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { bearerOf, tokenHash } from '../access-token.ts'
import { isToken } from '../db/access-tokens.ts'
import type { Service } from './service.ts'

const READER_PATH = /^\/v1\/readers(?:\/|$)/

/**
 * Lets a call through that has a token which was not revoked.
 *
 * What a page of ours fetches for itself needs none, as long as it is nobody's own: the map's points.
 * Whoever pretends to be a page gets what the pages show anyway.
 */
export function requireToken({ db }: Service): MiddlewareHandler {
  return async (c, next) => {
    const reads = ['GET', 'HEAD'].includes(c.req.method)
    const ofPage = c.req.header('Sec-Fetch-Site') === 'same-origin'
    if (reads && ofPage && !READER_PATH.test(c.req.path)) return next()
    const token = bearerOf(c.req.header('Authorization'))
    if (token && (await isToken(db, tokenHash(token)))) return next()
    c.header(
      'WWW-Authenticate',
      token ? 'Bearer realm="Kindred", error="invalid_token"' : 'Bearer realm="Kindred"',
    )
    throw new HTTPException(401, {
      message: token
        ? 'this token was never made here, or was revoked: make another with `npm run token -- make NAME`'
        : 'send a token, with the header Authorization: Bearer TOKEN; `npm run token -- make NAME` makes one',
    })
  }
}
