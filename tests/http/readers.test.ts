import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { onEveryStore, temporaryFolder } from '../support/databases.ts'
import { openTestService, samplePapers, type TestService } from '../support/service.ts'

onEveryStore('readers', (kind) => {
  const folder = temporaryFolder()
  let test: TestService
  let papers: { id: string; title: string }[]
  let reader: string
  beforeAll(async () => {
    test = await openTestService(folder, await samplePapers(), { kind })
    papers = (await test.call('/v1/papers?limit=100')).json.papers
  })
  beforeEach(async () => {
    const { status, json } = await test.call('/v1/readers', { method: 'POST', body: { name: 'Ada' } })
    expect(status).toBe(201)
    reader = json.id
  })
  afterAll(() => test.close())

  const react = (paper: string, kindOf: string, more: object = {}) =>
    test.call(`/v1/readers/${reader}/reactions/${paper}`, { method: 'PUT', body: { kind: kindOf, ...more } })
  const recommendations = async (query = '') =>
    (await test.call(`/v1/readers/${reader}/recommendations${query}`)).json
  const titled = (words: RegExp) => papers.filter(({ title }) => words.test(title)).map(({ id }) => id)

  it('get papers like those they liked, each with its causes, and none that they reacted to', async () => {
    const liked = titled(/Theorem Prov/).slice(0, 2)
    for (const id of liked) expect((await react(id, 'like')).status).toBe(200)
    const [hidden] = titled(/Lyra|Lean/).filter((id) => !liked.includes(id))
    await react(hidden!, 'hide')
    const { papers: found } = await recommendations('?limit=5')
    expect(found).toHaveLength(5)
    for (const { id, because } of found) {
      expect([...liked, hidden]).not.toContain(id)
      expect(because.map((cause: { id: string }) => cause.id).sort()).toEqual([...liked].sort())
      const sum = because.reduce((total: number, { share }: { share: number }) => total + share, 0)
      expect(sum).toBeCloseTo(1, 6)
    }
    expect(found[0].title).toMatch(/Theorem|Proof|Prov|Lean/)
  })

  it('get a reason instead of papers while they have liked nothing', async () => {
    expect(await recommendations()).toMatchObject({
      papers: [],
      reason: expect.stringContaining('react to a few papers first'),
    })
    await react(papers[0]!.id, 'dislike')
    expect((await recommendations()).papers).toEqual([])
  })

  it('get a reason when nothing is left to recommend', async () => {
    for (const { id } of papers) await react(id, 'read')
    expect(await recommendations()).toMatchObject({
      papers: [],
      reason: expect.stringContaining('holds the whole collection'),
    })
  })

  it('see a dislike act', async () => {
    await react(titled(/Theorem Prov/)[0]!, 'like')
    const before = (await recommendations('?limit=80')).papers.map(({ id }: { id: string }) => id)
    await react(before[0], 'dislike')
    const after = (await recommendations('?limit=80')).papers.map(({ id }: { id: string }) => id)
    expect(after).not.toContain(before[0])
    expect(after).not.toEqual(before.slice(1))
  })

  it('are told that a page of recommendations is no longer of this list after a new reaction', async () => {
    await react(papers[0]!.id, 'like')
    const { next } = await recommendations('?limit=5')
    await react(papers[1]!.id, 'like')
    const { status, json } = await test.call(`/v1/readers/${reader}/recommendations?limit=5&cursor=${next}`)
    expect([status, json.field]).toEqual([400, 'cursor'])
  })

  it('can say a thing twice and take it back', async () => {
    const { id } = papers[0]!
    await react(id, 'like', { at: '2025-11-01T00:00:00Z' })
    await react(id, 'like', { at: '2025-11-01T00:00:00Z' })
    await react(id, 'save')
    const stored = (await test.call(`/v1/readers/${reader}`)).json.reactions
    expect(stored.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['like', 'save'])
    const path = `/v1/readers/${reader}/reactions/${id}`
    expect((await test.call(`${path}?kind=save`, { method: 'DELETE' })).status).toBe(204)
    expect((await test.call(path, { method: 'DELETE' })).status).toBe(204)
    expect((await test.call(path, { method: 'DELETE' })).status).toBe(404)
    expect((await test.call(`/v1/readers/${reader}`)).json.reactions).toEqual([])
  })

  it('can take everything out and be deleted', async () => {
    await react(papers[0]!.id, 'like', { weight: 2 })
    const { json } = await test.call(`/v1/readers/${reader}/export`)
    expect(json.reader.name).toBe('Ada')
    expect(json.reactions).toMatchObject([{ kind: 'like', weight: 2, paper: { title: papers[0]!.title } }])
    expect((await test.call(`/v1/readers/${reader}`, { method: 'DELETE' })).status).toBe(204)
    for (const path of ['', '/export', '/recommendations']) {
      expect((await test.call(`/v1/readers/${reader}${path}`)).status).toBe(404)
    }
  })

  it('are listed page by page', async () => {
    const all: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const { json }: { json: { readers: { id: string }[]; next: string | null } } = await test.call(
        `/v1/readers?limit=2${next && `&cursor=${next}`}`,
      )
      all.push(...json.readers.map(({ id }) => id))
      next = json.next
    }
    expect(all).toContain(reader)
    expect(new Set(all).size).toBe(all.length)
  })

  it('need not be stored: a history in the request gets the same answers', async () => {
    const liked = titled(/Theorem Prov/).slice(0, 2)
    const at = '2025-11-01T00:00:00.000Z'
    for (const id of liked) await react(id, 'like', { at })
    const stored = await recommendations('?limit=10')
    const { json } = await test.call('/v1/recommendations', {
      method: 'POST',
      body: { positive: liked.map((id) => ({ id, at })), limit: 10 },
    })
    expect(json.papers.map(({ id }: { id: string }) => id)).toEqual(
      stored.papers.map(({ id }: { id: string }) => id),
    )
  })

  it('may name papers that we do not hold by title and abstract, and rank a given list', async () => {
    const candidates = papers.slice(0, 10).map(({ id }) => id)
    const { json } = await test.call('/v1/recommendations', {
      method: 'POST',
      body: {
        positive: [
          { title: 'A prover for Lean', abstract: 'We train a language model to prove theorems.', weight: 2 },
          candidates[0],
        ],
        negative: [candidates[1]],
        candidates,
      },
    })
    // The ten less the two of the history.
    expect(json.papers.map(({ id }: { id: string }) => id).sort()).toEqual(candidates.slice(2).sort())
    const titles = json.papers[0].because.map(({ title }: { title: string }) => title)
    expect(titles).toContain('A prover for Lean')
  })

  it('never get back a paper that they named by its title', async () => {
    const { id, title } = papers[0]!
    const { json } = await test.call('/v1/recommendations', {
      method: 'POST',
      body: { positive: [{ title: title.toUpperCase() }], limit: 100 },
    })
    expect(json.papers).toHaveLength(85)
    expect(json.papers.map((paper: { id: string }) => paper.id)).not.toContain(id)
  })
})
