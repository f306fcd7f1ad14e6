import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import type { Team } from '../../src/impression.ts'
import { onEveryStore, temporaryFolder } from '../support/databases.ts'
import { callApp, openTestService, samplePapers, type TestService } from '../support/service.ts'

interface Shown {
  readonly rank: number
  readonly paperId: string
  readonly team?: Team
  readonly response?: string
}

onEveryStore('the lists of a reader', (kind) => {
  const folder = temporaryFolder()
  let test: TestService
  let papers: { id: string; title: string }[]
  let reader: string
  beforeAll(async () => {
    test = await openTestService(folder, await samplePapers(), { kind })
    papers = (await test.call('/v1/papers?limit=100')).json.papers
  })
  beforeEach(async () => {
    reader = await newReader()
  })
  afterAll(() => test.close())

  const post = (path: string, body: object) => test.call(path, { method: 'POST', body })
  const newReader = async () => (await post('/v1/readers', { name: 'Ada' })).json.id as string
  const like = (paper: string, of = reader) =>
    test.call(`/v1/readers/${of}/reactions/${paper}`, { method: 'PUT', body: { kind: 'like' } })
  const makeList = (body: object = {}, of = reader) => post(`/v1/readers/${of}/lists`, body)
  const respond = (list: string, paper: string, response: string, of = reader) =>
    post(`/v1/readers/${of}/lists/${list}/responses`, { paper, kind: response })
  const lists = async (query = '') => (await test.call(`/v1/readers/${reader}/lists${query}`)).json
  /** What was shown in the reader's only list, teams included. */
  const exported = async (of = reader): Promise<Shown[]> =>
    (await test.call(`/v1/readers/${of}/export`)).json.lists[0].shown
  const experiment = async (strategies: string) =>
    (await test.call('/v1/experiments')).json.experiments.find(
      (each: { strategies: string[] }) => each.strategies.join() === strategies,
    )
  const idsOf = (reply: { papers: { id: string }[] }) => reply.papers.map(({ id }) => id)

  it('are recommendations, with the id under which they are kept', async () => {
    await like(papers[0]!.id)
    for (const [query, body] of [
      ['limit=5', { limit: 5 }],
      ['limit=8&diversity=0.5&from=2024-01-01', { limit: 8, diversity: 0.5, from: '2024-01-01' }],
    ] as const) {
      const { status, json } = await makeList(body)
      const got = (await test.call(`/v1/readers/${reader}/recommendations?${query}`)).json
      expect([status, json]).toEqual([200, { ...got, next: null, list: json.list }])
    }
    expect((await lists()).lists).toHaveLength(2)
  })

  it('are kept with what was shown, from which snapshot, and what was responded', async () => {
    await like(papers[0]!.id)
    const { json } = await makeList({ limit: 3 })
    const [first, second] = idsOf(json)
    const answer = await respond(json.list, second!, 'open')
    expect([answer.status, answer.json]).toEqual([
      200,
      { paperId: second, kind: 'open', at: '2025-11-10T12:00:00.000Z' },
    ])
    expect(await lists()).toEqual({
      lists: [
        {
          id: json.list,
          strategy: 'kindred',
          snapshot: json.snapshot,
          madeAt: '2025-11-10T12:00:00.000Z',
          shown: [
            { rank: 1, paperId: first },
            { rank: 2, paperId: second, response: 'open', respondedAt: '2025-11-10T12:00:00.000Z' },
            { rank: 3, paperId: idsOf(json)[2] },
          ],
        },
      ],
      next: null,
    })
  })

  it('are changed by no GET', async () => {
    await like(papers[0]!.id)
    await test.call(`/v1/readers/${reader}/recommendations`)
    expect((await lists()).lists).toEqual([])
  })

  it('take a reaction as the reader’s own word, by any name of the paper', async () => {
    await like(papers[0]!.id)
    const { json } = await makeList({ limit: 3 })
    const { id, title } = json.papers[0]
    expect((await respond(json.list, title, 'save')).json).toMatchObject({ paperId: id, kind: 'save' })
    const { reactions } = (await test.call(`/v1/readers/${reader}`)).json
    expect(reactions.find(({ paperId }: Shown) => paperId === id)).toMatchObject({ kind: 'save', weight: 1 })
    expect(idsOf((await makeList({ limit: 85 })).json)).not.toContain(id)
  })

  it('are listed page by page, each once', async () => {
    for (let made = 0; made < 5; made++) await makeList({ limit: 1 })
    const all: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const page: { lists: { id: string }[]; next: string | null } = await lists(
        `?limit=2${next && `&cursor=${next}`}`,
      )
      all.push(...page.lists.map(({ id }) => id))
      next = page.next
    }
    expect([all.length, new Set(all).size]).toEqual([5, 5])
  })

  it('give a reason when there is nothing to recommend', async () => {
    expect((await makeList()).json).toMatchObject({
      papers: [],
      reason: expect.stringContaining('react to a few papers first'),
    })
  })

  it('let two strategies pick in turn, and don’t tell whose a paper is', async () => {
    await like(papers[0]!.id)
    const { json } = await makeList({ limit: 10, compare: ['kindred', 'random'] })
    expect(json.papers).toHaveLength(10)
    json.papers.forEach((paper: { score: number; because: unknown }, at: number) => {
      expect([paper.score, paper.because]).toEqual([1 / (at + 1), []])
    })
    expect(JSON.stringify([json, await lists()])).not.toContain('"team"')
    const shown = await exported()
    expect(shown.map(({ paperId }) => paperId)).toEqual(idsOf(json))
    for (const team of ['a', 'b']) expect(shown.filter((each) => each.team === team)).toHaveLength(5)
    // Team a is kindred, the first by name; its first pick is the best recommendation.
    const best = idsOf((await test.call(`/v1/readers/${reader}/recommendations?limit=1`)).json)[0]
    const place = shown.findIndex(({ paperId }) => paperId === best)
    expect(place).toBeLessThanOrEqual(1)
  })

  it('come out the same for the same id, and otherwise for another', async () => {
    const picked = async (id: string) => {
      const owner = await newReader()
      await like(papers[0]!.id, owner)
      const app = createApp({ ...test.service, randomId: () => id })
      const path = `/v1/readers/${owner}/lists`
      const { json } = await callApp(app, path, { method: 'POST', body: { compare: ['mean', 'popular'] } })
      const teams = (await exported(owner)).map(({ team }) => team).join('')
      expect((await test.call(`/v1/readers/${owner}`, { method: 'DELETE' })).status).toBe(204)
      return `${idsOf(json)} ${teams}`
    }
    const [one, again, other] = [
      await picked('1'.repeat(32)),
      await picked('1'.repeat(32)),
      await picked('2'.repeat(32)),
    ]
    expect(again).toBe(one)
    expect(other).not.toBe(one)
  })

  it('show a newcomer what one strategy can do without the other, for nobody’s credit', async () => {
    const { json } = await makeList({ limit: 3, compare: ['recent', 'kindred'] })
    expect(idsOf(json)).toEqual(papers.slice(0, 3).map(({ id }) => id))
    await respond(json.list, papers[0]!.id, 'like')
    expect((await exported()).map(({ team }) => team)).toEqual([undefined, undefined, undefined])
    expect(await experiment('kindred,recent')).toMatchObject({ lists: 1, responded: 0, wins: [0, 0] })
  })

  it('add up to a verdict on two strategies, whichever was named first', async () => {
    expect((await test.call('/v1/experiments')).json.experiments).not.toContainEqual(
      expect.objectContaining({ strategies: ['popular', 'random'] }),
    )
    /** A reader of one list who opens so many papers of each team. */
    const opening = async (compare: [string, string], opened: Record<Team, number>) => {
      const owner = await newReader()
      const { json } = await makeList({ limit: 6, compare }, owner)
      const shown = await exported(owner)
      for (const team of ['a', 'b'] as const) {
        const theirs = shown.filter((each) => each.team === team).slice(0, opened[team])
        for (const { paperId } of theirs) await respond(json.list, paperId, 'open', owner)
      }
    }
    await opening(['popular', 'random'], { a: 0, b: 0 })
    await opening(['popular', 'random'], { a: 1, b: 1 })
    for (let won = 0; won < 5; won++) await opening(['random', 'popular'], { a: 2, b: 1 })
    // Five wins and a tie: 5.5 / 6 − 1/2 = 0.4167, but a coin falls five times alike in 2 / 32 of all cases.
    const soon = await experiment('popular,random')
    expect(soon).toMatchObject({ lists: 7, responded: 6, wins: [5, 0], ties: 1 })
    expect(soon.pValue).toBeCloseTo(0.0625, 12)
    expect(soon.delta.value).toBeCloseTo(5.5 / 6 - 0.5, 12)
    expect(soon.verdict).toBe('undecided: popular and random can’t be told apart yet')
    for (let won = 0; won < 2; won++) await opening(['popular', 'random'], { a: 1, b: 0 })
    // Seven: 2 / 128. Of 8 lists drawn again, 6.7 % of the draws hold three ties or more, 1.1 % four or more.
    const later = await experiment('popular,random')
    expect(later).toMatchObject({ wins: [7, 0], ties: 1 })
    expect(later.pValue).toBeCloseTo(2 / 128, 12)
    expect([later.delta.low, later.delta.high]).toEqual([0.5 - 3 / 16, 0.5])
    expect(later.verdict).toBe('readers prefer popular to random')
  })

  it('are refused with the name of the field', async () => {
    const list = (await makeList()).json.list
    const cases: [string, object, string][] = [
      ['lists', { compare: ['kindred'] }, 'compare'],
      ['lists', { compare: ['kindred', 'kindred'] }, 'compare'],
      ['lists', { compare: ['kindred', 'magic'] }, 'compare.1'],
      ['lists', { cursor: 'abc' }, 'cursor'],
      ['lists', { limit: 501 }, 'limit'],
      ['lists', { from: '2025-02-01', to: '2025-01-01' }, 'from'],
      [`lists/${list}/responses`, { paper: papers[0]!.id, kind: 'love' }, 'kind'],
      [`lists/${list}/responses`, { kind: 'open' }, 'paper'],
      ['lists/mine/responses', { paper: papers[0]!.id, kind: 'open' }, 'listId'],
    ]
    for (const [path, body, field] of cases) {
      const { status, json } = await post(`/v1/readers/${reader}/${path}`, body)
      expect([status, json.field], JSON.stringify(body)).toEqual([400, field])
    }
    for (const [query, field] of [
      ['?limit=101', 'limit'],
      ['?cursor=abc', 'cursor'],
    ])
      expect((await test.call(`/v1/readers/${reader}/lists${query}`)).json.field).toBe(field)
  })

  it('are not found without the reader, the list, or the paper in it', async () => {
    await like(papers[0]!.id)
    const { json } = await makeList({ limit: 1 })
    const stranger = await newReader()
    const [nobody, paper] = ['0'.repeat(32), json.papers[0].id]
    const answers = [
      await makeList({}, nobody),
      await test.call(`/v1/readers/${nobody}/lists`),
      await respond(json.list, paper, 'like', nobody),
      await respond(json.list, paper, 'like', stranger),
      await respond(nobody, paper, 'like'),
      await respond(json.list, papers[0]!.id, 'like'),
      await respond(json.list, 'no such paper', 'like'),
    ]
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404))
    expect((await test.call(`/v1/readers/${stranger}`)).json.reactions).toEqual([])
  })
})
