/**
 * What the W3C's feed rules and the specifications of the three formats ask of a feed, as far as it
 * can be told from the document: an empty list is a valid feed.
 *
 * Sources: RFC 4287; https://www.rssboard.org/rss-specification and /rss-profile;
 * https://www.jsonfeed.org/version/1.1/; https://validator.w3.org/feed/docs/
 */
import { SaxesParser } from 'saxes'

export interface Element {
  /** Without a prefix. */
  readonly name: string
  readonly namespace: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
  text: string
}

const ATOM = 'http://www.w3.org/2005/Atom'
const DC = 'http://purl.org/dc/elements/1.1/'
const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/
const RFC822 =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} (?:GMT|[+-]\d{4})$/

/** The document's root. @throws Error at the first thing that is not well-formed XML 1.0 with namespaces */
export function parseXml(text: string): Element {
  const parser = new SaxesParser({ xmlns: true })
  let root: Element | undefined
  const open: Element[] = []
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ local, uri, attributes }) => {
    const values = Object.values(attributes).map(({ name, value }) => [name, value] as const)
    const element: Element = {
      name: local,
      namespace: uri,
      attributes: Object.fromEntries(values),
      children: [],
      text: '',
    }
    open.at(-1)?.children.push(element)
    root ??= element
    open.push(element)
  })
  parser.on('text', (more) => {
    const element = open.at(-1)
    if (element) element.text += more
  })
  parser.on('closetag', () => void open.pop())
  parser.write(text).close()
  return root!
}

const named = (element: Element, name: string, namespace = element.namespace) =>
  element.children.filter((child) => child.name === name && child.namespace === namespace)
const isAbsolute = (url: string | undefined) => /^https?:\/\/[^/]/.test(url ?? '') && URL.canParse(url!)
const isMoment = (text: string, pattern: RegExp) => pattern.test(text) && !Number.isNaN(Date.parse(text))

/** Collects what is wrong. */
class Problems {
  readonly found: string[] = []
  unless(holds: boolean, problem: string): void {
    if (!holds) this.found.push(problem)
  }
  once(parent: Element, ...names: string[]): void {
    for (const name of names)
      this.unless(named(parent, name).length === 1, `${parent.name} has not one ${name}`)
  }
  atMostOnce(parent: Element, except: readonly string[]): void {
    for (const { name } of parent.children)
      if (!except.includes(name))
        this.unless(named(parent, name).length <= 1, `${parent.name} has several ${name}`)
  }
  only(parent: Element, namespace: string, ...names: string[]): void {
    for (const child of parent.children)
      if (child.namespace === namespace)
        this.unless(names.includes(child.name), `${parent.name} has an unknown ${child.name}`)
  }
  unique(ids: readonly string[]): void {
    this.unless(new Set(ids).size === ids.length, 'an id is there twice')
    for (const id of ids) this.unless(/^urn:uuid:[0-9a-f-]{36}$/.test(id), `${id} is no URN`)
  }
  /** Nothing but the marks that our own entries have: whatever else is written with < would be markup of a paper. */
  safe(html: string): void {
    const rest = html.replace(/<\/?(?:p|em)>/g, '')
    this.unless(!/[<>]/.test(rest), `markup of a paper in ${html.slice(0, 200)}`)
    this.unless(!/&(?!(?:amp|lt|gt|quot);)/.test(html), `a bare & in ${html.slice(0, 200)}`)
  }
}

export function problemsOfAtom(text: string, url: string): string[] {
  const problems = new Problems()
  const feed = parseXml(text)
  const moment = (parent: Element, name: string) => {
    for (const { text: at } of named(parent, name))
      problems.unless(isMoment(at, RFC3339), `${at} is no RFC 3339 date`)
  }
  const links = (parent: Element) => {
    const all = named(parent, 'link').map(({ attributes }) => attributes)
    for (const { href } of all) problems.unless(isAbsolute(href), `${href} is not absolute`)
    const alternates = all.filter(({ rel = 'alternate' }) => rel === 'alternate')
    problems.unless(alternates.length === 1, `${parent.name} has not one alternate`)
    return all
  }
  problems.unless(feed.name === 'feed' && feed.namespace === ATOM, 'the root is no Atom feed')
  problems.once(feed, 'id', 'title', 'updated')
  problems.atMostOnce(feed, ['author', 'category', 'link', 'entry'])
  problems.only(feed, ATOM, 'id', 'title', 'subtitle', 'updated', 'author', 'generator', 'link', 'entry')
  moment(feed, 'updated')
  const self = links(feed).filter(({ rel }) => rel === 'self')
  problems.unless(self.length === 1 && self[0]!.href === url, `self is not ${url}`)
  const entries = named(feed, 'entry')
  for (const entry of entries) {
    problems.once(entry, 'id', 'title', 'updated', 'content')
    problems.atMostOnce(entry, ['author', 'category', 'link'])
    problems.only(
      entry,
      ATOM,
      ...['id', 'title', 'link', 'published', 'updated', 'author', 'category', 'content'],
    )
    problems.unless(named(entry, 'title')[0]!.text.trim() !== '', 'a title is empty')
    moment(entry, 'updated')
    moment(entry, 'published')
    links(entry)
    for (const { attributes, text: html } of named(entry, 'content')) {
      problems.unless(attributes.type === 'html', 'content is no html')
      problems.safe(html)
    }
    for (const { attributes } of named(entry, 'category'))
      problems.unless(Boolean(attributes.term), 'a category has no term')
  }
  for (const author of [feed, ...entries].flatMap((element) => named(element, 'author')))
    problems.unless(named(author, 'name')[0]?.text.trim() !== '', 'an author has no name')
  problems.unless(
    named(feed, 'author').length > 0 || entries.every((entry) => named(entry, 'author').length > 0),
    'nobody is the author',
  )
  problems.unique([feed, ...entries].flatMap((element) => named(element, 'id').map((id) => id.text)))
  return problems.found
}

export function problemsOfRss(text: string, url: string): string[] {
  const problems = new Problems()
  const rss = parseXml(text)
  const channel = named(rss, 'channel')[0]!
  problems.unless(rss.name === 'rss' && rss.attributes.version === '2.0', 'the root is no RSS 2.0')
  problems.once(rss, 'channel')
  problems.once(channel, 'title', 'link', 'description')
  problems.only(
    channel,
    '',
    ...['title', 'link', 'description', 'language', 'lastBuildDate', 'generator', 'item'],
  )
  problems.atMostOnce(channel, ['item', 'link'])
  for (const { text: at } of named(channel, 'lastBuildDate'))
    problems.unless(isMoment(at, RFC822), `${at} is no RFC 822 date`)
  const self = named(channel, 'link', ATOM).filter(({ attributes }) => attributes.rel === 'self')
  problems.unless(self.length === 1 && self[0]!.attributes.href === url, `self is not ${url}`)
  const items = named(channel, 'item')
  for (const item of items) {
    problems.once(item, 'title', 'link', 'guid', 'pubDate', 'description')
    problems.only(item, '', 'title', 'link', 'guid', 'pubDate', 'category', 'description')
    problems.only(item, DC, 'creator')
    problems.unless(isMoment(named(item, 'pubDate')[0]!.text, RFC822), 'no RFC 822 date')
    problems.unless(named(item, 'guid')[0]!.attributes.isPermaLink === 'false', 'a guid poses as a link')
    problems.safe(named(item, 'description')[0]!.text)
  }
  for (const link of [channel, ...items].flatMap((element) => named(element, 'link')))
    problems.unless(isAbsolute(link.text), `${link.text} is not absolute`)
  problems.unique(items.flatMap((item) => named(item, 'guid').map((guid) => guid.text)))
  return problems.found
}

export function problemsOfJsonFeed(text: string, url: string): string[] {
  const problems = new Problems()
  const feed = JSON.parse(text)
  problems.unless(feed.version === 'https://jsonfeed.org/version/1.1', 'no version')
  problems.unless(typeof feed.title === 'string' && feed.title !== '', 'no title')
  problems.unless(feed.feed_url === url, `feed_url is not ${url}`)
  problems.unless(isAbsolute(feed.home_page_url), 'home_page_url is not absolute')
  for (const item of feed.items) {
    for (const at of [item.date_published, item.date_modified])
      problems.unless(isMoment(at, RFC3339), `${at} is no RFC 3339 date`)
    problems.unless(isAbsolute(item.url), `${item.url} is not absolute`)
    problems.unless(item.external_url === undefined || isAbsolute(item.external_url), 'external_url')
    problems.unless(!item.authors || item.authors.every(({ name }: { name: string }) => name), 'an author')
    problems.safe(item.content_html)
  }
  problems.unique(feed.items.map(({ id }: { id: string }) => id))
  return problems.found
}
