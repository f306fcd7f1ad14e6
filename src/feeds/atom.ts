/** A feed as Atom. Source: RFC 4287, https://www.rfc-editor.org/rfc/rfc4287 */
import type { Feed, FeedEntry } from './document.ts'
import { element, escapeMarkup } from './markup.ts'

const text = (name: string, value: string) => element(name, {}, escapeMarkup(value))
const person = (name: string) => element('author', {}, text('name', name))

export function atomFeed(feed: Feed): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
    text('id', feed.id),
    text('title', feed.title),
    text('subtitle', feed.description),
    text('updated', feed.updatedAt.toISOString()),
    // Required where an entry has none.
    person('Kindred'),
    text('generator', 'Kindred'),
    element('link', { rel: 'self', type: 'application/atom+xml', href: feed.selfUrl }),
    element('link', { rel: 'alternate', type: 'text/html', href: feed.pageUrl }),
    ...feed.entries.map(entry),
    '</feed>',
    '',
  ].join('\n')
}

function entry({
  id,
  title,
  url,
  sourceUrl,
  publishedAt,
  updatedAt,
  authors,
  categories,
  html,
}: FeedEntry): string {
  const parts = [
    text('id', id),
    text('title', title),
    element('link', { rel: 'alternate', type: 'text/html', href: url }),
    sourceUrl && element('link', { rel: 'related', href: sourceUrl }),
    publishedAt && text('published', publishedAt.toISOString()),
    text('updated', updatedAt.toISOString()),
    ...authors.map(person),
    ...categories.map((term) => element('category', { term })),
    element('content', { type: 'html' }, escapeMarkup(html)),
  ]
  return element('entry', {}, `\n${parts.filter(Boolean).join('\n')}\n`)
}
