import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { onEveryStore, temporaryFolder } from '../support/databases.ts'
import { NOW, openTestService, samplePapers, type TestService } from '../support/service.ts'

// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of it
type Json = any

// Two interests of the sample page that have nothing in common: mathematics, and models of few bits.
const HISTORY = ['PAL: Program-aided Language Models']

onEveryStore('a reader who changes what they are recommended', (kind) => {
  const folder = temporaryFolder()
  let test: TestService
  let papers: Json[]
  let reader: string
  beforeAll(async () => {
    test = await openTestService(folder, await samplePapers(), { kind })
    papers = (await test.call('/v1/papers?limit=100')).json.papers
  })
  afterAll(() => test.close())

  const call = async (method: string, path: string, body?: unknown) =>
    test.call(`/v1/readers/${reader}${path}`, { method, body })
  const interests = async () => (await call('GET', '/interests')).json.interests as Json[]
  const recommended = async (query = 'limit=20') => (await call('GET', `/recommendations?${query}`)).json
  const ids = (list: Json[]) => list.map(({ id }) => id)

  beforeEach(async () => {
    reader = (await test.call('/v1/readers', { method: 'POST', body: { name: 'Ada' } })).json.id
    const like = async (id: string) =>
      test.call(`/v1/readers/${reader}/reactions/${encodeURIComponent(id)}`, {
        method: 'PUT',
        body: { kind: 'like' },
      })
    for (const name of HISTORY) await like(name)
    for (const query of ['weight+quantization', 'formal+theorem+proving']) {
      const found = (await test.call(`/v1/search?q=${query}&limit=4`)).json.papers
      for (const { id } of found) expect((await like(id)).status).toBe(200)
    }
  })

  it('sees several interests, each with its papers, all shares adding up to 1', async () => {
    const found = await interests()
    expect(found.length).toBeGreaterThan(1)
    expect(found.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 6)
    const told = found.flatMap((interest) => ids(interest.papers))
    expect(new Set(told).size).toBe(told.length)
    for (const { label, papers: own, medoid } of found) {
      expect(label).not.toBe('')
      expect(ids(own)).toContain(medoid.id)
    }
  })

  it('gives an interest another name, and nothing else changes', async () => {
    const [before, list] = [await interests(), await recommended()]
    const { status, json } = await call('PATCH', `/interests/${before[0].id}`, { name: 'Fewer bits' })
    expect([status, json.interests[0].label]).toEqual([200, 'Fewer bits'])
    expect(ids(json.interests)).toEqual(ids(before))
    expect(ids((await recommended()).papers)).toEqual(ids(list.papers))
    const back = await call('PATCH', `/interests/${before[0].id}`, { name: null })
    expect(back.json.interests[0].label).toBe(before[0].label)
  })

  it('silences an interest for good or until a day, and hears of it again', async () => {
    const [loud] = await interests()
    const shown = async () => (await recommended()).papers.map((paper: Json) => paper.interest.id)
    expect(await shown()).toContain(loud.id)
    for (const change of [{ muted: true }, { weight: 0 }, { snoozedUntil: '2025-12-01T00:00:00Z' }]) {
      expect((await call('PATCH', `/interests/${loud.id}`, change)).status).toBe(200)
      expect(await shown()).not.toContain(loud.id)
      await call('DELETE', '/settings')
      expect(await shown()).toContain(loud.id)
    }
    // A snooze that is over silences nothing.
    expect(Date.parse('2025-11-01T00:00:00Z')).toBeLessThan(NOW.getTime())
    await call('PATCH', `/interests/${loud.id}`, { snoozedUntil: '2025-11-01T00:00:00Z' })
    expect(await shown()).toContain(loud.id)
  })

  it('gives a heavier interest more of the list', async () => {
    const found = await interests()
    const small = found.at(-1)!
    const count = async () =>
      (await recommended()).papers.filter(({ interest }: Json) => interest.id === small.id).length
    const before = await count()
    await call('PATCH', `/interests/${small.id}`, { weight: 10 })
    expect(await count()).toBeGreaterThan(before)
  })

  it('merges two interests into one that has the papers of both', async () => {
    const [first, second, ...others] = await interests()
    const { json } = await call('PATCH', `/interests/${second.id}`, { mergeInto: first.id })
    expect(json.interests).toHaveLength(1 + others.length)
    const merged = json.interests.find(({ id }: Json) => id === first.id)
    expect(ids(merged.papers).toSorted()).toEqual([...ids(first.papers), ...ids(second.papers)].toSorted())
  })

  it('splits an interest in two that share its papers', async () => {
    const [first, ...others] = await interests()
    const { json } = await call('PATCH', `/interests/${first.id}`, { split: true })
    expect(json.interests).toHaveLength(2 + others.length)
    const known = new Set(ids(others))
    const halves = json.interests.filter(({ id }: Json) => !known.has(id))
    expect(ids(halves)).toContain(first.id)
    expect(halves.flatMap(({ papers: own }: Json) => ids(own)).toSorted()).toEqual(
      ids(first.papers).toSorted(),
    )
  })

  it('moves papers about a subject down by a rule, which tells what it removed', async () => {
    const before = ids((await recommended()).papers)
    const { json: rule } = await call('POST', '/rules', { text: 'less  Quantization' })
    expect(rule).toMatchObject({ text: 'less Quantization', matches: expect.any(Number) })
    expect(rule.matches).toBeGreaterThan(0)
    const after = await recommended()
    const [report] = after.rules
    expect(report.removed.length).toBeGreaterThan(0)
    expect(ids(report.removed).toSorted()).toEqual(
      before.filter((id) => !ids(after.papers).includes(id)).toSorted(),
    )
    expect(ids(report.brought).toSorted()).toEqual(
      ids(after.papers)
        .filter((id) => !before.includes(id))
        .toSorted(),
    )
    // The same words are the same rule; taken back, the list is what it was.
    await call('POST', '/rules', { text: 'LESS quantization' })
    expect((await call('GET', '/rules')).json.rules).toEqual([rule])
    expect((await call('DELETE', `/rules/${rule.id}`)).status).toBe(204)
    expect(ids((await recommended()).papers)).toEqual(before)
    expect((await call('DELETE', `/rules/${rule.id}`)).status).toBe(404)
  })

  it('lifts papers about a subject by a rule, but for ones that nobody says anything of', async () => {
    const before = await recommended()
    await call('POST', '/rules', { text: 'more quantization' })
    const rank = (list: Json, id: string) => ids(list.papers).indexOf(id)
    const after = await recommended()
    const about = before.papers.find(({ title }: Json) => /quanti[sz]/i.test(title))!
    expect(rank(after, about.id)).toBeLessThanOrEqual(rank(before, about.id))
    await call('DELETE', '/settings')
    await call('POST', '/rules', { text: 'less xylophones' })
    const [{ matches, removed }] = (await recommended()).rules
    expect([matches, removed]).toEqual([0, []])
  })

  it('sees before an action what it would change, and it is what then happens', async () => {
    const [first, second] = await interests()
    const rule = (await call('POST', '/rules', { text: 'less reasoning' })).json
    const shown = (await recommended()).papers
    const run: [action: Json, really: () => Promise<Json>][] = [
      [
        { action: 'react', paper: shown[3].id, kind: 'dislike' },
        () => call('PUT', `/reactions/${shown[3].id}`, { kind: 'dislike' }),
      ],
      [
        { action: 'interest', id: first.id, change: { muted: true } },
        () => call('PATCH', `/interests/${first.id}`, { muted: true }),
      ],
      [
        { action: 'interest', id: second.id, change: { split: true } },
        () => call('PATCH', `/interests/${second.id}`, { split: true }),
      ],
      [
        { action: 'rule', text: 'more optimization' },
        () => call('POST', '/rules', { text: 'more optimization' }),
      ],
      [{ action: 'unrule', id: rule.id }, () => call('DELETE', `/rules/${rule.id}`)],
      [{ action: 'unreact', paper: shown[3].id }, () => call('DELETE', `/reactions/${shown[3].id}`)],
      [{ action: 'reset' }, () => call('DELETE', '/settings')],
    ]
    for (const [action, really] of run) {
      const before = ids((await recommended('limit=10')).papers)
      const { status, json } = await call('POST', '/preview', { do: action, limit: 10 })
      expect(status, JSON.stringify(json)).toBe(200)
      // Looking changes nothing.
      expect(ids((await recommended('limit=10')).papers)).toEqual(before)
      expect((await really()).status).toBeLessThan(300)
      const after = ids((await recommended('limit=10')).papers)
      expect(json.entered.map(({ id, rank }: Json) => [id, rank])).toEqual(
        after.map((id, at) => [id, at + 1]).filter(([id]) => !before.includes(id as string)),
      )
      expect(ids(json.left)).toEqual(before.filter((id) => !after.includes(id)))
      expect(json.moved.map(({ id, before: was, rank }: Json) => [id, was, rank])).toEqual(
        after
          .map((id, at) => [id, before.indexOf(id) + 1, at + 1])
          .filter(([, was, rank]) => was !== 0 && was !== rank),
      )
      expect(json.same + json.moved.length + json.entered.length).toBe(after.length)
    }
  })

  it('takes all of it along, and all of it goes with the reader', async () => {
    const [first] = await interests()
    await call('PATCH', `/interests/${first.id}`, { name: 'Mine', snoozedUntil: '2025-12-01T00:00:00Z' })
    const { json: rule } = await call('POST', '/rules', { text: 'more optimization' })
    const { json } = await call('GET', '/export')
    expect(json.rules).toEqual([{ id: rule.id, text: 'more optimization' }])
    expect(json.interests.find(({ id }: Json) => id === first.id)).toMatchObject({
      name: 'Mine',
      muted: false,
      snoozedUntil: '2025-12-01T00:00:00.000Z',
      papers: expect.arrayContaining(ids(first.papers)),
    })
    expect((await call('DELETE', '')).status).toBe(204)
    for (const path of ['/interests', '/rules', '/export']) expect((await call('GET', path)).status).toBe(404)
  })

  it('is told what is wrong with a change', async () => {
    const [first] = await interests()
    const wrong: [method: string, path: string, body: unknown, status: number, message: RegExp][] = [
      ['PATCH', '/interests/000000000000', { muted: true }, 404, /no interest 000000000000/],
      ['PATCH', `/interests/${first.id}`, {}, 400, /changes nothing/],
      ['PATCH', `/interests/${first.id}`, { weight: 11 }, 400, /weight/],
      ['PATCH', `/interests/${first.id}`, { mergeInto: first.id }, 400, /itself/],
      ['PATCH', `/interests/${first.id}`, { mergeInto: '000000000000' }, 404, /no interest/],
      ['POST', '/rules', { text: 'benchmarks' }, 400, /less …/],
      ['POST', '/rules', { text: 'less the' }, 400, /less …/],
      ['POST', '/preview', { do: { action: 'rule', text: 'why' } }, 400, /less …/],
      ['POST', '/preview', { do: { action: 'fly' } }, 400, /do/],
    ]
    for (const [method, path, body, status, message] of wrong) {
      const answer = await call(method, path, body)
      expect([path, answer.status]).toEqual([path, status])
      expect(answer.json.detail).toMatch(message)
    }
    expect(papers).toHaveLength(86)
  })
})
