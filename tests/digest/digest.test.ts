import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { sendDue } from '../../src/digest/send.ts'
import type { Service } from '../../src/http/service.ts'
import { openMail } from '../../src/mail.ts'
import { type PaperRecord, paperId } from '../../src/paper.ts'
import { onEveryEngine, temporaryFolder } from '../support/databases.ts'
import { callApp, openTestService, samplePapers, type TestService } from '../support/service.ts'
import { type Received, smtpError, startSmtp, type TestSmtp } from '../support/smtp.ts'

const ORIGIN = 'https://kindred.example.org'
const FROM = { name: 'Kindred', address: 'kindred@example.org' }
const PAL = paperId('PAL: Program-aided Language Models')
/** As near to the paper that is liked as can be, so it is sent first. */
const nasty = ({ abstract }: PaperRecord): PaperRecord => ({
  title: 'PAL: Program-aided\r\nBcc: eve@example.org Language Models <script>alert(1)</script>',
  abstract: `${abstract} <img src=x>`,
  publishedOn: '2025-11-09',
  aliases: [],
})
/** A Monday, at nine in Vienna. */
const MORNING = new Date('2025-11-10T08:00:00Z')
const hours = (count: number, from = MORNING) => new Date(from.getTime() + count * 3_600_000)

onEveryEngine('a digest', (kind) => {
  const folder = temporaryFolder()
  let test: TestService
  let smtp: TestSmtp
  let service: Service
  let app: ReturnType<typeof createApp>
  let clock: Date
  let reader: string
  let address: string
  let readers = 0
  beforeAll(async () => {
    smtp = await startSmtp()
    const papers = await samplePapers()
    const pal = papers.find(({ title }) => paperId(title) === PAL)!
    test = await openTestService(folder, [...papers, nasty(pal)], { kind })
    const mailing = { ...openMail(smtp.url, FROM), from: FROM, origin: ORIGIN }
    service = { ...test.service, mailing, now: () => clock }
    app = createApp(service)
  })
  beforeEach(async () => {
    smtp.received.length = 0
    smtp.onMessage = undefined
    smtp.onRecipient = undefined
    clock = MORNING
    address = `reader-${++readers}@example.org`
    reader = await newReader()
  })
  afterAll(async () => {
    await test.close()
    await smtp.close()
  })

  const call = (path: string, method = 'GET', body?: object) => callApp(app, path, { method, body })
  const newReader = async () => {
    const { id } = (await call('/v1/readers', 'POST', { name: 'Ada' })).json
    await call(`/v1/readers/${id}/reactions/${PAL}`, 'PUT', { kind: 'like' })
    return id as string
  }
  const put = (body: object = {}, of = reader) =>
    call(`/v1/readers/${of}/digest`, 'PUT', { address, timeZone: 'Europe/Vienna', hour: 8, ...body })
  const state = async () => (await call(`/v1/readers/${reader}/digest`)).json
  const page = async (url: string, init: RequestInit = {}) => {
    const answer = await app.request(url.replace(ORIGIN, ''), {
      ...init,
      headers: { Accept: 'text/html', ...init.headers },
    })
    return { status: answer.status, html: await answer.text(), headers: answer.headers }
  }
  const press = (url: string, fields: Record<string, string> = {}) =>
    page(url, { method: 'POST', body: new URLSearchParams(fields) })
  const mine = () => smtp.received.filter(({ to }) => to.includes(address))
  const link = (mail: Received, label: string | RegExp) =>
    new RegExp(`(?:${typeof label === 'string' ? label : label.source}): (https://\\S+)`).exec(
      mail.mail.text!,
    )![1]!
  const confirmed = async (body: object = {}, at = hours(-24)) => {
    clock = at
    smtp.received.length = 0
    expect((await put(body)).status).toBe(200)
    await press(link(mine()[0]!, 'Yes, send it'))
    smtp.received.length = 0
    clock = MORNING
  }
  /** What became of this reader's, of all that are due: other tests' readers have some too. */
  const send = async () => (await sendDue(service)).filter((one) => one.address === address)
  const outcomes = async () => (await send()).map(({ outcome }) => outcome)
  const paperIds = ({ mail }: Received) =>
    [...mail.text!.matchAll(/Read: https:\/\/\S+\/papers\/([0-9a-f]{40})/g)].map((match) => match[1]!)

  it('asks the address, and sends nothing else there until it says yes', async () => {
    const { json } = await put()
    expect(json).toEqual({
      ...{ address, period: 'daily', weekday: 1, hour: 8, timeZone: 'Europe/Vienna', count: 5, bar: 0.005 },
      confirmed: false,
      sendings: [],
    })
    const [question] = mine()
    expect(question!.mail.subject).toBe('Confirm your digest of papers')
    const yes = link(question!, 'Yes, send it')
    expect(question!.mail.html).toContain(yes)
    clock = hours(24)
    expect(await outcomes()).toEqual([])
    // Whoever follows the link, be it a scanner, says nothing yet.
    const look = await page(yes)
    expect(look).toMatchObject({ status: 200, html: expect.stringContaining('Yes, send them') })
    expect((await state()).confirmed).toBe(false)
    expect((await press(yes)).status).toBe(200)
    expect(await state()).toMatchObject({ confirmed: true, next: '2025-11-12T07:00:00.000Z' })
    // It was said at nine, after the hour of that day.
    expect(await outcomes()).toEqual([])
    clock = hours(47)
    expect(await outcomes()).toEqual(['sent'])
    expect(mine()).toHaveLength(2)
  })

  it('asks again for a new address, and not at all for another hour', async () => {
    await confirmed()
    await put({ hour: 20 })
    expect(mine()).toHaveLength(0)
    expect(await state()).toMatchObject({ hour: 20, confirmed: true })
    const before = address
    address = `another-${address}`
    await put()
    expect(mine()).toHaveLength(1)
    expect(await state()).toMatchObject({ address, confirmed: false })
    clock = hours(24)
    await send()
    expect(smtp.received.filter(({ to }) => to.includes(before))).toEqual([])
  })

  it('asks an address once an hour, whoever wants it asked', async () => {
    await put()
    await put({ hour: 9 })
    expect((await state()).hour).toBe(9)
    const stranger = await newReader()
    address = address.toUpperCase()
    const refused = await put({}, stranger)
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([503, '3600'])
    expect((await call(`/v1/readers/${stranger}/digest`)).status).toBe(404)
    expect(smtp.received).toHaveLength(1)
    clock = hours(1.01)
    expect((await put({}, stranger)).status).toBe(200)
    expect(smtp.received).toHaveLength(2)
  })

  it('is not kept when the address can’t be asked', async () => {
    smtp.onRecipient = () => Promise.reject(smtpError(550, 'no such mailbox'))
    const refused = await put()
    expect([refused.status, refused.json.detail]).toEqual([503, expect.stringContaining('no such mailbox')])
    expect((await call(`/v1/readers/${reader}/digest`)).status).toBe(404)
    smtp.onRecipient = undefined
    expect((await put()).status).toBe(200)
  })

  it('tells papers and why in both parts, as the page does, and nothing of the reader’s id', async () => {
    await confirmed()
    expect(await outcomes()).toEqual(['sent'])
    const [received] = mine() as [Received]
    const { mail, raw } = received
    const { papers } = (await call(`/v1/readers/${reader}/recommendations?limit=5&bar=0.005`)).json
    expect(paperIds(received)).toEqual(papers.map(({ id }: { id: string }) => id))
    expect(mail.html).toContain('Because you')
    for (const part of [mail.text!, String(mail.html)]) {
      expect(part.replace(/\s+/g, ' ')).toContain('PAL: Program-aided Language Models')
      expect(part).toContain(`${ORIGIN}/papers/${papers[0].id}`)
    }
    // The page gives the same sentence, or in the collection without two sentences none.
    expect(mail.text!.replace(/\s+/g, ' ')).toContain(
      `Yours: ${papers[0].citation.yours.replace(/\s+/g, ' ')}`,
    )
    expect(raw).not.toContain(reader)
    expect(mail.subject).toMatch(/^\d papers for you: /)
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
  })

  it('lets no paper write headers or markup', async () => {
    await confirmed({ count: 50, bar: 0 })
    await send()
    const [{ mail, raw, to }] = mine() as [Received]
    expect(mail.subject).toContain('Bcc: eve@example.org')
    expect(mail.bcc).toBeUndefined()
    expect(to).toEqual([address])
    expect(raw.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/im)
    // No style sheet, no script, no picture: nothing that would be fetched, and nothing but inline style.
    expect(String(mail.html)).not.toMatch(/<(?:script|img|style|link|iframe|object|form)\b/i)
    const fetched = [...String(mail.html).matchAll(/\s(?:src|background)=|url\(/gi)]
    expect(fetched).toEqual([])
    for (const [, href] of String(mail.html).matchAll(/href="([^"]+)"/g))
      expect(href).toMatch(/^https:\/\/kindred\.example\.org\//)
  })

  it('is left by one post of a mail program, for good', async () => {
    await confirmed()
    await send()
    const [received] = mine() as [Received]
    const { headers } = received.mail
    expect(received.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m)
    const list = headers.get('list') as unknown as { unsubscribe: { url: string } }
    const stop = list.unsubscribe.url
    expect(stop).toBe(link(received, 'Unsubscribe'))
    expect(await page(stop)).toMatchObject({ status: 200, html: expect.stringContaining('Unsubscribe') })
    expect((await state()).confirmed).toBe(true)
    // RFC 8058, section 3.2: no cookie, no Origin, no redirect.
    const post = await press(stop, { 'List-Unsubscribe': 'One-Click' })
    expect([post.status, post.headers.get('Set-Cookie')]).toEqual([200, null])
    expect((await call(`/v1/readers/${reader}/digest`)).status).toBe(404)
    clock = hours(24)
    expect(await outcomes()).toEqual([])
    expect((await press(stop)).status).toBe(200)
  })

  it('takes a word on a paper from a button, not from following a link', async () => {
    await confirmed()
    await send()
    const [received] = mine() as [Received]
    const [first] = paperIds(received)
    const like = link(received, 'Like')
    const reactions = async () => (await call(`/v1/readers/${reader}`)).json.reactions
    expect((await page(like)).html).toContain('<button type="submit"')
    expect(await reactions()).toHaveLength(1)
    const liked = await press(like)
    expect([liked.status, liked.headers.get('Set-Cookie')]).toEqual([200, null])
    expect(await reactions()).toContainEqual(expect.objectContaining({ paperId: first, kind: 'like' }))
    const shown = async () => (await call(`/v1/readers/${reader}/lists`)).json.lists[0].shown[0]
    expect(await shown()).toMatchObject({ paperId: first, response: 'like' })
    await press(like, { undo: '1' })
    expect(await reactions()).toHaveLength(1)
    await press(link(received, 'Not interested'))
    expect(await reactions()).toContainEqual(expect.objectContaining({ paperId: first, kind: 'dislike' }))
  })

  it('has links that do one thing each, until they are revoked', async () => {
    await confirmed()
    await send()
    const [received] = mine() as [Received]
    const [like, stop] = [link(received, 'Like'), link(received, 'Unsubscribe')]
    const token = (url: string) => url.split('/').at(-1)!
    const others = [
      `/digest/stop/${token(like)}`,
      `/digest/say/${token(stop)}`,
      `/digest/confirm/${token(stop)}`,
      `/feeds/for/${token(stop)}.atom`,
      `/digest/say/${token(like).replace('.like.', '.save.')}`,
    ]
    for (const other of others) {
      expect((await page(other)).status, other).toBe(404)
      if (!other.startsWith('/feeds')) expect((await press(other)).status, other).toBe(404)
    }
    await call(`/v1/readers/${reader}/links`, 'DELETE')
    expect((await press(like)).status).toBe(404)
    // Who has an old mail can still leave.
    expect((await press(stop)).status).toBe(200)
  })

  it('sends no paper twice, and nothing when nothing good is left', async () => {
    await confirmed({ count: 4, bar: 0.001 })
    const good = (await call(`/v1/readers/${reader}/recommendations?limit=50&bar=0.001`)).json.papers.length
    expect(good).toBeGreaterThan(4)
    const sent: string[] = []
    const days: string[] = []
    for (let day = 0; day < 1 + Math.ceil(good / 4); day++) {
      clock = hours(24 * day)
      days.push(...(await outcomes()))
      // Asked again, it is done.
      expect(await outcomes()).toEqual([])
    }
    for (const mail of mine()) sent.push(...paperIds(mail))
    expect(days).toEqual([...Array(Math.ceil(good / 4)).fill('sent'), 'nothing'])
    expect([sent.length, new Set(sent).size]).toEqual([good, good])
    expect((await state()).sendings[0]).toMatchObject({ state: 'nothing' })
  })

  it('is sent once by as many processes as try', async () => {
    await confirmed()
    smtp.onMessage = () => new Promise((resolve) => setTimeout(resolve, 100))
    await Promise.all([1, 2, 3, 4].map(() => sendDue(service)))
    expect(mine()).toHaveLength(1)
  })

  it('is tried again later when the mail server can’t take it, and is not shown meanwhile', async () => {
    await confirmed()
    const lists = async () => (await call(`/v1/readers/${reader}/lists`)).json.lists
    smtp.onMessage = () => Promise.reject(smtpError(452, 'disk full'))
    expect(await outcomes()).toEqual(['failed'])
    expect(await lists()).toEqual([])
    expect((await state()).sendings).toEqual([
      { day: '2025-11-10', state: 'failed', error: expect.stringContaining('disk full') },
    ])
    clock = hours(0.08)
    expect(await outcomes()).toEqual([])
    clock = hours(0.09)
    expect(await outcomes()).toEqual(['failed'])
    smtp.onMessage = undefined
    // Twice as long the second time.
    clock = hours(0.2)
    expect(await outcomes()).toEqual([])
    clock = hours(0.3)
    expect(await outcomes()).toEqual(['sent'])
    expect(mine()).toHaveLength(1)
    expect(await lists()).toHaveLength(1)
    expect((await state()).sendings).toEqual([
      { day: '2025-11-10', state: 'sent', list: (await lists())[0].id },
    ])
  })

  it('is given up for the day when the mailbox is gone', async () => {
    await confirmed()
    smtp.onRecipient = () => Promise.reject(smtpError(550, 'no such mailbox'))
    expect(await outcomes()).toEqual(['refused'])
    smtp.onRecipient = undefined
    clock = hours(5)
    expect(await outcomes()).toEqual([])
    clock = hours(24)
    expect(await outcomes()).toEqual(['sent'])
  })

  it('is not sent to who leaves while it is under way', async () => {
    await confirmed()
    const leave: [string, () => Promise<unknown>][] = [
      ['2025-11-10', () => call(`/v1/readers/${reader}/digest`, 'DELETE')],
      ['2025-11-11', () => call(`/v1/readers/${reader}`, 'DELETE')],
    ]
    for (const [day, left] of leave) {
      clock = new Date(`${day}T08:00:00Z`)
      smtp.onRecipient = async () => void (await left())
      expect(await outcomes()).toEqual(['withdrawn'])
      expect(mine()).toEqual([])
      if (day === '2025-11-11') break
      smtp.onRecipient = undefined
      await confirmed({}, hours(-20))
    }
  })

  it('is not sent anew to who leaves and comes back the same day', async () => {
    await confirmed()
    expect(await outcomes()).toEqual(['sent'])
    await call(`/v1/readers/${reader}/digest`, 'DELETE')
    await confirmed({}, hours(-20))
    expect(await outcomes()).toEqual([])
  })

  it('is part of what a reader takes along', async () => {
    await confirmed()
    await send()
    const { digest, sendings } = (await call(`/v1/readers/${reader}/export`)).json
    expect(digest).toMatchObject({ address, hour: 8, confirmed: true })
    expect(sendings).toEqual([{ day: '2025-11-10', state: 'sent', list: expect.any(String) }])
  })

  it('is refused with the name of the field', async () => {
    const cases: [object, string][] = [
      [{ address: 'nobody' }, 'address'],
      [{ address: 'a@example.org\r\nBcc: eve@example.org' }, 'address'],
      [{ address: 'a@example.org, b@example.org' }, 'address'],
      [{ period: 'hourly' }, 'period'],
      [{ weekday: 0 }, 'weekday'],
      [{ hour: 24 }, 'hour'],
      [{ timeZone: 'Vienna' }, 'timeZone'],
      [{ count: 51 }, 'count'],
      [{ bar: 2 }, 'bar'],
      [{ confirmed: true }, 'confirmed'],
    ]
    for (const [body, field] of cases) {
      const { status, json } = await put(body)
      expect([status, json.field], JSON.stringify(body)).toEqual([400, field])
    }
    expect(smtp.received).toEqual([])
    expect((await put({}, '0'.repeat(32))).status).toBe(404)
    expect((await call(`/v1/readers/${reader}/digest`, 'DELETE')).status).toBe(404)
    const without = await callApp(test.app, `/v1/readers/${reader}/digest`, {
      method: 'PUT',
      body: { address },
    })
    expect([without.status, without.json.detail]).toEqual([503, expect.stringContaining('set SMTP_URL')])
  })
})
