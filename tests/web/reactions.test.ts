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
    expect((await visit.get('/for-you')).html).toContain('0 of 3 liked')
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
    const SELP = paperId(
      'SELP: Generating Safe and Efficient Task Plans for Robot Agents with Large Language Models',
    )
    const cardsIn = (html: string) =>
      [
        ...html
          .slice(html.indexOf('id="recommended"'))
          .matchAll(/<article class="card" id="p-([0-9a-f]{40})">(.*?)<\/article>/gs),
      ].map(([, id, card]) => ({ id: id!, card: card! }))
    const recommended = async (query = '') =>
      (await open.call(`/v1/readers/${await visit.reader()}/recommendations${query}`)).json
    const lists = async () => (await open.call(`/v1/readers/${await visit.reader()}/lists`)).json.lists

    it('invites to begin, with papers to begin with', async () => {
      const { html } = await visit.get('/for-you')
      expect(html).toContain('One from each corner, to start with')
      expect(html).toContain('0 of 3 liked')
      expect(html.match(/<article class="card"/g)!.length).toBeGreaterThan(3)
    })

    it('goes on inviting when the history speaks for nothing', async () => {
      await visit.post(ACTION, { kind: 'dislike' })
      const { html } = await visit.get('/for-you')
      expect(html).toContain('0 of 3 liked')
      expect(html).not.toContain('id="recommended"')
    })

    it('gives the API’s recommendations, each with what caused it, and opened with how much', async () => {
      await visit.post(ACTION, { kind: 'like' })
      await visit.post(`/papers/${SELP}/reactions`, { kind: 'save' })
      const { html } = await visit.get('/for-you')
      const json = await recommended()
      const cards = cardsIn(html)
      expect(cards.map(({ id }) => id)).toEqual(json.papers.map((paper: { id: string }) => paper.id))
      cards.forEach(({ card }, at) => {
        const told = json.papers[at].because.filter(
          ({ share }: { share: number }, place: number) => place === 0 || share >= 0.05,
        )
        const words = told.map(({ id, title }: { id: string; title: string }) =>
          id === PAL ? `liked ${title}` : `saved ${title}`,
        )
        expect(card.replace(/<[^>]+>/g, '')).toContain(`Because you ${words.join(', ')}`)
        for (const { share } of told) expect(card).toContain(`>${Math.round(100 * share)}\u00a0%</span>`)
      })
    })

    it('has a tab for each interest, which gives the API’s papers of it', async () => {
      const quantization = paperId(
        'OmniQuant: Omnidirectionally Calibrated Quantization for Large Language Models',
      )
      for (const id of [PAL, SELP, quantization])
        await visit.post(`/papers/${id}/reactions`, { kind: 'like' })
      const { html } = await visit.get('/for-you')
      const { interests } = await recommended()
      expect(interests.length).toBeGreaterThan(1)
      for (const { id, label } of interests) {
        expect(html).toContain(`href="/for-you?interest=${id}"`)
        expect(html).toContain(label)
        const own = await recommended(`?interest=${id}`)
        expect(own.papers.length).toBeGreaterThan(0)
        expect(new Set(own.papers.map((paper: { interest: { id: string } }) => paper.interest.id))).toEqual(
          new Set([id]),
        )
        const tab = await visit.get(`/for-you?interest=${id}`)
        expect(cardsIn(tab.html).map((card) => card.id)).toEqual(
          own.papers.map((paper: { id: string }) => paper.id),
        )
      }
      expect(
        (await open.call(`/v1/readers/${await visit.reader()}/recommendations?interest=0123456789ab`)).status,
      ).toBe(404)
    })

    it('is steered as the API is, and says so when nothing is worth showing', async () => {
      await visit.post(ACTION, { kind: 'like' })
      const varied = await visit.get('/for-you?variety=80&novelty=50')
      expect(cardsIn(varied.html).map(({ id }) => id)).toEqual(
        (await recommended('?diversity=0.8&explore=0.5')).papers.map((paper: { id: string }) => paper.id),
      )
      const sure = await visit.get('/for-you?sure=99')
      expect(sure.html).toContain('Nothing new for you today')
      expect(sure.html).toContain((await recommended('?bar=0.99')).reason.slice(1))
      expect((await visit.get('/for-you?variety=much')).status).toBe(200)
    })

    it('keeps what it showed as a list, once, and takes what is opened or said as a response', async () => {
      await visit.post(ACTION, { kind: 'like' })
      const { html } = await visit.get('/for-you')
      await visit.get('/for-you')
      const [list, ...others] = await lists()
      expect(others).toEqual([])
      const cards = cardsIn(html)
      expect(list.shown.map(({ paperId }: { paperId: string }) => paperId)).toEqual(cards.map(({ id }) => id))
      expect(cards[0]!.card).toContain(`href="/papers/${cards[0]!.id}?list=${list.id}"`)
      await visit.get(`/papers/${cards[0]!.id}?list=${list.id}`)
      const said = await visit.post(`/papers/${cards[1]!.id}/reactions`, {
        kind: 'save',
        back: '/for-you',
        list: list.id,
      })
      const responses = (await lists())[0].shown.map(({ response }: { response?: string }) => response)
      expect(responses.slice(0, 3)).toEqual(['open', 'save', undefined])

      const after = (await visit.get(said.headers.get('Location')!.replace(/#.*/, ''))).html
      expect(after).toMatch(/You saved <a href="\/papers\/[0-9a-f]{40}">/)
      const entered = cardsIn(after).filter(({ id }) => cards.every((card) => card.id !== id))
      expect(after).toContain(`${entered.length} paper`)
      expect(entered.length).toBeGreaterThan(0)
      expect(after.match(/New here/g)).toHaveLength(entered.length)
      expect(after).toContain('id="undo"')
    })

    it('opens a paper of a list that is gone, or another reader’s, as any other', async () => {
      expect((await visit.get(`/papers/${PAL}?list=${'0'.repeat(32)}`)).status).toBe(200)
      await visit.post(ACTION, { kind: 'like' })
      const { status } = await visit.post(`/papers/${SELP}/reactions`, { kind: 'like', list: '0'.repeat(32) })
      expect(status).toBe(303)
      expect(await kinds()).toEqual(['like', 'like'])
    })

    it('stands on the front page once there is a taste', async () => {
      expect((await visit.get('/')).html).not.toContain('All recommendations')
      await visit.post(ACTION, { kind: 'like' })
      expect((await visit.get('/')).html).toContain('All recommendations')
    })

    it('hands out all that is kept, and forgets it', async () => {
      expect((await visit.get('/settings/data.json')).status).toBe(404)
      await visit.post(ACTION, { kind: 'like' })
      const reader = await visit.reader()
      const data = JSON.parse((await visit.get('/settings/data.json')).html)
      expect(data.reader.id).toBe(reader)
      expect(data.reactions[0].paper.id).toBe(PAL)
      expect((await visit.post('/settings/delete', {})).status).toBe(400)
      const { status } = await visit.post('/settings/delete', { sure: 'yes' })
      expect(status).toBe(303)
      expect(visit.cookie).toBeUndefined()
      expect((await open.call(`/v1/readers/${reader}`)).status).toBe(404)
    })
  })
})
