import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { GOOD_FOR_SECONDS, isOperatorKey, makeOperatorKey } from '../../src/operator-key.ts'
import { tokensIn } from '../../src/tokens.ts'
import { temporaryFolder } from '../support/databases.ts'
import { NOW, openTestService, samplePapers, type TestService } from '../support/service.ts'

const secondsLater = (seconds: number) => new Date(NOW.getTime() + 1000 * seconds)

describe('an operator’s key', () => {
  const key = new Uint8Array(32).fill(1)
  const made = makeOperatorKey(key, 'operator link', NOW)

  it('is good for a quarter of an hour, for one purpose, of one installation', () => {
    expect(isOperatorKey(key, 'operator link', made, NOW)).toBe(true)
    expect(isOperatorKey(key, 'operator link', made, secondsLater(899))).toBe(true)
    expect(isOperatorKey(key, 'operator link', made, secondsLater(900))).toBe(false)
    expect(isOperatorKey(key, 'operator cookie', made, NOW)).toBe(false)
    expect(isOperatorKey(new Uint8Array(32), 'operator link', made, NOW)).toBe(false)
    const longer = made.replace(/^\d+/, (until) => String(Number(until) + 1))
    for (const other of [longer, '', '.', 'x', made.slice(0, -1)])
      expect([other, isOperatorKey(key, 'operator link', other, NOW)]).toEqual([other, false])
  })
})

describe('tokens among the settings', () => {
  const folder = temporaryFolder()
  let test: TestService
  let app: ReturnType<typeof createApp>
  let now = NOW
  let cookie = ''
  beforeAll(async () => {
    test = await openTestService(folder, (await samplePapers()).slice(0, 5))
    app = createApp({ ...test.service, tokensRequired: true, now: () => now })
  })
  beforeEach(() => {
    cookie = ''
    now = NOW
  })
  afterAll(() => test.close())

  const ask = async (path: string, form?: Record<string, string>, headers: Record<string, string> = {}) => {
    const answer = await app.request(path, {
      method: form ? 'POST' : 'GET',
      headers: { Accept: 'text/html', Origin: 'http://localhost', Cookie: cookie, ...headers },
      body: form && new URLSearchParams(form),
    })
    const set = answer.headers.get('Set-Cookie')
    if (set) cookie = set.split(';')[0]!
    return { status: answer.status, html: await answer.text(), headers: answer.headers }
  }
  const letIn = async () =>
    ask(
      `/settings/tokens?${new URLSearchParams({ key: await tokensIn(test.service.db, () => now).pageKey() })}`,
    )
  const opens = async (token: string) =>
    (await app.request('/v1/stats', { headers: { Authorization: `Bearer ${token}` } })).status === 200

  it('are shown, made and revoked by nobody but who followed the link of the command', async () => {
    const { id, token } = await tokensIn(test.service.db, () => NOW).make('nightly import')
    for (const key of ['', 'x', `${token}`])
      expect((await ask(`/settings/tokens?key=${key}`)).status).toBe(404)
    expect((await ask('/settings')).html).not.toContain('nightly import')
    expect((await ask('/settings/tokens', { name: 'mine' })).status).toBe(403)
    expect((await ask('/settings/tokens/revoke', { id })).status).toBe(403)
    expect(await opens(token)).toBe(true)
    expect((await letIn()).headers.get('Location')).toBe('/settings#api')
    expect((await ask('/settings')).html).toContain('nightly import')
    expect((await ask('/settings/tokens/revoke', { id })).status).toBe(303)
    expect(await opens(token)).toBe(false)
    expect((await ask('/settings/tokens/revoke', { id })).status).toBe(404)
  })

  it('one that was made works, and is shown this once and kept by no cache', async () => {
    await letIn()
    const made = await ask('/settings/tokens', { name: ' <b>a phone</b> ' })
    expect([made.status, made.headers.get('Cache-Control')]).toEqual([200, 'no-store'])
    expect(made.html).toContain('&lt;b&gt;a phone&lt;/b&gt;')
    const token = /kindred_[\w-]{43}/.exec(made.html)![0]
    expect(await opens(token)).toBe(true)
    const { html } = await ask('/settings')
    expect(html).toContain('&lt;b&gt;a phone&lt;/b&gt;')
    expect(html).not.toContain(token)
    for (const name of ['', '  ', 'x'.repeat(101)])
      expect((await ask('/settings/tokens', { name })).status).toBe(400)
  })

  it('are locked again after an hour, or when they are told to be', async () => {
    await letIn()
    now = secondsLater(GOOD_FOR_SECONDS['operator cookie'] - 1)
    expect((await ask('/settings')).html).toContain('Make a token')
    now = secondsLater(GOOD_FOR_SECONDS['operator cookie'])
    expect((await ask('/settings')).html).not.toContain('Make a token')
    expect((await ask('/settings/tokens', { name: 'late' })).status).toBe(403)
    await letIn()
    await ask('/settings/tokens/leave', {})
    expect((await ask('/settings')).html).not.toContain('Make a token')
  })

  it('can’t be made by a page of another site, and the cookie is sent to no other page of ours', async () => {
    const { headers } = await letIn()
    expect(headers.get('Set-Cookie')).toMatch(/Path=\/settings; HttpOnly; SameSite=Lax/)
    const other = await ask('/settings/tokens', { name: 'theirs' }, { Origin: 'https://elsewhere.example' })
    expect(other.status).toBe(403)
  })
})
