/** Signed links of this installation: how their tokens are made and opened, and the address that they begin with. */
import type { Context } from 'hono'
import { linkIdOf, readerOfLink } from '../db/readers.ts'
import { listSearches } from '../db/searches.ts'
import { signingKey } from '../db/signing-key.ts'
import { NotFound } from '../errors.ts'
import { inEachFormat } from '../feeds/document.ts'
import { type Purpose, readToken, signToken } from '../signed-link.ts'
import type { Service } from './service.ts'

const NOWHERE = 'this link does not lead anywhere, or not any more: take a new one'

/** The key of this installation, made when it is first needed. */
export const keyOf = ({ db, randomId }: Service) =>
  signingKey(db, () => Buffer.from(randomId() + randomId(), 'hex'))

/** A token for what has a link id of its own. */
export async function tokenFor(
  service: Service,
  purpose: Purpose,
  fields: readonly string[],
): Promise<string> {
  return signToken(await keyOf(service), purpose, fields)
}

/** What such a token is about. @throws NotFound when it was not made here for this purpose */
export async function fieldsOf(service: Service, purpose: Purpose, token: string): Promise<string[]> {
  const fields = readToken(await keyOf(service), purpose, token)
  if (!fields) throw new NotFound(NOWHERE)
  return fields
}

/** A token for a link of this reader's. @throws NotFound when no reader has this id */
export async function readerToken(
  service: Service,
  purpose: Purpose,
  readerId: string,
  fields: readonly string[] = [],
): Promise<string> {
  const linkId = await linkIdOf(service.db, readerId)
  return tokenFor(service, purpose, [linkId, ...fields])
}

/** Whose link it is, and what it is about. @throws NotFound when it was not made here for this purpose, or was revoked */
export async function readerOfToken(
  service: Service,
  purpose: Purpose,
  token: string,
): Promise<{ readerId: string; fields: string[] }> {
  const [linkId, ...fields] = await fieldsOf(service, purpose, token)
  const readerId = await readerOfLink(service.db, linkId!)
  if (!readerId) throw new NotFound(NOWHERE)
  return { readerId, fields }
}

/** Names this installation and no other, and gives nothing of its key away. */
export async function installationName(service: Service): Promise<string> {
  return tokenFor(service, 'name', [])
}

/** The addresses of a reader's own feeds, in each format. @throws NotFound when no reader has this id */
export async function readerFeeds(service: Service, origin: string, readerId: string) {
  const recommendations = await readerToken(service, 'recommendations feed', readerId)
  const searches = []
  for (const { id, name, q } of await listSearches(service.db, readerId)) {
    const token = await readerToken(service, 'search feed', readerId, [id])
    searches.push({ id, title: name ?? q, ...inEachFormat(`${origin}/feeds/searches/${token}`) })
  }
  return { recommendations: inEachFormat(`${origin}/feeds/for/${recommendations}`), searches }
}

/** What links to this service begin with: as it was told, else as it was asked. No slash at the end. */
export function originOf(service: Service, c: Context): string {
  return service.publicUrl ?? new URL(c.req.url).origin
}
