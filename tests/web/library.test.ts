import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paperId } from '../../src/paper.ts'
import { temporaryFolder } from '../support/databases.ts'
import { openTestService, samplePapers, type TestService } from '../support/service.ts'
import { type Browsing, browse } from './browse.ts'

const PAL = 'PAL: Program-aided Language Models'
const OMNI = 'OmniQuant: Omnidirectionally Calibrated Quantization for Large Language Models'
const OUTSIDE = 'A prover that we do not hold'
const FILE = `@misc{a, title = {${PAL}}}
@misc{b, title = {${OUTSIDE}}, abstract = {It proves theorems by search.}}
@misc{c, title = {Program-aided language modells}}
`

describe('the library', () => {
  const folder = temporaryFolder()
  let open: TestService
  let visit: Browsing
  beforeAll(async () => {
    open = await openTestService(folder, await samplePapers())
  })
  beforeEach(() => {
    visit = browse(open)
  })
  afterAll(() => open?.close())

  const like = (title: string, kind = 'like') => visit.post(`/papers/${paperId(title)}/reactions`, { kind })
  const tag = (title: string, fields: Record<string, string>) =>
    visit.post('/library/tags', { paper: paperId(title), back: '/library', ...fields })
  const shown = (html: string) =>
    [...html.matchAll(/<article class="card" id="p-([0-9a-f]{40})">/g)].map(([, id]) => id)
  const api = async (path = '') =>
    (await open.call(`/v1/readers/${await visit.reader()}/library${path}`)).json

  it('is empty at first, and offers to bring one in', async () => {
    const { html, status } = await visit.get('/library')
    expect(status).toBe(200)
    expect(html).toContain('Your library is empty')
    expect(html).toContain('enctype="multipart/form-data"')
    expect((await visit.get('/library/export')).status).toBe(404)
  })

  it('lists the API’s papers, newest first, by what was said and by tag', async () => {
    await like(PAL)
    await like(OMNI, 'save')
    await tag(PAL, { tag: ' to  cite ' })
    expect(shown((await visit.get('/library')).html).sort()).toEqual([paperId(OMNI), paperId(PAL)].sort())
    expect(shown((await visit.get('/library?kind=save')).html)).toEqual([paperId(OMNI)])
    const { html } = await visit.get('/library?tag=to+cite')
    expect(shown(html)).toEqual([paperId(PAL)])
    expect(html).toContain('#to cite')
    const json = await api('?tag=to%20cite')
    expect(json).toMatchObject({ count: 2, tags: [{ tag: 'to cite', count: 1 }], next: null })
    expect(json.papers[0]).toMatchObject({
      id: paperId(PAL),
      kinds: ['like'],
      tags: ['to cite'],
      outside: false,
    })
    const first = await api('?limit=1')
    expect((await api(`?limit=1&cursor=${first.next}`)).papers[0].id).not.toBe(first.papers[0].id)
  })

  it('takes tags off again, and refuses one that is none', async () => {
    await tag(PAL, { tag: 'once' })
    await tag(PAL, { remove: 'once' })
    expect((await api()).tags).toEqual([])
    expect((await tag(PAL, { tag: '   ' })).status).toBe(400)
    expect((await tag(PAL, { tag: 'x'.repeat(41) })).status).toBe(400)
    expect((await tag(PAL, { remove: 'never' })).status).toBe(404)
  })

  it('is tagged over the API alike, and a tag goes along with everything else', async () => {
    await like(PAL)
    const reader = await visit.reader()
    const path = `/v1/readers/${reader}/library/${paperId(PAL)}/tags/later`
    expect((await open.call(path, { method: 'PUT' })).status).toBe(204)
    expect((await open.call(path, { method: 'PUT' })).status).toBe(204)
    const exported = (await open.call(`/v1/readers/${reader}/export`)).json
    expect(exported.tags).toEqual([{ paperId: paperId(PAL), tag: 'later' }])
    expect((await open.call(path, { method: 'DELETE' })).status).toBe(204)
    expect((await open.call(path, { method: 'DELETE' })).status).toBe(404)
    expect((await open.call(`/v1/readers/${'0'.repeat(32)}/library`)).status).toBe(404)
  })

  it('moves with a paper that turns out to be another one', async () => {
    const records = [
      { title: 'One paper', abstract: 'A.', aliases: ['doi:10.1/one'] },
      { title: 'The same paper', abstract: 'A.', aliases: ['arxiv:2501.00001'] },
    ]
    await open.save(records)
    for (const { title } of records) await tag(title, { tag: 'twin' })
    await open.save([{ title: 'One paper', abstract: 'A.', aliases: ['doi:10.1/one', 'arxiv:2501.00001'] }])
    expect((await api()).tags).toEqual([{ tag: 'twin', count: 1 }])
  })

  it('takes a file in, and tells what became of each entry', async () => {
    const report = await visit.upload('/library/import', { name: 'mine.bib', text: FILE }, { kind: 'like' })
    expect(report.status).toBe(200)
    expect(report.html).toContain('<h1>2 papers brought in</h1>')
    expect(report.html).toContain(`href="/papers/${paperId(PAL)}"`)
    expect(report.html).toMatch(/do you mean.*PAL: Program-aided/s)
    const { html } = await visit.get('/library')
    expect(html).toContain(OUTSIDE)
    expect(html).toContain('Not in the collection')
    const { papers } = await api()
    expect(papers.map(({ kinds }: { kinds: string[] }) => kinds)).toEqual([['like'], ['like']])
    // Taken out again, also where the collection does not hold it.
    await visit.post('/library/take-back', { paper: paperId(OUTSIDE), back: '/library' })
    expect((await api()).count).toBe(1)
  })

  it('refuses what is no file, and makes no reader of who sent it', async () => {
    const { status, html } = await visit.post('/library/import', {})
    expect(status).toBe(400)
    expect(html).toContain('Choose a file to bring in')
    expect(visit.cookie).toBeUndefined()
    const empty = await visit.upload('/library/import', { name: 'none.bib', text: '\u0000' }, {})
    expect(empty.status).toBe(400)
  })

  it('is searched by words, also those typed wrong, and also where the collection lacks the paper', async () => {
    await visit.upload('/library/import', { name: 'mine.bib', text: FILE }, {})
    await like(OMNI)
    expect(shown((await visit.get('/library?q=quantizaton')).html)).toEqual([paperId(OMNI)])
    expect(shown((await visit.get('/library?q=prover')).html)).toEqual([paperId(OUTSIDE)])
    expect((await api('?q=theorems')).papers[0].outside).toBe(true)
    expect((await visit.get('/library?q=zebra')).html).toContain('Nothing in your library is like that')
  })

  it('goes out as a file that comes in as the same library', async () => {
    await visit.upload('/library/import', { name: 'mine.bib', text: FILE }, {})
    for (const format of ['bibtex', 'ris', 'csl']) {
      const { html, headers } = await visit.get(`/library/export?format=${format}`)
      expect(headers.get('Content-Disposition')).toMatch(/^attachment; filename="library\.(bib|ris|json)"$/)
      const reader = await visit.reader()
      const over = await open.app.request(`/v1/readers/${reader}/library/citations?format=${format}`)
      expect(await over.text()).toBe(html)
      const other = browse(open)
      await other.upload('/library/import', { name: 'library', text: html }, {})
      const there = (await open.call(`/v1/readers/${await other.reader()}/library`)).json
      const ids = (papers: { id: string }[]) => papers.map(({ id }) => id).sort()
      expect(ids(there.papers)).toEqual(ids((await api()).papers))
    }
  })
})
