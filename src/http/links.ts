/** Signed links of this installation: how their tokens are made and opened, and the address that they begin with. */
import type { Context } from 'hono'
import { linkIdOf, readerOfLink } from '../db/readers.ts'
import { signingKey } from '../db/signing-key.ts'
import { NotFound } from '../errors.ts'
import { type Purpose, readToken, signToken } from '../signed-link.ts'
import type { Service } from './service.ts'

const keyOf = ({ db, randomId }: Service) => signingKey(db, () => Buffer.from(randomId() + randomId(), 'hex'))

/** A token for a link of this reader's. @throws NotFound when no reader has this id */
export async function readerToken(
  service: Service,
  purpose: Purpose,
  readerId: string,
  fields: readonly string[] = [],
): Promise<string> {
  const linkId = await linkIdOf(service.db, readerId)
  return signToken(await keyOf(service), purpose, [linkId, ...fields])
}

/** Whose link it is, and what it is about. @throws NotFound when it was not made here for this purpose, or was revoked */
export async function readerOfToken(
  service: Service,
  purpose: Purpose,
  token: string,
): Promise<{ readerId: string; fields: string[] }> {
  const [linkId, ...fields] = readToken(await keyOf(service), purpose, token) ?? []
  const readerId = linkId && (await readerOfLink(service.db, linkId))
  if (!readerId) throw new NotFound('this link does not lead anywhere, or not any more: take a new one')
  return { readerId, fields }
}

/** What links to this service begin with: as it was told, else as it was asked. No slash at the end. */
export function originOf(service: Service, c: Context): string {
  return service.publicUrl ?? new URL(c.req.url).origin
}
