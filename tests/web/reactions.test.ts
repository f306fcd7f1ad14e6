import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deleteReader, listReactions, listReaders } from '../../src/db/readers.ts'
import { paperId } from '../../src/paper.ts'
import { temporaryFolder } from '../support/databases.ts'
import { openTestService, samplePapers, type TestService } from '../support/service.ts'
import { type Browsing, browse } from './browse.ts'

const PAL = paperId('PAL: Program-aided Language Models')
const ACTION = `/papers/${PAL}/reactions`

describe('reactions', () => {
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

  const readers = async () => (await listReaders(open.service.db, { limit: 500 })).length
  const kinds = async () =>
    (await listReactions(open.service.db, (await visit.reader())!)).map(({ kind }) => kind).sort()

  it('the first one makes a reader, whose id is sealed in a cookie that no script and no other site can use', async () => {
    const before = await readers()
    const { status, headers } = await visit.post(ACTION, { kind: 'like' })
    expect(status).toBe(303)
    expect(headers.get('Location')).toBe(`/papers/${PAL}`)
    const cookie = headers.get('Set-Cookie')!
    expect(cookie).toMatch(/^kindred_reader=[0-9A-Za-z_-]{60,}; /)
    const reader = await visit.reader()
    expect(reader).toMatch(/^[0-9a-f]{32}$/)
    expect(cookie).not.toContain(reader)
    expect(Buffer.from(visit.cookie!, 'base64url').toString('latin1')).not.toContain(reader)
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/', 'Max-Age=31536000'])
      expect(cookie.split('; ')).toContain(part)
    expect(cookie).not.toContain('Secure')
    expect(await readers()).toBe(before + 1)
    expect(await kinds()).toEqual(['like'])
  })

  it('over TLS the cookie is kept from plain HTTP', async () => {
    const { headers } = await visit.post(ACTION, { kind: 'like' }, { 'X-Forwarded-Proto': 'https' })
    expect(headers.get('Set-Cookie')).toContain('; Secure')
  })

  it('a GET makes no reader, even with the cookie of one that was never here', async () => {
    const before = await readers()
    visit.cookie = '0123456789abcdef0123456789abcdef'
    for (const path of ['/', '/for-you', `/papers/${PAL}`]) {
      const { status, headers } = await visit.get(path)
      expect(status, path).toBe(200)
      expect(headers.get('Set-Cookie'), path).toBeNull()
    }
    expect(await readers()).toBe(before)
  })

  it('a cookie of a reader who was deleted makes a new one, and one that we did not make is nobody’s', async () => {
    await visit.post(ACTION, { kind: 'like' })
    const first = await visit.reader()
    visit.cookie = first
    expect((await visit.get('/for-you')).html).toContain('Like a paper, and this page fills with its kin')
    await deleteReader(open.service.db, first!)
    await visit.post(ACTION, { kind: 'save' })
    expect(await visit.reader()).not.toBe(first)
    expect(await kinds()).toEqual(['save'])
  })

  it('stand on the page, can be taken back, and contradict one another', async () => {
    await visit.post(ACTION, { kind: 'like' })
    await visit.post(ACTION, { kind: 'save' })
    expect(await kinds()).toEqual(['like', 'save'])
    const { html } = await visit.get(`/papers/${PAL}`)
    expect(html).toContain('<span>Liked</span>')
    expect(html).toContain('<span>Saved</span>')
    await visit.post(ACTION, { kind: 'like', undo: '1' })
    expect(await kinds()).toEqual(['save'])
    await visit.post(ACTION, { kind: 'dislike' })
    expect(await kinds()).toEqual(['dislike'])
  })

  it('taking back what was never said changes nothing and makes no reader', async () => {
    const before = await readers()
    const { status, headers } = await visit.post(ACTION, { kind: 'like', undo: '1' })
    expect(status).toBe(303)
    expect(headers.get('Set-Cookie')).toBeNull()
    expect(await readers()).toBe(before)
  })

  it('lead back to the paper on the page they were made on, and never to another site', async () => {
    const here = await visit.post(ACTION, { kind: 'like', back: '/topics/t1?cursor=x' })
    expect(here.headers.get('Location')).toBe(`/topics/t1?cursor=x#p-${PAL}`)
    for (const back of ['https://evil.example', '//evil.example', '/\\evil.example', '/\t/evil.example']) {
      const { headers } = await visit.post(ACTION, { kind: 'like', back })
      expect(headers.get('Location'), back).toBe(`/papers/${PAL}`)
    }
  })

  it.each([
    ['no kind', ACTION, {}, 400],
    ['a kind that there is not', ACTION, { kind: 'adore' }, 400],
    ['a paper that there is not', '/papers/nobody/reactions', { kind: 'like' }, 404],
  ])('%s is refused, and makes no reader', async (_, path, fields, expected) => {
    const before = await readers()
    const { status, html } = await visit.post(path, fields as Record<string, string>)
    expect(status).toBe(expected)
    expect(html).toContain('<!doctype html>')
    expect(await readers()).toBe(before)
  })

  it('a form on another site is refused', async () => {
    for (const Origin of ['https://evil.example', 'null'])
      expect((await visit.post(ACTION, { kind: 'like' }, { Origin })).status).toBe(403)
  })

  it('a hidden paper shrinks to its title in a list, with a button that brings it back', async () => {
    await visit.post(ACTION, { kind: 'hide' })
    const { html } = await visit.get('/search?q=program-aided+language+models')
    const card = new RegExp(`<article class="card aside-card" id="p-${PAL}">.*?</article>`).exec(html)![0]
    expect(card).toContain('PAL: Program-aided')
    expect(card).toContain('name="undo"')
    expect(card.match(/<form/g)).toHaveLength(1)
  })

  describe('for you', () => {
    it('invites to begin, with papers to begin with', async () => {
      const { html } = await visit.get('/for-you')
      expect(html).toContain('Like a paper, and this page fills with its kin')
      expect(html.match(/<article class="card"/g)!.length).toBeGreaterThan(3)
    })

    it('goes on inviting when the history speaks for nothing', async () => {
      await visit.post(ACTION, { kind: 'dislike' })
      expect((await visit.get('/for-you')).html).toContain('Like a paper, and this page fills with its kin')
    })

    it('gives the API’s recommendations, each with what caused it and how much', async () => {
      await visit.post(ACTION, { kind: 'like' })
      const selp = paperId(
        'SELP: Generating Safe and Efficient Task Plans for Robot Agents with Large Language Models',
      )
      await visit.post(`/papers/${selp}/reactions`, { kind: 'save' })
      const { html } = await visit.get('/for-you')
      const { json } = await open.call(`/v1/readers/${await visit.reader()}/recommendations`)
      const cards = [...html.matchAll(/<article class="card" id="p-([0-9a-f]{40})">(.*?)<\/article>/gs)]
      expect(cards.map(([, id]) => id)).toEqual(json.papers.map((paper: { id: string }) => paper.id))
      // The verb says what was said of each, and stands once for causes that share it.
      const told = json.papers.map(
        ({ because }: { because: { id: string; title: string; share: number }[] }) =>
          because
            .filter(({ share }, at) => at === 0 || share >= 0.05)
            .map(({ id, title, share }) => {
              const verb = id === PAL ? 'liked' : 'saved'
              return `${verb} ${title} (${Math.round(100 * share)}\u00a0%)`
            })
            .join(', '),
      )
      expect(told.some((reasons: string) => reasons.startsWith('saved') && reasons.includes(', liked'))).toBe(
        true,
      )
      cards.forEach(([, , card], at) => {
        expect(card!.replace(/<[^>]+>/g, '')).toContain(`Because you ${told[at]}`)
      })
    })

    it('stands on the front page once there is a taste', async () => {
      expect((await visit.get('/')).html).not.toContain('All recommendations')
      await visit.post(ACTION, { kind: 'like' })
      expect((await visit.get('/')).html).toContain('All recommendations')
    })

    it('hands out all that is kept, and forgets it', async () => {
      expect((await visit.get('/for-you/data.json')).status).toBe(404)
      await visit.post(ACTION, { kind: 'like' })
      const reader = await visit.reader()
      const data = JSON.parse((await visit.get('/for-you/data.json')).html)
      expect(data.reader.id).toBe(reader)
      expect(data.reactions[0].paper.id).toBe(PAL)
      const { status } = await visit.post('/for-you/forget', {})
      expect(status).toBe(303)
      expect(visit.cookie).toBeUndefined()
      expect((await open.call(`/v1/readers/${reader}`)).status).toBe(404)
    })
  })
})
