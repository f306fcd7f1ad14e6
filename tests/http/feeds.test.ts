import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { paperId } from '../../src/paper.ts'
import { onEveryStore, temporaryFolder } from '../support/databases.ts'
import { problemsOfAtom, problemsOfJsonFeed, problemsOfRss } from '../support/feed-validator.ts'
import { callApp, openTestService, samplePapers, type TestService } from '../support/service.ts'

const RULES = { atom: problemsOfAtom, rss: problemsOfRss, json: problemsOfJsonFeed }
const TYPES = {
  atom: 'application/atom+xml; charset=utf-8',
  rss: 'application/rss+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
}
type Format = keyof typeof RULES
const FORMATS = Object.keys(RULES) as Format[]
const NASTY = '<script>alert("a")</script> ]]> $x<y$ & \u0001 agents'

interface Item {
  readonly id: string
  readonly url: string
  readonly title: string
  readonly content_html: string
  readonly date_published: string
}

onEveryStore('feeds', (kind) => {
  const folder = temporaryFolder()
  let test: TestService
  let reader: string
  let topic: string
  const liked = paperId('PAL: Program-aided Language Models')
  beforeAll(async () => {
    const undated = { title: 'A paper without a day', abstract: '', aliases: [] }
    const nasty = { title: NASTY, abstract: NASTY, authors: [NASTY], publishedOn: '2025-11-10', aliases: [] }
    test = await openTestService(folder, [...(await samplePapers()), nasty, undated], { kind })
    reader = await newReader()
    topic = (await test.call('/v1/topics?limit=1')).json.topics[0].id
  })
  afterAll(() => test.close())

  const get = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const answer = await test.app.request(path, { headers, method })
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
  const items = async (path: string): Promise<Item[]> => JSON.parse((await get(`${path}.json`)).text).items
  const call = async (path: string, method = 'GET', body?: object) =>
    (await test.call(path, { method, body })).json
  const newReader = async () => (await call('/v1/readers', 'POST', { name: 'Ada' })).id as string
  const react = (paper: string, said: string, of = reader) =>
    call(`/v1/readers/${of}/reactions/${paper}`, 'PUT', { kind: said })
  const path = (url: string) => new URL(url).pathname.replace(/\.\w+$/, '')
  const own = async (of = reader) => path((await call(`/v1/readers/${of}/feeds`)).recommendations.atom)
  const ownSearch = async (body: object) => {
    const { id } = await call(`/v1/readers/${reader}/searches`, 'POST', body)
    const { searches } = await call(`/v1/readers/${reader}/feeds`)
    return path(searches.find((search: { id: string }) => search.id === id).atom)
  }
  const publicFeeds = () => ['/feeds/today', `/feeds/topics/${topic}`, `/feeds/similar/${liked}`]

  it('are valid in each format, each with its type', async () => {
    await react(liked, 'like')
    for (const feed of [...publicFeeds(), await ownSearch({ q: 'agents' }), await own()]) {
      for (const format of FORMATS) {
        const { status, headers, text } = await get(`${feed}.${format}`)
        expect([feed, status, headers.get('Content-Type')]).toEqual([feed, 200, TYPES[format]])
        expect(RULES[format](text, `http://localhost${feed}.${format}`), feed).toEqual([])
        expect(text).not.toContain(reader)
      }
      expect((await items(feed)).length, feed).toBeGreaterThan(3)
    }
  })

  it('tell the newest papers, each once', async () => {
    const { papers } = (await test.call('/v1/papers?limit=30')).json
    const found = await items('/feeds/today')
    expect(found.map(({ title }) => title.slice(0, 7)).toSorted()).toEqual(
      papers.map(({ title }: { title: string }) => title.slice(0, 7)).toSorted(),
    )
    const days = found.map(({ date_published }) => date_published)
    expect(days).toEqual(days.toSorted().reverse())
    expect(found.map(({ title }) => title)).not.toContain('A paper without a day')
    const nasty = found.find(({ title }) => title.endsWith('agents'))!
    expect(nasty.title).toBe(NASTY.replace('\u0001', ''))
    expect(nasty.content_html).toContain('&lt;script&gt;')
  })

  it('give a paper the same id in every feed and format, whatever is liked', async () => {
    const before = new Map((await items('/feeds/today')).map(({ url, id }) => [url, id]))
    const shared = (await items(await own())).filter(({ url }) => before.has(url))
    expect(shared.length).toBeGreaterThan(3)
    for (const { url, id } of shared) expect(id).toBe(before.get(url))
    const atom = (await get('/feeds/today.atom')).text
    const rss = (await get('/feeds/today.rss')).text
    for (const id of before.values()) {
      expect(atom.split(`<id>${id}</id>`)).toHaveLength(2)
      expect(rss.split(`>${id}</guid>`)).toHaveLength(2)
    }
  })

  it('say why a paper is recommended, and drop what was said of', async () => {
    const stranger = await newReader()
    await react(liked, 'save', stranger)
    const feed = await own(stranger)
    const first = await items(feed)
    for (const { content_html } of first)
      expect(content_html).toContain(
        '<p><em>Because you saved PAL: Program-aided Language Models (100\u00a0%).',
      )
    const [{ url } = { url: '' }] = first
    await react(url.split('/').at(-1)!, 'dislike', stranger)
    const second = await items(feed)
    expect(second.map((item) => item.url)).not.toContain(url)
    // What stayed has kept its name.
    const names = new Map(first.map((item) => [item.url, item.id]))
    for (const item of second) if (names.has(item.url)) expect(item.id).toBe(names.get(item.url))
  })

  it('are what a search finds, with its mode and its filters', async () => {
    const found = await items(await ownSearch({ q: 'theorem proving', mode: 'keyword', to: '2025-11-09' }))
    const asked = await test.call('/v1/search?q=theorem+proving&mode=keyword&to=2025-11-09&limit=100')
    const ids = found.map(({ url }) => url.split('/').at(-1)!)
    expect(ids.toSorted()).toEqual(asked.json.papers.map(({ id }: { id: string }) => id).toSorted())
    expect(ids.length).toBeGreaterThan(0)
  })

  it('are not sent twice', async () => {
    for (const feed of publicFeeds()) {
      const { headers } = await get(`${feed}.atom`)
      const [etag, modified] = [headers.get('ETag')!, headers.get('Last-Modified')!]
      expect(headers.get('Cache-Control')).toBe('public, max-age=600')
      expect(modified).toBe('Mon, 10 Nov 2025 12:00:00 GMT')
      const later = { 'If-Modified-Since': modified }
      const earlier = { 'If-Modified-Since': 'Mon, 10 Nov 2025 11:59:59 GMT' }
      const known: Record<string, string>[] = [
        { 'If-None-Match': etag },
        { 'If-None-Match': `"x", W/${etag}` },
        later,
      ]
      for (const asked of known) {
        const again = await get(`${feed}.atom`, asked)
        expect([again.status, again.text, again.headers.get('ETag')]).toEqual([304, '', etag])
      }
      // A tag says more than a time.
      for (const asked of [{ 'If-None-Match': '"x"', ...later }, earlier, { 'If-Modified-Since': 'soon' }])
        expect((await get(`${feed}.atom`, asked)).status).toBe(200)
    }
  })

  it('answer HEAD as GET, without a body', async () => {
    const [whole, head] = [await get('/feeds/today.rss'), await get('/feeds/today.rss', {}, 'HEAD')]
    expect([head.status, head.text]).toEqual([200, ''])
    for (const name of ['ETag', 'Content-Type', 'Last-Modified', 'Cache-Control'])
      expect(head.headers.get(name)).toBe(whole.headers.get(name))
  })

  it('of one reader are kept by no cache, and go by their ETag alone', async () => {
    const { headers } = await get(`${await own()}.atom`)
    expect(headers.get('Cache-Control')).toBe('private, no-cache')
    expect(headers.get('X-Robots-Tag')).toBe('noindex')
    expect(headers.get('Last-Modified')).toBeNull()
    const since = { 'If-Modified-Since': 'Mon, 10 Nov 2125 12:00:00 GMT' }
    expect((await get(`${await own()}.atom`, since)).status).toBe(200)
    expect((await get(`${await own()}.atom`, { 'If-None-Match': headers.get('ETag')! })).status).toBe(304)
  })

  it('open by the link that was made for them, until it is taken back', async () => {
    const [mine, search] = [await own(), await ownSearch({ q: 'agents' })]
    const token = (feed: string) => feed.split('/').at(-1)!
    const foreign = [
      `/feeds/for/${token(search)}.atom`,
      `/feeds/searches/${token(mine)}.atom`,
      `${mine.slice(0, -1)}.atom`,
      `/feeds/for/${'0'.repeat(32)}.${token(mine).split('.')[1]}.atom`,
    ]
    for (const feed of foreign) expect((await get(feed)).status, feed).toBe(404)
    const feed = (await get(`${mine}.json`)).text
    expect((await test.call(`/v1/readers/${reader}/links`, { method: 'DELETE' })).status).toBe(204)
    expect((await get(`${mine}.json`)).status).toBe(404)
    expect((await get(`${search}.json`)).status).toBe(404)
    expect(await own()).not.toBe(mine)
    const entries = (text: string) => JSON.parse(text).items
    expect(entries((await get(`${await own()}.json`)).text)).toEqual(entries(feed))
  })

  it('of a search end with the search, and all of them with the reader', async () => {
    const gone = await newReader()
    const { id } = await call(`/v1/readers/${gone}/searches`, 'POST', { q: 'agents' })
    const { recommendations, searches } = await call(`/v1/readers/${gone}/feeds`)
    const status = async (url: string) => (await get(new URL(url).pathname)).status
    expect([await status(recommendations.rss), await status(searches[0].rss)]).toEqual([200, 200])
    await test.call(`/v1/readers/${gone}/searches/${id}`, { method: 'DELETE' })
    expect([await status(recommendations.rss), await status(searches[0].rss)]).toEqual([200, 404])
    await test.call(`/v1/readers/${gone}`, { method: 'DELETE' })
    expect(await status(recommendations.rss)).toBe(404)
    expect((await test.call(`/v1/readers/${gone}/feeds`)).status).toBe(404)
  })

  it('begin with the public address where one is set', async () => {
    const app = createApp({ ...test.service, publicUrl: 'https://kindred.example.org' })
    const text = await (await app.request('/feeds/today.atom')).text()
    expect(problemsOfAtom(text, 'https://kindred.example.org/feeds/today.atom')).toEqual([])
    expect(text).not.toContain('http://localhost')
    const { json: addresses } = await callApp(app, `/v1/readers/${reader}/feeds`)
    expect(addresses.recommendations.rss).toMatch(/^https:\/\/kindred\.example\.org\/feeds\/for\/.*\.rss$/)
  })

  it('are named by the pages that show the same', async () => {
    const pages = {
      '/': '/feeds/today',
      [`/topics/${topic}`]: `/feeds/topics/${topic}`,
      [`/papers/${liked}`]: `/feeds/similar/${liked}`,
    }
    for (const [page, feed] of Object.entries(pages)) {
      const { text } = await get(page, { Accept: 'text/html' })
      for (const format of FORMATS)
        expect(text).toContain(
          `<link rel="alternate" type="${TYPES[format].split(';')[0]}" href="${feed}.${format}"/>`,
        )
    }
  })

  it('tell a paper without a day by the day on which it came', async () => {
    const all = await items(await ownSearch({ q: 'a paper without a day', mode: 'keyword' }))
    expect(all.find(({ title }) => title === 'A paper without a day')).toMatchObject({
      date_published: '2025-11-10T12:00:00.000Z',
    })
  })

  it('leave no link in the log', async () => {
    const lines: string[] = []
    const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) })
    const app = createApp({ ...test.service, log })
    await app.request(`${await own()}.atom`)
    expect(lines.join()).toContain('"path":"/feeds/for/…"')
  })

  it('are not found, or refused, where there is none', async () => {
    const statuses = async (...paths: string[]) =>
      Promise.all(paths.map(async (asked) => (await get(asked)).status))
    expect(
      await statuses(
        '/feeds/topics/t00000000.atom',
        `/feeds/similar/${'0'.repeat(40)}.atom`,
        '/feeds/for/x.atom',
      ),
    ).toEqual([404, 404, 404])
    expect(
      await statuses('/feeds/today', '/feeds/today.xml', '/feeds/tomorrow.atom', '/feeds/similar/PAL.rss'),
    ).toEqual([400, 400, 400, 400])
  })

  it('tell all papers of the last seven days, and take up new ones without renaming the old', async () => {
    const before = await items('/feeds/today')
    // 40 papers on each of 12 December and 6 December; one the day before, which is out of the week.
    const many = (day: string, count: number) =>
      Array.from({ length: count }, (_, at) => ({
        title: `Paper ${at} of ${day}`,
        abstract: '',
        publishedOn: day,
        aliases: [],
      }))
    await test.save([...many('2025-12-12', 40), ...many('2025-12-06', 40), ...many('2025-12-05', 1)])
    await test.rebuild()
    const after = await items('/feeds/today')
    expect(after).toHaveLength(80)
    expect(after.at(-1)!.date_published).toBe('2025-12-06T00:00:00.000Z')
    await test.save(many('2025-12-13', 190))
    await test.rebuild()
    expect(await items('/feeds/today')).toHaveLength(200)
    const names = new Map(
      (await items(await ownSearch({ q: 'agents', to: '2025-11-10' }))).map(({ url, id }) => [url, id]),
    )
    const kept = before.filter(({ url }) => names.has(url))
    expect(kept.length).toBeGreaterThan(3)
    for (const { url, id } of kept) expect(names.get(url)).toBe(id)
  })
})
