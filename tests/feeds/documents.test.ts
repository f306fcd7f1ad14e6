import { describe, expect, it } from 'vitest'
import { atomFeed } from '../../src/feeds/atom.ts'
import { type Feed, type FeedEntry, urnOf } from '../../src/feeds/document.ts'
import { jsonFeed } from '../../src/feeds/json-feed.ts'
import { escapeMarkup } from '../../src/feeds/markup.ts'
import { rssFeed } from '../../src/feeds/rss.ts'
import { parseXml, problemsOfAtom, problemsOfJsonFeed, problemsOfRss } from '../support/feed-validator.ts'

const URL = 'https://kindred.example.org/feeds/today'
/** All that has broken a feed somewhere: markup, the end of CDATA, LaTeX, what XML can't hold, half a character. */
const NASTY = `<script>alert(1)</script> & "R&amp;D" ]]> $a<b$ \\alpha\u0000\u0001\u000b\ufffe\ud800 \u{1f600} 'x'`
const KEPT = `<script>alert(1)</script> & "R&amp;D" ]]> $a<b$ \\alpha \u{1f600} 'x'`

const entry = (more: Partial<FeedEntry> = {}): FeedEntry => ({
  id: urnOf('paper one'),
  title: 'One',
  url: 'https://kindred.example.org/papers/1',
  updatedAt: new Date('2025-11-10T00:00:00Z'),
  authors: [],
  categories: [],
  html: '<p>One.</p>',
  ...more,
})
const feed = (...entries: FeedEntry[]): Feed => ({
  id: urnOf('feed'),
  title: 'Today',
  description: 'What is new',
  selfUrl: URL,
  pageUrl: 'https://kindred.example.org/',
  updatedAt: new Date('2025-11-10T12:00:00Z'),
  entries,
})
const nasty = feed(
  entry({
    title: NASTY,
    sourceUrl: 'https://arxiv.org/abs/2511.1?a="<b>&c=]]>',
    publishedAt: new Date('2025-11-09T00:00:00Z'),
    authors: [NASTY, 'Ada'],
    categories: [NASTY],
    html: `<p>${escapeMarkup(NASTY)}</p>`,
  }),
  entry({ id: urnOf('paper two') }),
)
const named = (text: string, name: string) => {
  const all = (element: ReturnType<typeof parseXml>): string[] => [
    ...(element.name === name ? [element.text] : []),
    ...element.children.flatMap(all),
  ]
  return all(parseXml(text))
}

describe('a feed as a document', () => {
  it('is valid in each format, whatever a paper is called', () => {
    for (const written of [nasty, feed()]) {
      expect(problemsOfAtom(atomFeed(written), URL)).toEqual([])
      expect(problemsOfRss(rssFeed(written), URL)).toEqual([])
      expect(problemsOfJsonFeed(jsonFeed(written), URL)).toEqual([])
    }
  })

  it('says a title to the letter, but for what no XML can hold', () => {
    expect(named(atomFeed(nasty), 'title')).toEqual(['Today', KEPT, 'One'])
    expect(named(rssFeed(nasty), 'title')).toEqual(['Today', KEPT, 'One'])
    expect(JSON.parse(jsonFeed(nasty)).items[0].title).toBe(KEPT)
  })

  it('holds html as text, which says the paper’s own < as a letter', () => {
    const html = `<p>${escapeMarkup(KEPT)}</p>`
    expect(html).toContain('&lt;script&gt;')
    expect(named(atomFeed(nasty), 'content')[0]).toBe(html)
    expect(named(rssFeed(nasty), 'description')[1]).toBe(html)
    expect(JSON.parse(jsonFeed(nasty)).items[0].content_html).toBe(html)
  })

  it('writes dates as each format wants them', () => {
    expect(named(atomFeed(nasty), 'published')).toEqual(['2025-11-09T00:00:00.000Z'])
    expect(named(rssFeed(nasty), 'pubDate')[0]).toBe('Sun, 09 Nov 2025 00:00:00 GMT')
    expect(JSON.parse(jsonFeed(nasty)).items[0].date_published).toBe('2025-11-09T00:00:00.000Z')
  })

  it('names a thing by a UUID of version 8, the same one each time', () => {
    // printf 'paper one' | sha256sum | cut -c1-32, with the first digit of the third group, the version, set to 8.
    expect(urnOf('paper one')).toBe('urn:uuid:ae7ffd97-4e55-83be-ac6c-c0f0e458ba30')
    expect(urnOf('paper two')).not.toBe(urnOf('paper one'))
  })
})

describe('the rules of feeds', () => {
  it('find what is wrong', () => {
    const twice = feed(entry(), entry())
    expect(problemsOfAtom(atomFeed(twice), URL)).toContain('an id is there twice')
    expect(problemsOfRss(rssFeed(twice), URL)).toContain('an id is there twice')
    expect(problemsOfJsonFeed(jsonFeed(twice), URL)).toContain('an id is there twice')
    const relative = feed(entry({ url: '/papers/1' }))
    expect(problemsOfAtom(atomFeed(relative), URL)).toEqual(['/papers/1 is not absolute'])
    expect(problemsOfRss(rssFeed(relative), URL)).toEqual(['/papers/1 is not absolute'])
    expect(problemsOfJsonFeed(jsonFeed(relative), URL)).toEqual(['/papers/1 is not absolute'])
    const marked = feed(entry({ html: '<p onclick="x">One</p>' }))
    expect(problemsOfAtom(atomFeed(marked), URL)[0]).toContain('markup of a paper')
    expect(problemsOfAtom(atomFeed(feed(entry())), `${URL}.atom`)).toEqual([`self is not ${URL}.atom`])
    expect(
      problemsOfAtom(
        atomFeed(feed(entry())).replace('<updated>2025-11-10T12', '<updated>2025-11-10 12'),
        URL,
      ),
    ).toHaveLength(1)
    expect(problemsOfRss(rssFeed(feed(entry())).replace('Mon, 10', '10'), URL)).toHaveLength(1)
    for (const broken of ['<a>\u0001</a>', '<a>]]></a>', '<a>&nbsp;</a>', '<a><b></a>'])
      expect(() => parseXml(broken), broken).toThrow()
  })
})
