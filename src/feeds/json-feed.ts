/** A feed as JSON Feed 1.1. Source: https://www.jsonfeed.org/version/1.1/ */
import type { Feed, FeedEntry } from './document.ts'
import { allowed } from './markup.ts'

export function jsonFeed(feed: Feed): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: allowed(feed.title),
    home_page_url: feed.pageUrl,
    feed_url: feed.selfUrl,
    description: allowed(feed.description),
    language: 'en',
    items: feed.entries.map(item),
  })
}

function item({ id, title, url, sourceUrl, publishedAt, updatedAt, authors, categories, html }: FeedEntry) {
  return {
    id,
    url,
    external_url: sourceUrl,
    title: allowed(title),
    content_html: html,
    date_published: (publishedAt ?? updatedAt).toISOString(),
    date_modified: updatedAt.toISOString(),
    authors: authors.length > 0 ? authors.map((name) => ({ name: allowed(name) })) : undefined,
    tags: categories.length > 0 ? categories.map(allowed) : undefined,
  }
}
