import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodePoints, placeOf } from '../../src/map/points.ts'
import { temporaryFolder } from '../support/databases.ts'
import { openTestService, samplePapers, type TestService } from '../support/service.ts'

describe('the map over HTTP', () => {
  const folder = temporaryFolder()
  let test: TestService
  // biome-ignore lint/suspicious/noExplicitAny: an answer as it comes
  let whole: any
  beforeAll(async () => {
    test = await openTestService(folder, await samplePapers())
    whole = (await test.call('/v1/map')).json
  })
  afterAll(() => test.close())
  const points = async () => decodePoints(await (await test.app.request('/v1/map/points')).arrayBuffer())

  it('has a place and a part for each paper of the collection, once', async () => {
    const { papers, count, snapshot } = whole
    expect([count, papers.ids.length, papers.places.length, papers.parts.length]).toEqual([86, 86, 172, 86])
    const listed = (await test.call('/v1/papers?limit=500')).json.papers.map(({ id }: { id: string }) => id)
    expect([...papers.ids].sort()).toEqual(listed.sort())
    expect(snapshot).toBe(test.service.library.get().id)
    for (const x of papers.places) expect(Math.abs(x)).toBeLessThanOrEqual(1)
  })

  it('says the same in bytes, six a paper, in the same order', async () => {
    const own = await points()
    expect(own.count).toBe(86)
    expect([...own.leaves]).toEqual(whole.papers.parts)
    for (let at = 0; at < own.count; at++) {
      const [x, y] = placeOf(own, at)
      expect(Math.abs(x - whole.papers.places[2 * at])).toBeLessThan(1e-4)
      expect(Math.abs(y - whole.papers.places[2 * at + 1])).toBeLessThan(1e-4)
    }
    const { headers } = await test.app.request('/v1/map/points')
    expect(headers.get('Kindred-Snapshot')).toBe(whole.snapshot)
  })

  it('has the topics that /v1/topics has, each with the papers of its parts', async () => {
    const { topics } = (await test.call('/v1/topics?limit=500')).json
    for (const { id, label, size } of topics) {
      const own = whole.topics.find((topic: { id: string }) => topic.id === id)
      expect(own).toMatchObject({ label, size })
      expect(whole.papers.parts.filter((part: number) => own.parts.includes(part)).length).toBe(size)
    }
    expect(whole.colours.length).toBe(new Set(whole.papers.parts).size)
  })

  it('of a topic holds its papers alone, of a limit as many, and of 0 the topics', async () => {
    const [{ id, size }] = whole.topics
    const own = (await test.call(`/v1/map?topic=${id}`)).json
    expect(own.papers.ids.length).toBe(size)
    const some = (await test.call('/v1/map?limit=20')).json
    expect(some.papers.ids.length).toBe(20)
    expect(new Set(some.papers.ids).size).toBe(20)
    const none = (await test.call('/v1/map?limit=0')).json
    expect([none.papers.ids, none.topics]).toEqual([[], whole.topics])
  })

  it('tells the papers of points in the order asked', async () => {
    const { json } = await test.call(`/v1/map/papers?at=5,0&snapshot=${whole.snapshot}`)
    expect(json.papers.map(({ id }: { id: string }) => id)).toEqual([
      whole.papers.ids[5],
      whole.papers.ids[0],
    ])
  })

  it.each([
    ['/v1/map?topic=t00000000', 404, undefined],
    ['/v1/map?limit=few', 400, 'limit'],
    ['/v1/map?size=3', 400, 'size'],
    ['/v1/map/papers?at=86&snapshot=SNAPSHOT', 400, 'at'],
    ['/v1/map/papers?at=one&snapshot=SNAPSHOT', 400, 'at'],
    ['/v1/map/papers?at=1', 400, 'snapshot'],
    ['/v1/map/papers?at=1&snapshot=0123456789abcdef', 410, undefined],
  ])('answers %s with a problem', async (path, status, field) => {
    const answer = await test.call(path.replace('SNAPSHOT', whole.snapshot))
    expect([answer.status, answer.json.status, answer.json.field]).toEqual([status, status, field])
  })

  it.each(['/v1/map', '/v1/map/points', '/map.svg'])(
    '%s is not sent again while it is the same',
    async (path) => {
      const etag = (await test.app.request(path)).headers.get('ETag')!
      const again = await test.app.request(path, { headers: { 'If-None-Match': etag } })
      expect([again.status, (await again.text()).length]).toEqual([304, 0])
    },
  )

  it('of no papers is empty', async () => {
    const empty = await openTestService(`${folder}/empty`, [])
    const { json, status } = await empty.call('/v1/map')
    const page = await empty.app.request('/map')
    const picture = await empty.app.request('/map.svg')
    await empty.close()
    expect([status, json.papers.ids, json.topics]).toEqual([200, [], []])
    expect([page.status, picture.status]).toEqual([200, 200])
    expect(await page.text()).toContain('npm run ingest')
  })
})
