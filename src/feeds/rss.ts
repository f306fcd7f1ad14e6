/** A feed as RSS 2.0. Source: https://www.rssboard.org/rss-specification */
import type { Feed, FeedEntry } from './document.ts'
import { element, escapeMarkup, escapeTwoWays } from './markup.ts'

const text = (name: string, value: string) => element(name, {}, escapeMarkup(value))
const plain = (name: string, value: string) => element(name, {}, escapeTwoWays(value))
/** RFC 822 with a year of four digits, `Mon, 10 Nov 2025 00:00:00 GMT`. */
const moment = (name: string, at: Date) => text(name, at.toUTCString())

export function rssFeed(feed: Feed): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">',
    '<channel>',
    plain('title', feed.title),
    text('link', feed.pageUrl),
    plain('description', feed.description),
    text('language', 'en'),
    moment('lastBuildDate', feed.updatedAt),
    text('generator', 'Kindred'),
    element('atom:link', { rel: 'self', type: 'application/rss+xml', href: feed.selfUrl }),
    ...feed.entries.map(item),
    '</channel>',
    '</rss>',
    '',
  ].join('\n')
}

function item({ id, title, url, publishedAt, updatedAt, authors, categories, html }: FeedEntry): string {
  const parts = [
    plain('title', title),
    text('link', url),
    element('guid', { isPermaLink: 'false' }, escapeMarkup(id)),
    moment('pubDate', publishedAt ?? updatedAt),
    // RSS's own author is a mail address, which nobody gave us.
    ...authors.map((name) => plain('dc:creator', name)),
    ...categories.map((name) => plain('category', name)),
    text('description', html),
  ]
  return element('item', {}, `\n${parts.join('\n')}\n`)
}
