/**
 * Cursors: where a page of a list ended, as an opaque text.
 *
 * A ranked list's cursor also names the snapshot and the question it belongs to, so it can't
 * quietly go on in another list: a replaced snapshot makes it expire, another question is refused.
 */
import { z } from 'zod'
import { Expired, InvalidInput } from '../errors.ts'

/** A part of a list: what to skip, and how many to take. */
export interface Window {
  readonly offset: number
  readonly limit: number
}

const RankedCursor = z.tuple([z.literal('r'), z.string(), z.string(), z.int().min(1).max(1_000_000)])

/** Deepest rank that a list is paged to; who has read a thousand papers down a ranking wants another question. */
export const DEPTH_MAX = 1_000

/** @throws InvalidInput when it is no cursor of ours, or of another list */
export function decodeCursor<T>(cursor: string, schema: z.ZodType<T>): T {
  let json: unknown
  try {
    json = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    throw new InvalidInput('cursor is not one that we gave out', 'cursor')
  }
  const parsed = schema.safeParse(json)
  if (!parsed.success) throw new InvalidInput('cursor is not one that this list gave out', 'cursor')
  return parsed.data
}

export function encodeCursor(parts: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/**
 * What a ranked list was asked for, without page and size, in a few characters: enough to tell a cursor that got into
 * another list by mistake. Nothing is gained by forging one, so it need not take the 10 µs of a sha256.
 *
 * Source: FNV-1a, 32 bits, https://datatracker.ietf.org/doc/html/draft-eastlake-fnv
 */
export function questionHash(question: unknown): string {
  const text = JSON.stringify(question)
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(36)
}

/**
 * The window that a request asks for.
 *
 * @throws Expired when the cursor's snapshot is not the current one any more
 * @throws InvalidInput when the cursor belongs to another question
 */
export function windowOf(
  cursor: string | undefined,
  limit: number,
  snapshotId: string,
  question: string,
): Window {
  if (cursor === undefined) return { offset: 0, limit }
  const [, snapshot, asked, offset] = decodeCursor(cursor, RankedCursor)
  if (asked !== question)
    throw new InvalidInput('cursor belongs to another question; repeat the call that it came from', 'cursor')
  if (snapshot !== snapshotId)
    throw new Expired('the cursor expired: the collection was rebuilt since; start again without a cursor')
  return { offset, limit }
}

/** How many of the best to compute for a window: whole steps, so that pages of one list come from one computation. */
export function depthOf({ offset, limit }: Window): number {
  return offset + limit < 100 ? 100 : DEPTH_MAX
}

export function nextCursor(snapshotId: string, question: string, offset: number): string {
  return encodeCursor(['r', snapshotId, question, offset])
}
