/**
 * Who is reading: a reader whose id is sealed in a cookie, or somebody new.
 *
 * The id is all there is to being that reader, so whoever sees the cookie does not see the id, nobody can make up a
 * cookie, no script can read it and no other site sends it. It is made when somebody first says something of a paper,
 * never by looking.
 */
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { countOutside } from '../db/outside-papers.ts'
import { createReader, deleteReader, getReader, listReactions } from '../db/readers.ts'
import { NotFound } from '../errors.ts'
import { keyOf } from '../http/links.ts'
import type { Service } from '../http/service.ts'
import { POLARITY, REACTION_KINDS, type Reaction, type ReactionKind, saidOf } from '../reader.ts'
import { NONCE_BYTES, seal, unseal } from '../seal.ts'

const COOKIE = 'kindred_reader'
const PURPOSE = 'reader of the pages'
const FAVOURABLE = REACTION_KINDS.filter((kind) => POLARITY[kind] > 0)
const isFavourable = ({ kind }: Reaction) => POLARITY[kind] > 0
const YEAR_SECONDS = 365 * 24 * 3600

export interface Visitor {
  /** As the cookie says; a reader with reactions exists. */
  readonly id?: string
  /** Newest first. */
  readonly reactions: readonly Reaction[]
  /** What was said of a paper. */
  said(paperId: string): ReadonlySet<ReactionKind>
  /** Liked, saved or read papers of an imported library that the collection does not hold. */
  readonly outsideCount: number
  /** Whether anything speaks for papers alike, so that there is something to recommend. */
  readonly hasTaste: boolean
  /** Papers liked, saved or read. */
  readonly likes: number
}

export async function visitorOf(service: Service, c: Context): Promise<Visitor> {
  const id = await cookieId(service, c)
  const reactions = id ? await listReactions(service.db, id) : []
  const outsideCount = id ? await countOutside(service.db, id, FAVOURABLE) : 0
  return {
    id,
    reactions,
    said: saidOf(reactions),
    outsideCount,
    likes: outsideCount + new Set(reactions.filter(isFavourable).map(({ paperId }) => paperId)).size,
    hasTaste: outsideCount > 0 || reactions.some(isFavourable),
  }
}

/** The reader of the cookie; undefined for somebody new, or one who was deleted meanwhile. */
export async function knownReader(service: Service, c: Context): Promise<string | undefined> {
  const id = await cookieId(service, c)
  if (!id) return undefined
  try {
    return (await getReader(service.db, id)).id
  } catch (error) {
    if (error instanceof NotFound) return undefined
    throw error
  }
}

/** The reader of the cookie, or a new one. */
export async function readerFor(service: Service, c: Context): Promise<string> {
  const known = await knownReader(service, c)
  return known ?? (await createReader(service.db, 'from the pages', service.now(), service.randomId())).id
}

/** Remembers the reader for a year from now. */
export async function remember(service: Service, c: Context, id: string): Promise<void> {
  setCookie(c, COOKIE, await sealReader(service, id), {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    maxAge: YEAR_SECONDS,
    secure: isSecure(c),
  })
}

/** Deletes the reader of the cookie, with all that we hold of them, and the cookie. */
export async function forgetReader(service: Service, c: Context): Promise<void> {
  const reader = await knownReader(service, c)
  if (reader) await deleteReader(service.db, reader)
  deleteCookie(c, COOKIE, { path: '/', secure: isSecure(c) })
}

async function cookieId(service: Service, c: Context): Promise<string | undefined> {
  const value = getCookie(c, COOKIE)
  return value && unsealReader(service, value)
}

/** What the cookie holds for a reader; another each time. */
export async function sealReader(service: Service, id: string): Promise<string> {
  const nonce = Buffer.from(service.randomId(), 'hex').subarray(0, NONCE_BYTES)
  return seal(await keyOf(service), PURPOSE, id, nonce)
}

/** The reader in a cookie; undefined for one that was not made here. */
export async function unsealReader(service: Service, sealed: string): Promise<string | undefined> {
  return unseal(await keyOf(service), PURPOSE, sealed)
}

/** Whoever puts TLS before us says so in this header; who lies in it only locks their own cookie away. */
export function isSecure(c: Context): boolean {
  return c.req.header('X-Forwarded-Proto') === 'https' || new URL(c.req.url).protocol === 'https:'
}
