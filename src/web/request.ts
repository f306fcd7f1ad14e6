/** From what a browser sent to values that pages can trust. */
import type { Context } from 'hono'
import { z } from 'zod'
import { InvalidInput } from '../errors.ts'
import { Cursor, Day } from '../http/contract.ts'
import { parseMode, QUERY_LENGTH_MAX } from '../http/routes/search.ts'

export const PAGE_SIZE = 20

const Query = z.object({
  q: z
    .string()
    .trim()
    .max(QUERY_LENGTH_MAX, `is longer than ${QUERY_LENGTH_MAX.toLocaleString('en')} characters`)
    .optional(),
  mode: z.string().optional().transform(parseMode),
  exact: z.string().optional().transform(Boolean),
  from: Day.optional(),
  to: Day.optional(),
  topic: z.string().max(20).optional(),
  cursor: Cursor.optional(),
})

/** Of a list of recommendations. */
export const ListId = z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hex digits')

/** A form sends its empty fields too; an empty one is one that was not filled in. Unknown ones are no page's business. */
export function queryOf(c: Context): z.infer<typeof Query> {
  const filled = Object.entries(c.req.query()).filter(([, value]) => value.trim() !== '')
  return checked(Query, Object.fromEntries(filled))
}

/** @throws InvalidInput naming the field */
export function checked<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue!.path.join('.')
  throw new InvalidInput(`${field} ${issue!.message}`.trim(), field || undefined)
}

/** A path of ours with what was asked there; what is undefined is left out. */
export function hrefTo(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}

/** Where the browser is now: path and query, without what names another site. */
export function herePath(c: Context): string {
  const { pathname, search } = new URL(c.req.url)
  return localPath(pathname + search) ?? '/'
}

const HERE = 'http://here.invalid'

/**
 * A path on this site, made safe to redirect to; undefined for anything that leads elsewhere.
 *
 * `//host`, `/\host` and a tab between the slashes all lead to another site, so what counts is
 * where a URL parser ends up, and it is that parser's result that is sent.
 */
export function localPath(text: string): string | undefined {
  if (!text.startsWith('/') || !URL.canParse(text, HERE)) return undefined
  const { origin, pathname, search } = new URL(text, HERE)
  if (origin !== HERE || pathname.startsWith('//')) return undefined
  return pathname + search
}
