/** From what a feed holds to a document of addresses, and to an answer that need not be sent twice. */
import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { lastChangeAt, papersById, storedAt } from '../db/papers.ts'
import { atomFeed } from '../feeds/atom.ts'
import { FEED_TYPES, type Feed, type FeedEntry, type FeedFormat, urnOf } from '../feeds/document.ts'
import { jsonFeed } from '../feeds/json-feed.ts'
import { escapeMarkup } from '../feeds/markup.ts'
import { rssFeed } from '../feeds/rss.ts'
import type { Library } from '../library.ts'
import type { Paper } from '../paper.ts'
import { installationName, originOf } from './links.ts'
import type { Service } from './service.ts'

/** What a feed holds: papers as rows, and why they are in it. */
export interface Draft {
  /** Names the feed among all of this installation, for ever. */
  readonly name: readonly string[]
  readonly title: string
  readonly description: string
  /** Path of the page that shows the same. */
  readonly page: string
  /** When something that it is made of last changed, beside the papers. */
  readonly changedAt?: Date
  /** In order, each row once. */
  readonly entries: readonly { readonly row: number; readonly reasons?: readonly string[] }[]
}

const WRITERS: Readonly<Record<FeedFormat, (feed: Feed) => string>> = {
  atom: atomFeed,
  rss: rssFeed,
  json: jsonFeed,
}

const CACHE = {
  /** A daily list changes a few times a day. */
  public: 'public, max-age=600',
  /** Whoever it passes must not keep it. */
  private: 'private, no-cache',
}

/**
 * Answers a feed, or 304 to who has it.
 *
 * A private one goes by its ETag alone: what a reader takes back changes it and leaves no time behind.
 */
export async function sendFeed(
  service: Service,
  c: Context,
  library: Library,
  draft: Draft,
  options: { format: FeedFormat; visibility: keyof typeof CACHE },
): Promise<Response> {
  return sendDocument(c, await feedOf(service, c, library, draft), options)
}

/** The same of what is no list of papers. */
export function sendDocument(
  c: Context,
  feed: Feed,
  { format, visibility }: { format: FeedFormat; visibility: keyof typeof CACHE },
): Response {
  const body = WRITERS[format](feed)
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  c.header('ETag', etag)
  c.header('Cache-Control', CACHE[visibility])
  if (visibility === 'public') c.header('Last-Modified', feed.updatedAt.toUTCString())
  else c.header('X-Robots-Tag', 'noindex')
  const lastModified = visibility === 'public' ? feed.updatedAt : undefined
  if (isKnown(c, etag, lastModified)) return c.body(null, 304)
  return c.body(body, 200, { 'Content-Type': `${FEED_TYPES[format]}; charset=utf-8` })
}

/** Whether the caller has this document. Source: RFC 9110, section 13, https://www.rfc-editor.org/rfc/rfc9110#section-13 */
function isKnown(c: Context, etag: string, lastModified: Date | undefined): boolean {
  const tags = c.req.header('If-None-Match')
  if (tags !== undefined)
    return tags.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')))
  const since = Date.parse(c.req.header('If-Modified-Since') ?? '')
  // A header has whole seconds.
  return lastModified !== undefined && Math.floor(lastModified.getTime() / 1000) * 1000 <= since
}

async function feedOf(service: Service, c: Context, library: Library, draft: Draft): Promise<Feed> {
  const { db } = service
  const head = await headOf(service, c, draft)
  const origin = originOf(service, c)
  const ids = draft.entries.map(({ row }) => library.cards[row]!.id)
  // One merged since the snapshot was made is told again by the next, under the id that it has now.
  const papers = new Map((await papersById(db, ids)).map((paper) => [paper.id, paper]))
  const undated = ids.filter((id) => papers.get(id) && !papers.get(id)!.publishedOn)
  const stored = await storedAt(db, undated)
  const changedAt = (await lastChangeAt(db, library.manifest.corpus.revision)) ?? new Date(0)
  return {
    ...head,
    updatedAt: draft.changedAt && draft.changedAt > changedAt ? draft.changedAt : changedAt,
    entries: draft.entries.flatMap(({ row, reasons = [] }) => {
      const card = library.cards[row]!
      const paper = papers.get(card.id)
      if (!paper) return []
      return entryOf(paper, reasons, { origin, sourceUrl: card.url, storedAt: stored.get(card.id) })
    }),
  }
}

/** What a feed says of itself. */
export async function headOf(
  service: Service,
  c: Context,
  { name, title, description, page }: Pick<Draft, 'name' | 'title' | 'description' | 'page'>,
) {
  const origin = originOf(service, c)
  return {
    id: urnOf(`feed ${await installationName(service)} ${name.join(' ')}`),
    title,
    description,
    selfUrl: origin + new URL(c.req.url).pathname,
    pageUrl: origin + page,
  }
}

function entryOf(
  paper: Paper,
  reasons: readonly string[],
  { origin, sourceUrl, storedAt }: { origin: string; sourceUrl?: string; storedAt?: Date },
): FeedEntry {
  const { id, title, abstract, publishedOn, categories = [] } = paper
  const publishedAt = publishedOn === undefined ? undefined : new Date(`${publishedOn}T00:00:00Z`)
  const paragraphs = [...reasons.map((reason) => `<em>${escapeMarkup(reason)}</em>`)]
  for (const text of abstract.split(/\n\s*\n/)) if (text.trim()) paragraphs.push(escapeMarkup(text.trim()))
  return {
    id: urnOf(`paper ${id}`),
    title,
    url: `${origin}/papers/${id}`,
    sourceUrl,
    publishedAt,
    // What an entry says does not change with its rank or its comments, so neither does its time.
    updatedAt: publishedAt ?? storedAt ?? new Date(0),
    authors: authorsOf(paper),
    categories,
    html: paragraphs.map((text) => `<p>${text}</p>`).join('\n'),
  }
}

/** A daily list tells how many there are, or for whom they work. */
function authorsOf({ authors, organisation, authorCount }: Paper): readonly string[] {
  if (authors && authors.length > 0) return authors
  if (organisation) return [organisation]
  return authorCount ? [`${authorCount} author${authorCount === 1 ? '' : 's'}`] : []
}
