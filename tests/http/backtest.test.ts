import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { type Library, withReadings } from '../../src/library.ts'
import { compactReadings } from '../../src/readings.ts'
import { STRATEGY_NAMES } from '../../src/recommend/strategies.ts'
import { onEveryStore, temporaryFolder } from '../support/databases.ts'
import { callApp, openTestService, samplePapers, type TestService } from '../support/service.ts'

// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of it
type Json = any

const LIKED = 20

onEveryStore('a backtest of a reader', (kind) => {
  const folder = temporaryFolder()
  let test: TestService
  let papers: { id: string; title: string }[]
  /** Papers of one theme. */
  let alike: string[]
  let reader: string
  beforeAll(async () => {
    test = await openTestService(folder, await samplePapers(), { kind })
    papers = (await test.call('/v1/papers?limit=100')).json.papers
    const [first] = (await test.call('/v1/search?q=reasoning&limit=1')).json.papers
    const near = (await test.call(`/v1/papers/${first.id}/similar?limit=${LIKED - 1}`)).json.papers
    alike = [first.id, ...near.map(({ id }: Json) => id)]
  })
  beforeEach(async () => {
    reader = await newReader()
  })
  afterAll(() => test.close())

  /** Ids that are the same in every run, because what is hidden depends on them. */
  let readers = 0
  const newReader = async () => {
    const app = createApp({ ...test.service, randomId: () => String(++readers).padStart(32, '0') })
    return (await callApp(app, '/v1/readers', { method: 'POST', body: { name: 'Ada' } })).json.id as string
  }
  const like = (paper: string, at?: string) =>
    test.call(`/v1/readers/${reader}/reactions/${paper}`, { method: 'PUT', body: { kind: 'like', at } })
  const likeAll = async (days = false) => {
    for (const [at, paper] of alike.entries())
      await like(paper, days ? `2025-10-${String(at + 1).padStart(2, '0')}T00:00:00Z` : undefined)
  }
  const post = (body: object = {}, of = reader) =>
    test.call(`/v1/readers/${of}/backtest`, { method: 'POST', body })
  const strategyOf = async () => (await test.call(`/v1/readers/${reader}`)).json.strategy

  it('measures every strategy by the papers that were hidden, and says which is chosen', async () => {
    await likeAll()
    const { status, json } = await post({ k: 10 })
    expect(status).toBe(200)
    expect(json).toMatchObject({
      split: 'seeded',
      k: 10,
      lists: 5,
      hidden: LIKED,
      chosen: 'kindred',
      applied: false,
    })
    // Four are hidden from each list, and 16 are shown: ten places of 70.
    expect(json.chance).toBeCloseTo(10 / (papers.length - 16), 12)
    expect(json.strategies.map(({ strategy }: Json) => strategy)).toEqual(STRATEGY_NAMES)
    const recall = Object.fromEntries(json.strategies.map((each: Json) => [each.strategy, each.recall]))
    // Papers of one theme are found by what is shown of it, far better than by chance.
    for (const strategy of ['kindred', 'text', 'mean'])
      expect(recall[strategy].low).toBeGreaterThan(2 * json.chance)
    for (const { advantage, ...each } of json.strategies) {
      for (const measure of ['hitRate', 'recall', 'recallAt100', 'ndcg']) {
        const { value, low, high } = each[measure]
        expect(0 <= low && low <= value && value <= high && high <= 1, measure).toBe(true)
      }
      expect(advantage === undefined).toBe(each.strategy === 'kindred')
    }
    expect(json.interests.reduce((sum: number, { hidden }: Json) => sum + hidden, 0)).toBe(LIKED)
    expect(json.why).toMatch(/^kindred, as no other is clearly better \(text: recall /)
    expect(await strategyOf()).toBeUndefined()
  })

  it('splits by time where the times tell, and not where they don’t', async () => {
    await likeAll(true)
    expect((await post()).json).toMatchObject({ split: 'time', lists: 1, hidden: 4 })
    expect((await post({ split: 'seeded' })).json).toMatchObject({ split: 'seeded', lists: 5, hidden: LIKED })
    reader = await newReader()
    await likeAll()
    const refused = await post({ split: 'time' })
    expect([refused.status, refused.json.field]).toEqual([400, 'split'])
  })

  /** The service among readers who each join one of the liked papers with the same ten others, which mislead. */
  const misled = () => {
    const among = (library: Library) => {
      const others = papers.filter(({ id }) => !alike.includes(id)).slice(-10)
      const rows = (ids: readonly string[]) => ids.map((id) => library.rowOf(id)!)
      const read = Array.from({ length: 600 }, (_, at) => ({
        reader: `other ${at}`,
        rows: rows([alike[at % LIKED]!, ...others.map(({ id }) => id)]),
      }))
      return withReadings(library, compactReadings(read))
    }
    const { library } = test.service
    const app = createApp({ ...test.service, library: { ...library, get: () => among(library.get()) } })
    return (path: string, body?: object) => callApp(app, path, body ? { method: 'POST', body } : {})
  }

  it('chooses text where other readers mislead, and keeps it only when told to', async () => {
    await likeAll()
    const call = misled()
    const told = await call(`/v1/readers/${reader}/backtest`, { k: 10 })
    expect(told.json).toMatchObject({ chosen: 'text', applied: false })
    expect(told.json.why).toMatch(/^text is clearly better: recall \+0\.\d+/)
    expect(await strategyOf()).toBeUndefined()
    const kept = await call(`/v1/readers/${reader}/backtest`, { k: 10, apply: true })
    expect(kept.json).toEqual({ ...told.json, applied: true })
    expect(await strategyOf()).toBe('text')
    expect((await test.call(`/v1/readers/${reader}/export`)).json.reader.strategy).toBe('text')
  })

  it('has the chosen strategy make the reader’s lists, with reasons, until it wins no longer', async () => {
    await likeAll()
    const call = misled()
    const recommended = async () => (await call(`/v1/readers/${reader}/recommendations?limit=5`)).json
    const usual = await recommended()
    expect(usual.papers.some(({ because }: Json) => because.some(({ readers }: Json) => readers > 0))).toBe(
      true,
    )
    await call(`/v1/readers/${reader}/backtest`, { k: 10, apply: true })

    // As it would be if nobody else had read anything.
    const alone = (await test.call(`/v1/readers/${reader}/recommendations?limit=5`)).json
    const chosen = await recommended()
    expect(chosen.papers).toEqual(alone.papers)
    expect(chosen.papers).not.toEqual(usual.papers)
    for (const { because } of chosen.papers) expect(because.length).toBeGreaterThan(0)
    const list = (await call(`/v1/readers/${reader}/lists`, { limit: 5 })).json
    expect(list.papers.map(({ id }: Json) => id)).toEqual(chosen.papers.map(({ id }: Json) => id))
    expect((await test.call(`/v1/readers/${reader}/lists`)).json.lists[0].strategy).toBe('text')
    // The next page of a list that is no longer made this way.
    const stale = await call(`/v1/readers/${reader}/recommendations?limit=5&cursor=${usual.next}`)
    expect(stale.status).toBe(400)

    // Among nobody else the two are the same, and neither is better.
    expect((await post({ apply: true })).json).toMatchObject({ chosen: 'kindred', applied: true })
    expect(await strategyOf()).toBeUndefined()
    expect((await recommended()).papers).toEqual(usual.papers)
  })

  it('says what it lacks', async () => {
    for (const paper of alike.slice(0, 4)) await like(paper)
    const { status, json } = await post()
    expect(status).toBe(400)
    expect(json.detail).toMatch(/a backtest needs 5 papers .* there are 4/)
    expect((await post({}, '0'.repeat(32))).status).toBe(404)
    for (const [body, field] of [
      [{ k: 0 }, 'k'],
      [{ k: 101 }, 'k'],
      [{ split: 'random' }, 'split'],
      [{ apply: 'yes' }, 'apply'],
      [{ folds: 3 }, 'folds'],
    ] as const)
      expect((await post(body)).json.field).toBe(field)
  })
})
