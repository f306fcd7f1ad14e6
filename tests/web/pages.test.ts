import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PaperRecord, paperId } from '../../src/paper.ts'
import { temporaryFolder } from '../support/databases.ts'
import { openTestService, samplePapers, type TestService } from '../support/service.ts'
import { type Browsing, browse } from './browse.ts'

const SCRIPT = '<script>alert(1)</script> & "quotes"'
const STRANGE: readonly PaperRecord[] = [
  {
    title: SCRIPT,
    abstract: '<img src=x onerror=alert(1)> in an abstract.\n\nSecond paragraph.',
    publishedOn: '2025-12-01',
    authors: ['Ada <b>Lovelace</b>', 'Émile 🚀'],
    authorCount: 2,
    aliases: ['arxiv:2512.00001', 'doi:10.1145/290941.291025'],
  },
  { title: 'Much talked of', abstract: '', publishedOn: '2025-11-28', commentCount: 40, aliases: [] },
  { title: 'Little talked of', abstract: '', publishedOn: '2025-11-28', commentCount: 1, aliases: [] },
  { title: 'لغة عربية 🚀', abstract: '', aliases: ['url:javascript:alert(1)'] },
]

describe('pages', () => {
  const folder = temporaryFolder()
  let open: TestService
  let visit: Browsing
  let sample: PaperRecord[]
  /** Id of the largest topic. */
  let largest: string
  beforeAll(async () => {
    sample = await samplePapers()
    open = await openTestService(folder, [...sample, ...STRANGE])
    visit = browse(open)
    const { json } = await open.call('/v1/topics')
    largest = json.topics[0].id
  })
  afterAll(() => open?.close())

  const titlesIn = (html: string) =>
    [...html.matchAll(/<h3 dir="auto"><a href="\/papers\/([0-9a-f]{40})/g)].map((m) => m[1]!)

  it('every page is whole, has one h1, and holds no script or style of its own', async () => {
    for (const path of [
      '/',
      '/search',
      '/search?q=planning',
      '/for-you',
      '/topics',
      '/trends',
      `/topics/${largest}`,
      `/papers/${paperId(SCRIPT)}`,
    ]) {
      const { status, html, headers } = await visit.get(path)
      expect.soft(status, path).toBe(200)
      expect.soft(headers.get('Content-Type'), path).toMatch(/^text\/html; charset=utf-8$/i)
      expect.soft(html, path).toMatch(/^<!doctype html><html lang="en">/)
      expect.soft(html.match(/<h1/g), path).toHaveLength(1)
      expect
        .soft(html, path)
        .not.toMatch(/<script(?! type="module" src="\/assets\/)|<style|<[^>]*\s(?:style|on\w+)=/i)
      expect.soft(html, path).not.toMatch(/<script[^>]*>[^<]/)
      expect.soft(html, path).toMatch(/<meta name="description" content="[^"]{10,}/)
      expect.soft(headers.get('Set-Cookie'), path).toBeNull()
    }
  })

  it('a stylesheet named by its hash may be kept for ever, and any other one for no time', async () => {
    const { html } = await visit.get('/')
    const path = /href="(\/assets\/style-[0-9a-f]{12}\.css)"/.exec(html)![1]!
    const { headers, status } = await visit.get(path)
    expect(status).toBe(200)
    expect(headers.get('Content-Type')).toMatch(/^text\/css/)
    expect(headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
    expect((await visit.get('/assets/style-000000000000.css')).headers.get('Cache-Control')).toBe('no-cache')
    expect((await visit.get('/favicon.svg')).headers.get('Content-Type')).toBe('image/svg+xml')
  })

  describe('the page of the day', () => {
    it('lists every paper once, newest first, over its pages', async () => {
      const seen: string[] = []
      let path: string | undefined = '/'
      while (path) {
        const { html } = await visit.get(path)
        seen.push(...titlesIn(html))
        path = /rel="next" href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
      }
      const { json } = await open.call('/v1/papers?limit=500')
      expect(seen).toEqual(json.papers.map((paper: { id: string }) => paper.id))
      expect(seen).toHaveLength(sample.length + STRANGE.length)
    })

    it('turns to any day, week or month, and begins there', async () => {
      const october = sample.filter(({ publishedOn }) => publishedOn?.startsWith('2025-10'))
      const { html } = await visit.get('/?date=2025-10-31&span=month')
      expect(html).toContain('<h1>October 2025</h1>')
      expect(titlesIn(html).slice(0, october.length).sort()).toEqual(
        october.map(({ title }) => paperId(title)).sort(),
      )
      expect(html).toContain('href="/?date=2025-09-01&amp;span=month">← Earlier month')
      // 2025-10-21 was a Tuesday: its week began on the 20th.
      const week = (await visit.get('/?date=2025-10-21&span=week')).html
      expect(week).toContain('<h1>20 to 26 October 2025</h1>')
      expect((await visit.get('/?date=2025-10-21&span=day')).html).toContain(
        '<h1>Tuesday, 21 October 2025</h1>',
      )
      expect((await visit.get('/?span=year')).status).toBe(400)
    })

    it('lists what is talked of apart from what is new, the API’s hottest with more comments than their age has', async () => {
      const { html } = await visit.get('/')
      const { json } = await open.call('/v1/trends/hot?limit=5')
      const talked = /id="talked-of".*?<\/section>/s.exec(html)![0]
      const hot = json.papers.filter(
        (one: { commentCount: number; expected: number }) => one.commentCount > one.expected,
      )
      expect(hot.length).toBeGreaterThan(0)
      expect([...talked.matchAll(/href="\/papers\/([0-9a-f]{40})"/g)].map((m) => m[1])).toEqual(
        hot.map((one: { id: string }) => one.id),
      )
    })

    it('leads where searches were before they had a page of their own', async () => {
      const { status, headers } = await visit.get('/?q=planning&mode=keyword')
      expect([status, headers.get('Location')]).toEqual([302, '/search?q=planning&mode=keyword'])
    })
  })

  describe('the search page', () => {
    it('searches for what was meant, says so, and searches for what was typed when told to', async () => {
      const { html } = await visit.get('/search?q=theorm+proving&mode=keyword')
      expect(html).toMatch(/these are for[^<]*<a href="\/search\?q=theorem\+proving&amp;mode=keyword">/)
      expect(html).toMatch(/<mark>Theorem<\/mark>/)
      const exact = await visit.get('/search?q=theorm&mode=keyword&exact=1')
      expect(exact.html).toContain('Nothing found')
    })

    it('marks the words of a query in title and snippet', async () => {
      const { html } = await visit.get('/search?q=theorem+proving&mode=keyword')
      expect(html).toMatch(/<h3 dir="auto"><a [^>]*>[^<]*<mark>Theorem<\/mark>/)
      expect(html).toMatch(/<p class="lines" dir="auto">[^<]*<mark>/)
      expect(html).toContain('value="theorem proving"')
      expect(html).toMatch(/value="keyword" checked/)
    })

    it('answers a search like the API', async () => {
      const { html } = await visit.get('/search?q=theorem+proving&mode=semantic')
      const { json } = await open.call('/v1/search?q=theorem+proving&mode=semantic')
      expect(titlesIn(html)).toEqual(json.papers.map((paper: { id: string }) => paper.id))
    })

    it('filters by date and topic, with a query and without', async () => {
      const dated = titlesIn((await visit.get('/search?from=2025-10-01&to=2025-10-31')).html)
      expect(dated).toHaveLength(
        sample.filter(({ publishedOn }) => publishedOn?.startsWith('2025-10')).length,
      )
      const { json } = await open.call(`/v1/topics/${largest}?limit=500`)
      const ofTopic = new Set(json.papers.map((paper: { id: string }) => paper.id))
      for (const path of ['', '&q=language+models', '&from=2020-01-01'].map(
        (rest) => `/search?topic=${largest}${rest}`,
      )) {
        const found = titlesIn((await visit.get(path)).html)
        expect(found.length, path).toBeGreaterThan(3)
        expect(
          found.every((id) => ofTopic.has(id)),
          path,
        ).toBe(true)
      }
    })

    it('takes a form’s empty fields as not filled in', async () => {
      const { html, status } = await visit.get('/search?q=&mode=hybrid&from=&to=&topic=')
      expect(status).toBe(200)
      expect(html).toContain('papers to search')
    })

    it.each([
      ['/search?from=yesterday', 'From must be a calendar day'],
      ['/search?from=2025-11-10&to=2025-11-01', 'is later than'],
      ['/search?q=a&mode=psychic', 'Mode must be one of hybrid, semantic, keyword'],
      ['/?cursor=nonsense', 'Cursor is not one'],
      [`/search?q=${'a'.repeat(1001)}`, 'Q is longer than 1,000 characters'],
    ])('says of %s what is wrong with it', async (path, message) => {
      const { status, html } = await visit.get(path)
      expect(status).toBe(400)
      expect(html).toContain(message)
    })

    it('says so when nothing is found, and shows the query as text', async () => {
      const { html } = await visit.get('/search?mode=keyword&q=%3Cem%3Ezzyzx')
      expect(html).toContain('Nothing found')
      expect(html).toContain('&lt;em&gt;zzyzx')
      expect(html).not.toContain('<em>')
    })
  })

  describe('a paper', () => {
    it('is shown with what is known of it, as text', async () => {
      const { html } = await visit.get(`/papers/${paperId(SCRIPT)}`)
      expect(html).toContain(
        '<h1 dir="auto">&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot;</h1>',
      )
      expect(html).toContain('<bdi>Ada &lt;b&gt;Lovelace&lt;/b&gt;</bdi>')
      expect(html).toContain('<time datetime="2025-12-01">1 December 2025</time>')
      expect(html).toContain('href="https://arxiv.org/abs/2512.00001"')
      expect(html).toContain('<p dir="auto">&lt;img src=x onerror=alert(1)&gt; in an abstract.</p>')
      expect(html).toContain('<p dir="auto">Second paragraph.</p>')
    })

    it('is cited by files as the API gives them', async () => {
      for (const format of ['bibtex', 'ris', 'csl']) {
        const path = `/papers/${paperId(SCRIPT)}/citation?format=${format}`
        expect((await visit.get(`/papers/${paperId(SCRIPT)}`)).html).toContain(`href="${path}"`)
        const file = await visit.get(path)
        const over = await open.app.request(`/v1${path}`)
        expect(file.html).toBe(await over.text())
        for (const header of ['Content-Type', 'Content-Disposition'])
          expect(file.headers.get(header)).toBe(over.headers.get(header))
      }
    })

    it('shows the way to another paper as the API does, and the nearest titles where there is none of that name', async () => {
      const [from, to] = [sample[0]!, sample.at(-1)!].map(({ title }) => paperId(title))
      const { html } = await visit.get(`/papers/${from}?to=${to}`)
      const { json } = await open.call(`/v1/papers/${from}/path?to=${to}`)
      const way = /<ol class="way">.*?<\/ol>/s.exec(html)![0]
      expect(titlesIn(way)).toEqual(json.papers.map((paper: { id: string }) => paper.id))
      const unknown = await visit.get(`/papers/${from}?to=Program-aided+language+modells`)
      expect(unknown.html).toContain('No paper has that name here')
      expect(unknown.html).toContain(`?to=${paperId('PAL: Program-aided Language Models')}#bridge`)
    })

    it('links to no address but a web page’s', async () => {
      const { html } = await visit.get(`/papers/${paperId('لغة عربية 🚀')}`)
      expect(html).toContain('<h1 dir="auto">لغة عربية 🚀</h1>')
      expect(html).not.toContain('javascript:')
      expect(html).toContain('The source gave no abstract')
    })

    it('lists the API’s similar papers with their scores, and its topics', async () => {
      const id = paperId('PAL: Program-aided Language Models')
      const { html } = await visit.get(`/papers/${id}`)
      const { json } = await open.call(`/v1/papers/${id}/similar?limit=10`)
      expect(titlesIn(html)).toEqual(json.papers.map((paper: { id: string }) => paper.id))
      for (const { score } of json.papers) expect(html).toContain(`${Math.round(100 * score)}\u00a0% alike`)
      const topics = await open.call(`/v1/papers/${id}/topics`)
      for (const topic of topics.json.topics) expect(html).toContain(`href="/topics/${topic.id}"`)
    })

    it.each([
      '2512.00001',
      'arXiv:2512.00001v2',
      '10.1145/290941.291025',
      'https%3A%2F%2Farxiv.org%2Fabs%2F2512.00001',
    ])('has one address, to which %s leads', async (name) => {
      const { status, headers } = await visit.get(`/papers/${name}`)
      expect(status).toBe(302)
      expect(headers.get('Location')).toBe(`/papers/${paperId(SCRIPT)}`)
    })

    it('that nobody knows is answered with the nearest titles as links', async () => {
      const { status, html } = await visit.get('/papers/Program-aided%20language%20modells')
      expect(status).toBe(404)
      expect(html).toContain(`href="/papers/${paperId('PAL: Program-aided Language Models')}"`)
    })
  })

  it('topics are listed with size, terms and middle papers, and each leads to its papers', async () => {
    const { html } = await visit.get('/topics')
    const { json } = await open.call('/v1/topics?limit=500')
    for (const { id, size, terms, medoids } of json.topics) {
      expect(html).toContain(`href="/topics/${id}"`)
      expect(html).toContain(`${size} papers`)
      expect(html).toContain(terms[0].term)
      expect(html).toContain(`href="/papers/${medoids[0].id}"`)
    }
    const [{ id, size }] = json.topics
    const first = await visit.get(`/topics/${id}`)
    expect(titlesIn(first.html)).toHaveLength(Math.min(20, size))
    expect((await visit.get('/topics/t99999999')).status).toBe(404)
  })

  describe('an error', () => {
    it('is a page for who looks at pages and a problem document for everybody else', async () => {
      expect((await visit.get('/nowhere')).html).toContain('There is no page /nowhere')
      expect((await visit.get('/nowhere')).status).toBe(404)
      const program = await open.call('/nowhere')
      expect(program.headers.get('Content-Type')).toBe('application/problem+json')
      for (const path of ['/v1/papers/nobody', '/v1', '/openapi.json/x', '/reference/nothing']) {
        const { headers, status } = await visit.get(path)
        expect(status, path).toBe(404)
        expect(headers.get('Content-Type'), path).toBe('application/problem+json')
      }
    })

    it('that is a bug says nothing of its inside', async () => {
      const broken = { ...open.service.library }
      Object.assign(open.service.library, {
        get: () => {
          throw new Error('the inside')
        },
      })
      const { status, html } = await visit.get('/topics')
      Object.assign(open.service.library, broken)
      expect(status).toBe(500)
      expect(html).not.toContain('the inside')
      expect(html).toContain('Something went wrong')
      expect(html).toMatch(/Request [0-9a-f-]{36}/)
    })
  })
})

describe('pages without an index', () => {
  const folder = temporaryFolder()
  let open: TestService
  beforeAll(async () => {
    open = await openTestService(folder)
    await open.save(STRANGE)
  })
  afterAll(() => open?.close())

  it('lists the papers all the same, and says what to run', async () => {
    const { status, html } = await browse(open).get('/')
    expect(status).toBe(200)
    expect(html).toContain('&lt;script&gt;alert(1)')
    expect(html).toContain('<code>npm run embed</code>')
    const paper = await browse(open).get(`/papers/${paperId(SCRIPT)}`)
    expect(paper.status).toBe(200)
    expect(paper.html).toContain('<code>npm run embed</code>')
  })

  it('answers 503 and what to run where there is nothing to show', async () => {
    for (const path of ['/topics', '/topics/t0', '/trends', '/for-you', '/search?q=words', '/search']) {
      const { status, html } = await browse(open).get(path)
      expect(status, path).toBe(503)
      expect(html, path).toContain('<code>npm run embed</code>')
    }
  })
})
