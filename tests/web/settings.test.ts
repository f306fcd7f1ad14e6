import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { deleteReader } from '../../src/db/readers.ts'
import { openMail } from '../../src/mail.ts'
import { paperId } from '../../src/paper.ts'
import { temporaryFolder } from '../support/databases.ts'
import { openTestService, samplePapers, type TestService } from '../support/service.ts'
import { startSmtp } from '../support/smtp.ts'
import { type Browsing, browse } from './browse.ts'

describe('searches that are kept, and the settings', () => {
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

  const SEARCH = { q: 'theorem proving', mode: 'keyword', from: '2023-01-01' }
  const USUAL = {
    period: 'daily',
    weekday: '1',
    hour: '8',
    timeZone: 'Europe/Vienna',
    count: '5',
    bar: '0.005',
  }
  const feedsIn = (html: string) =>
    [...html.matchAll(/href="http:\/\/localhost(\/feeds\/(?:for|searches)\/[^"]+)"/g)].map(
      ([, path]) => path!,
    )

  it('a search is saved where it is looked at, listed where one begins, and removed', async () => {
    const path = '/search?q=theorem+proving&mode=keyword&from=2023-01-01'
    expect((await visit.get(path)).html).toContain('Save this search')
    const { status, headers } = await visit.post('/search/save', SEARCH)
    expect([status, headers.get('Location')]).toEqual([303, path])
    expect((await visit.get(path)).html).toContain('Saved search')
    expect((await visit.get('/search?q=theorem+proving')).html).toContain('Save this search')
    expect((await visit.get('/search')).html).toContain(`href="${path.replaceAll('&', '&amp;')}"`)
    const { searches } = (await open.call(`/v1/readers/${await visit.reader()}/searches`)).json
    expect(searches).toHaveLength(1)
    await visit.post('/search/forget', { id: searches[0].id })
    expect((await visit.get('/search')).html).not.toContain('Saved searches')
    expect((await visit.post('/search/save', { q: ' ' })).status).toBe(400)
  })

  it('the addresses of a reader’s feeds answer, until new ones are taken', async () => {
    expect(feedsIn((await visit.get('/settings')).html)).toEqual([])
    await visit.post(`/papers/${paperId('PAL: Program-aided Language Models')}/reactions`, { kind: 'like' })
    await visit.post('/search/save', SEARCH)
    const before = feedsIn((await visit.get('/settings')).html)
    expect(before).toHaveLength(6)
    for (const path of before) expect([path, (await open.app.request(path)).status]).toEqual([path, 200])
    await visit.post('/settings/links', {})
    for (const path of before) expect([path, (await open.app.request(path)).status]).toEqual([path, 404])
    const after = feedsIn((await visit.get('/settings')).html)
    for (const path of after) expect([path, (await open.app.request(path)).status]).toEqual([path, 200])
  })

  it('a digest is asked for, confirmed from the mail, changed and stopped', async () => {
    const smtp = await startSmtp()
    try {
      const from = { name: 'Kindred', address: 'kindred@example.org' }
      const mailing = { ...openMail(smtp.url, from), from, origin: 'http://localhost' }
      const service = { ...open.service, mailing }
      const mailed = browse({ ...open, service, app: createApp(service) })
      expect((await mailed.get('/settings')).html).toContain('name="address"')
      const fields = { ...USUAL, address: 'ada@example.org' }
      expect((await mailed.post('/settings/digest', { ...fields, timeZone: 'Mars' })).html).toContain(
        'TimeZone must be the name of a time zone',
      )
      expect((await mailed.post('/settings/digest', fields)).status).toBe(303)
      expect((await mailed.get('/settings')).html).toContain('was asked to confirm')
      const link = /http:\/\/localhost(\/digest\/confirm\/\S+)/.exec(smtp.received[0]!.mail.text!)![1]!
      await mailed.post(link, {})
      expect((await mailed.get('/settings')).html).toContain('Goes to <bdi>ada@example.org</bdi>, next on')
      await mailed.post('/settings/digest', { ...fields, hour: '18' })
      const digest = await open.call(`/v1/readers/${await mailed.reader()}/digest`)
      expect(digest.json).toMatchObject({ hour: 18, timeZone: 'Europe/Vienna', confirmed: true })
      await mailed.post('/settings/digest/stop', {})
      expect((await mailed.get('/settings')).html).not.toContain('ada@example.org')
    } finally {
      await smtp.close()
    }
  })

  it('say so where there is no mail server', async () => {
    const { html } = await visit.get('/settings')
    expect(html).toContain('<code>SMTP_URL</code>')
    expect(html).not.toContain('name="address"')
    const { status } = await visit.post('/settings/digest', { ...USUAL, address: 'ada@example.org' })
    expect(status).toBe(503)
  })

  it('deletes nothing unless it is told twice, and then everything', async () => {
    await visit.post('/search/save', SEARCH)
    const reader = await visit.reader()
    expect((await visit.post('/settings/delete', {})).html).toContain('Tick the box')
    expect((await open.call(`/v1/readers/${reader}`)).status).toBe(200)
    const { headers } = await visit.post('/settings/delete', { sure: 'yes' })
    expect(headers.get('Location')).toBe('/settings/deleted')
    expect(visit.cookie).toBeUndefined()
    expect((await open.call(`/v1/readers/${reader}`)).status).toBe(404)
  })

  it('of a reader who was deleted elsewhere are those of somebody new', async () => {
    await visit.post('/search/save', SEARCH)
    await deleteReader(open.service.db, (await visit.reader())!)
    for (const path of ['/settings', '/search', '/library', '/interests', '/for-you', '/'])
      expect([path, (await visit.get(path)).status]).toEqual([path, 200])
  })
})
