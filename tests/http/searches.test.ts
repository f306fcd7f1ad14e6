import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { onEveryEngine, temporaryFolder } from '../support/databases.ts'
import { openTestService, samplePapers, type TestService } from '../support/service.ts'

onEveryEngine('saved searches', (kind) => {
  const folder = temporaryFolder()
  let test: TestService
  let reader: string
  beforeAll(async () => {
    test = await openTestService(folder, await samplePapers(), { kind })
  })
  beforeEach(async () => {
    reader = await newReader()
  })
  afterAll(() => test.close())

  const newReader = async () =>
    (await test.call('/v1/readers', { method: 'POST', body: { name: 'Ada' } })).json.id as string
  const save = (body: object, of = reader) =>
    test.call(`/v1/readers/${of}/searches`, { method: 'POST', body })
  const list = async (of = reader) => (await test.call(`/v1/readers/${of}/searches`)).json.searches
  const remove = (id: string, of = reader) =>
    test.call(`/v1/readers/${of}/searches/${id}`, { method: 'DELETE' })

  it('are kept as they were asked, and gone when they are forgotten', async () => {
    expect(await list()).toEqual([])
    const { topics } = (await test.call('/v1/topics?limit=1')).json
    const asked = { q: 'theorem \0proving', mode: 'keyword', from: '2025-01-01', to: '2025-12-31' }
    const { status, json } = await save({ ...asked, topic: topics[0].id, name: 'Proofs' })
    expect(status).toBe(200)
    expect(json).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{12}$/),
      ...asked,
      q: 'theorem proving',
      topic: topics[0].id,
      name: 'Proofs',
      createdAt: '2025-11-10T12:00:00.000Z',
    })
    expect(await list()).toEqual([json])
    expect(await list(await newReader())).toEqual([])
    expect((await remove(json.id)).status).toBe(204)
    expect(await list()).toEqual([])
  })

  it('are one when they are the same, with the name given last', async () => {
    const first = (await save({ q: 'agents', name: 'One' })).json
    const again = (await save({ q: ' agents ', mode: 'hybrid', name: 'Two' })).json
    expect(again).toEqual({ ...first, name: 'Two' })
    await save({ q: 'agents', mode: 'semantic' })
    await save({ q: 'agents', from: '2025-11-10' })
    await save({ q: 'agents', to: '2025-11-10' })
    expect(await list()).toHaveLength(4)
  })

  it('are part of what a reader takes along, and go when the reader does', async () => {
    const { json } = await save({ q: 'agents' })
    expect((await test.call(`/v1/readers/${reader}/export`)).json.searches).toEqual([json])
    expect((await test.call(`/v1/readers/${reader}`, { method: 'DELETE' })).status).toBe(204)
    expect((await test.call(`/v1/readers/${reader}/searches`)).status).toBe(404)
  })

  it('are refused with the name of the field', async () => {
    const cases: [object, string][] = [
      [{}, 'q'],
      [{ q: ' ' }, 'q'],
      [{ q: 'a', mode: 'magic' }, 'mode'],
      [{ q: 'a', from: '2025-13-01' }, 'from'],
      [{ q: 'a', from: '2025-02-01', to: '2025-01-01' }, 'from'],
      [{ q: 'a', name: '' }, 'name'],
      [{ q: 'a', id: '0' }, 'id'],
    ]
    for (const [body, field] of cases) {
      const { status, json } = await save(body)
      expect([status, json.field], JSON.stringify(body)).toEqual([400, field])
    }
    expect((await remove('mine')).json.field).toBe('searchId')
  })

  it('are not found without the reader, the topic, or the search', async () => {
    const { json } = await save({ q: 'agents' })
    const nobody = '0'.repeat(32)
    const answers = [
      await save({ q: 'agents' }, nobody),
      await save({ q: 'agents', topic: 't00000000' }),
      await test.call(`/v1/readers/${nobody}/searches`),
      await remove(json.id, nobody),
      await remove(json.id, await newReader()),
      await remove('0'.repeat(12)),
    ]
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404))
    expect(await list()).toEqual([json])
  })

  it('are a hundred at most', async () => {
    for (let at = 0; at < 100; at++) expect((await save({ q: `query ${at}` })).status).toBe(200)
    expect((await save({ q: 'one more' })).json.detail).toMatch(/at most 100/)
    expect((await save({ q: 'query 7', name: 'Seven' })).status).toBe(200)
  })
})
