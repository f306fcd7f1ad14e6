import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bearerOf } from '../../src/access-token.ts'
import { createApp } from '../../src/app.ts'
import { NotFound } from '../../src/errors.ts'
import { type Tokens, tokensIn } from '../../src/tokens.ts'
import { onEveryEngine, temporaryFolder } from '../support/databases.ts'
import { callApp, NOW, openTestService, samplePapers, type TestService } from '../support/service.ts'

describe('an Authorization header', () => {
  it('holds a token in one form', () => {
    expect(bearerOf('Bearer kindred_a-b_c')).toBe('kindred_a-b_c')
    expect(bearerOf('bearer  abc=')).toBe('abc=')
    const others = [
      undefined,
      '',
      'Bearer',
      'Bearer ',
      'Basic abc',
      'Bearer a b',
      `Bearer ${'a'.repeat(999)}`,
    ]
    for (const other of others) expect(bearerOf(other), other).toBeUndefined()
  })
})

onEveryEngine('tokens of the API', (kind) => {
  const folder = temporaryFolder()
  let test: TestService
  let app: ReturnType<typeof createApp>
  let tokens: Tokens
  beforeAll(async () => {
    test = await openTestService(folder, (await samplePapers()).slice(0, 5), { kind })
    app = createApp({ ...test.service, tokensRequired: true })
    tokens = tokensIn(test.service.db, () => NOW)
  })
  beforeEach(async () => {
    await test.service.db.execute(sql`truncate access_tokens`)
  })
  afterAll(() => test.close())

  const call = (path: string, headers: Record<string, string> = {}, method = 'GET', body?: object) =>
    callApp(app, path, { method, headers, body })
  const bearing = (token: string) => ({ Authorization: `Bearer ${token}` })

  it('are asked for by every call of the contract, and by no page, feed or probe', async () => {
    const { paths, security } = (await call('/openapi.json')).json
    expect(security).toEqual([{ token: [] }])
    let calls = 0
    for (const [path, methods] of Object.entries<object>(paths)) {
      if (!path.startsWith('/v1/')) continue
      for (const method of Object.keys(methods)) {
        calls++
        const answer = await call(path.replace(/\{\w+\}/g, '0'), {}, method.toUpperCase())
        expect([path, answer.status, answer.json.title]).toEqual([path, 401, 'Unauthorized'])
        expect(answer.headers.get('WWW-Authenticate')).toBe('Bearer realm="Kindred"')
      }
    }
    expect(calls).toBeGreaterThan(40)
    for (const path of ['/', '/topics', '/feeds/today.atom', '/healthz', '/readyz', '/reference'])
      expect([path, (await app.request(path)).status]).toEqual([path, 200])
  })

  it('open the API until they are revoked', async () => {
    const { id, token } = await tokens.make('a script')
    expect(token).toMatch(/^kindred_[\w-]{43}$/)
    expect((await call('/v1/papers', bearing(token))).status).toBe(200)
    expect((await call('/v1/readers', bearing(token), 'POST', { name: 'Ada' })).status).toBe(201)
    await tokens.revoke(id)
    const refused = await call('/v1/papers', bearing(token))
    expect([refused.status, refused.json.detail]).toEqual([401, expect.stringContaining('was revoked')])
    expect(refused.headers.get('WWW-Authenticate')).toBe('Bearer realm="Kindred", error="invalid_token"')
    await expect(tokens.revoke(id)).rejects.toThrow(NotFound)
  })

  it('are refused when they are but nearly one', async () => {
    const { token } = await tokens.make('a script')
    for (const other of [token.slice(0, -1), `${token}A`, token.toUpperCase(), 'kindred_', 'x'])
      expect((await call('/v1/papers', bearing(other))).status, other).toBe(401)
    expect((await call('/v1/papers', { Authorization: `Basic ${token}` })).status).toBe(401)
    expect((await call(`/v1/papers?access_token=${token}`)).status).toBe(401)
  })

  it('are listed without what could be used, and stand nowhere as they are', async () => {
    const made = [await tokens.make('one'), await tokens.make('two')]
    const listed = await tokens.list()
    expect(listed.map(({ name }) => name).sort()).toEqual(['one', 'two'])
    const { rows } = (await test.service.db.execute(sql`select * from access_tokens`)) as unknown as {
      rows?: unknown[]
    }
    const stored = JSON.stringify([
      listed,
      rows ?? (await test.service.db.execute(sql`select * from access_tokens`)),
    ])
    for (const { token } of made) expect(stored).not.toContain(token.slice('kindred_'.length))
  })

  it('are not needed for what a page fetches for itself, unless it is somebody’s own', async () => {
    const page = { 'Sec-Fetch-Site': 'same-origin' }
    expect((await call('/v1/map?limit=0', page)).status).toBe(200)
    expect((await call('/v1/map?limit=0', { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(401)
    expect((await call('/v1/readers', page)).status).toBe(401)
    expect((await call('/v1/similar', page, 'POST', { text: 'a' })).status).toBe(401)
  })

  it('are asked of nobody unless the operator wants them', async () => {
    expect((await test.call('/v1/papers')).status).toBe(200)
    expect((await test.call('/openapi.json')).json.security).toBeUndefined()
  })
})
