import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/databases.ts'
import { problemsOfAtom, problemsOfJsonFeed, problemsOfRss } from '../support/feed-validator.ts'
import { openTestService, samplePapers, type TestService } from '../support/service.ts'

const RULES = { atom: problemsOfAtom, rss: problemsOfRss, json: problemsOfJsonFeed }

type Named = { id: string; label: string; size: number }

describe('topics over HTTP, as the collection grows and people say what they are', () => {
  const folder = temporaryFolder()
  let test: TestService
  beforeAll(async () => {
    test = await openTestService(folder, await samplePapers())
  })
  afterAll(() => test.close())
  const topics = async (): Promise<Named[]> => (await test.call('/v1/topics?limit=500')).json.topics
  const ids = async () => (await topics()).map(({ id }) => id).sort()

  it('have not changed while there was one rebuild, and that is said', async () => {
    const { status, json } = await test.call('/v1/topics/changes')
    expect([status, json.revisions, json.reason]).toEqual([200, [], 'no rebuild has changed a topic yet'])
    expect(await (await test.app.request('/topics/changes')).text()).toContain('no rebuild has changed')
  })

  it('are told of a paper that the collection does not hold, most probable first', async () => {
    const text = {
      title: 'A benchmark of theorem provers',
      abstract: 'We evaluate how language models prove theorems in Lean and formal mathematics.',
    }
    const { status, json } = await test.call('/v1/topics/assign', { method: 'POST', body: text })
    expect(status).toBe(200)
    expect(json.topics).toHaveLength(3)
    const [first, second] = json.topics
    expect(first.probability).toBeGreaterThan(second.probability)
    // It lands where a paper of the collection on the same is.
    const near = (await test.call('/v1/search?q=theorem+proving+in+Lean&mode=semantic&limit=1')).json
      .papers[0]
    const own = (await test.call(`/v1/papers/${near.id}/topics`)).json
    expect([first.id, own.outlier]).toEqual([own.topics[0].id, false])
    const empty = await test.call('/v1/topics/assign', { method: 'POST', body: {} })
    expect([empty.status, empty.json.field]).toEqual([400, 'title'])
  })

  it('are merged by hand from the next rebuild on, and apart again when that is taken back', async () => {
    const before = await topics()
    const [a, b] = [before[0]!, before[3]!]
    const body = { topics: [a.id, b.id] }
    const { status, json } = await test.call('/v1/topics/merge', { method: 'POST', body })
    expect([status, json.verdict, json.carriedOut]).toEqual([200, 'together', false])
    expect(json.parts.map(({ topic }: { topic: Named }) => topic.id)).toEqual([a.id, b.id])
    expect(await ids()).toEqual(before.map(({ id }) => id).sort())

    await test.rebuild()
    const merged = await topics()
    expect(merged).toHaveLength(before.length - 1)
    expect(merged.map(({ size }) => size)).toContain(a.size + b.size)
    const { revisions } = (await test.call('/v1/topics/changes?kind=merged')).json
    expect(revisions[0].changes).toHaveLength(1)
    const { id, others } = revisions[0].changes[0]
    expect([id, ...others.map((other: Named) => other.id)].sort()).toEqual([a.id, b.id].sort())
    expect((await test.call('/v1/topics/edits')).json.edits).toMatchObject([
      { id: json.id, carriedOut: true, parts: [{ topic: { id } }, { topic: { id } }] },
    ])
    const page = await (await test.app.request('/topics/changes')).text()
    expect(page).toContain('took in')
    const feed = async (format: string) =>
      (await test.app.request(`http://localhost/feeds/topic-changes.${format}`)).text()
    const [entry] = JSON.parse(await feed('json')).items
    expect(entry).toMatchObject({ title: expect.stringContaining(' took in '), tags: ['merged'] })
    expect(entry.url).toBe(`http://localhost/topics/${id}`)
    for (const [format, problemsOf] of Object.entries(RULES))
      expect(problemsOf(await feed(format), `http://localhost/feeds/topic-changes.${format}`)).toEqual([])

    const gone = await test.call(`/v1/topics/edits/${json.id}`, { method: 'DELETE' })
    expect(gone.status).toBe(204)
    await test.rebuild()
    expect(await topics()).toHaveLength(before.length)
    expect((await test.call(`/v1/topics/changes?kind=split&topic=${id}`)).json.revisions).toHaveLength(1)
    const again = await test.call(`/v1/topics/edits/${json.id}`, { method: 'DELETE' })
    expect([again.status, again.json.detail]).toEqual([404, expect.stringContaining('GET /v1/topics/edits')])
  })

  it('are split by hand, by forms as well, and stay so while papers come', async () => {
    const before = await topics()
    const [largest] = before
    const answer = await test.app.request(`/topics/${largest!.id}/split`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: 'http://localhost' },
    })
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/topics#topic-edits'])
    const list = await (await test.app.request('/topics')).text()
    expect(list).toContain('npm run embed')
    await test.save([{ title: 'On the growth of corn', abstract: 'Corn grows in summer.', aliases: [] }])
    await test.rebuild()
    expect(await topics()).toHaveLength(before.length + 1)
    const { changes } = (await test.call('/v1/topics/changes?kind=split&limit=1')).json.revisions[0]
    expect(changes[0].id).toBe(largest!.id)
    const [{ id }] = (await test.call('/v1/topics/edits')).json.edits
    await test.app.request(`/topics/edits/${id}/undo`, {
      method: 'POST',
      headers: { Origin: 'http://localhost' },
    })
    expect((await test.call('/v1/topics/edits')).json.edits).toEqual([])
  })

  it('refuse what can’t be merged or split, and say why', async () => {
    const [first] = await topics()
    const { broader } = (await test.call(`/v1/topics/${first!.id}`)).json
    const post = async (path: string, body: unknown) => {
      const { status, json } = await test.call(path, { method: 'POST', body })
      return [status, json.field, json.detail] as const
    }
    expect(await post('/v1/topics/merge', { topics: [first!.id, first!.id] })).toEqual([
      400,
      'topics',
      'name two topics at least, each once',
    ])
    expect((await post('/v1/topics/merge', { topics: [first!.id, 't00000000'] }))[0]).toBe(404)
    expect(await post(`/v1/topics/${broader.id}/split`, {})).toMatchObject([
      400,
      'id',
      expect.stringContaining('not at the usual level'),
    ])
    expect((await post(`/v1/topics/${first!.id}/split`, { into: 1 })).slice(0, 2)).toEqual([400, 'into'])
    expect((await test.call('/v1/topics/changes?since=yesterday')).status).toBe(400)
    expect((await test.call('/v1/topics/changes?since=2100-01-01T00:00:00Z')).json.revisions).toEqual([])
  })
})
