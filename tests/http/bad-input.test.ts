import { rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { openLiveLibrary } from '../../src/live-library.ts'
import type { PaperRecord } from '../../src/paper.ts'
import { temporaryFolder } from '../support/databases.ts'
import { callApp, MODEL, openTestService, type TestService } from '../support/service.ts'

const record = (title: string, more: Partial<PaperRecord> = {}): PaperRecord => ({
  title,
  abstract: 'We study attention in transformers.',
  aliases: [],
  ...more,
})
const READER = '0'.repeat(32)
const post = (body: unknown, headers?: Record<string, string>) => ({ method: 'POST', body, headers })

describe('a request that can’t be used', () => {
  const folder = temporaryFolder()
  let test: TestService
  let id: string
  beforeAll(async () => {
    test = await openTestService(folder, [
      record('Attention is all you need'),
      record('A second paper'),
      record('A third'),
    ])
    id = (await test.call('/v1/papers?limit=1')).json.papers[0].id
  })
  afterAll(() => test.close())

  it('gets 400 and the name of the field', async () => {
    const cases: [string, string][] = [
      ['/v1/papers?limit=0', 'limit'],
      ['/v1/papers?limit=501', 'limit'],
      ['/v1/papers?limit=1e2', 'limit'],
      ['/v1/papers?limit=%20', 'limit'],
      ['/v1/papers?limit=0x10', 'limit'],
      ['/v1/papers?limit=-1', 'limit'],
      ['/v1/papers?limit=', 'limit'],
      ['/v1/papers?from=2025-02-30', 'from'],
      ['/v1/papers?to=yesterday', 'to'],
      ['/v1/papers?from=2025-02-01&to=2025-01-01', 'from'],
      ['/v1/papers?cursor=abc', 'cursor'],
      ['/v1/papers?cursor=WyJyIiwieCIsInkiLDFd', 'cursor'],
      ['/v1/papers?limt=5', 'limt'],
      [`/v1/papers/${'x'.repeat(501)}`, 'id'],
      ['/v1/papers/%00', 'id'],
      ['/v1/papers/%20', 'id'],
      ['/v1/papers/a%0d%0ab', 'id'],
      ['/v1/papers/ID/similar?diversity=2', 'diversity'],
      ['/v1/papers/ID/similar?diversity=NaN', 'diversity'],
      ['/v1/papers/ID/similar?from=2025-13-01', 'from'],
      ['/v1/papers/ID/similar?cursor=%ff', 'cursor'],
      ['/v1/search', 'q'],
      ['/v1/search?q=', 'q'],
      ['/v1/search?q=%20%20', 'q'],
      [`/v1/search?q=${'a'.repeat(100_000)}`, 'q'],
      ['/v1/search?q=a&mode=psychic', 'mode'],
      ['/v1/topics/first', 'id'],
      ['/v1/readers/me', 'id'],
      [`/v1/readers/${READER.slice(1)}/recommendations`, 'id'],
    ]
    for (const [path, field] of cases) {
      const { status, json, headers } = await test.call(path.replace('ID', id))
      expect([status, json.field], path).toEqual([400, field])
      expect(json.detail, path).toContain(field)
      expect(headers.get('content-type')).toBe('application/problem+json')
    }
  })

  it('gets 400 and the name of the field, in bodies too', async () => {
    const cases: [string, unknown, string][] = [
      ['/v1/similar', {}, 'papers'],
      ['/v1/similar', { text: '' }, 'text'],
      ['/v1/similar', { text: 'a'.repeat(20_001) }, 'text'],
      ['/v1/similar', { papers: 'ID' }, 'papers'],
      ['/v1/similar', { papers: ['ID'], limit: 0 }, 'limit'],
      ['/v1/similar', { papers: ['ID'], limit: 2.5 }, 'limit'],
      ['/v1/similar', { papers: ['ID'], diversity: '1' }, 'diversity'],
      ['/v1/similar', { papers: ['ID'], candidates: [] }, 'candidates'],
      ['/v1/similar', { papers: ['ID'], colour: 'red' }, 'colour'],
      ['/v1/recommendations', { positive: [] }, 'positive'],
      ['/v1/recommendations', {}, 'positive'],
      ['/v1/recommendations', { positive: [{ id: 'ID', weight: -1 }] }, 'positive.0.weight'],
      ['/v1/recommendations', { positive: ['ID'], negative: 7 }, 'negative'],
      [
        '/v1/recommendations',
        { positive: Array.from({ length: 51 }, (_, n) => ({ title: `Unheard of ${n}` })) },
        'positive',
      ],
      ['/v1/readers', { name: '' }, 'name'],
      ['/v1/readers', { name: 'a'.repeat(201) }, 'name'],
    ]
    for (const [path, body, field] of cases) {
      const { status, json } = await test.call(
        path,
        post(JSON.parse(JSON.stringify(body).replaceAll('ID', id))),
      )
      expect([status, json.field], `${path} ${JSON.stringify(body).slice(0, 60)}`).toEqual([400, field])
    }
  })

  it('gets 404 for what is not there', async () => {
    const paths = [
      '/v1/papers/nothing',
      '/v1/papers/2411.99999/similar',
      '/v1/topics/t99999999',
      `/v1/readers/${READER}`,
      '/v1/nothing',
      '/v2/papers',
    ]
    for (const path of paths) {
      const { status, json } = await test.call(path, { headers: { Accept: 'application/json' } })
      expect([status, json.title], path).toEqual([404, 'Not found'])
    }
  })

  it('gets 400 for a body that is no JSON', async () => {
    for (const body of ['{', '', 'null', '[]', '"text"', '{"text":NaN}', '﻿{"text":"a"', '[[[[']) {
      const { status } = await test.call('/v1/similar', {
        method: 'POST',
        body,
        headers: { 'Content-Type': 'application/json' },
      })
      expect(status, body).toBe(400)
    }
  })

  it('gets 415 for a body that is not said to be JSON', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'application/jsonp',
    ]) {
      const { status, json } = await test.call('/v1/similar', {
        method: 'POST',
        body: '{"text":"a"}',
        headers: { 'Content-Type': type },
      })
      expect([status, json.detail], type).toEqual([
        415,
        expect.stringContaining('Content-Type: application/json'),
      ])
    }
  })

  it('gets 413 for a body over the limit, with and without a stated length', async () => {
    const body = JSON.stringify({ text: 'a'.repeat(1_100_000) })
    expect((await test.call('/v1/similar', post(body))).status).toBe(413)
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(body))
        controller.close()
      },
    })
    const request = new Request('http://localhost/v1/similar', {
      method: 'POST',
      body: stream,
      headers: { 'Content-Type': 'application/json' },
      duplex: 'half',
    } as RequestInit)
    const answer = await test.app.request(request)
    const { detail } = (await answer.json()) as { detail: string }
    expect([answer.status, detail]).toEqual([413, 'the body is larger than 1,048,576 bytes'])
  })

  it('does not change a prototype', async () => {
    const body = `{"papers":["${id}"],"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}`
    expect((await test.call('/v1/similar', post(body))).status).toBe(400)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it('gets 410 when its cursor is of a snapshot that was replaced', async () => {
    const { json } = await test.call(`/v1/papers/${id}/similar?limit=1`)
    await test.save([record('One more paper')])
    await test.rebuild()
    const later = await test.call(`/v1/papers/${id}/similar?limit=1&cursor=${json.next}`)
    expect([later.status, later.json.detail]).toEqual([
      410,
      expect.stringContaining('start again without a cursor'),
    ])
  })

  it('gets 400 when its cursor is of another list', async () => {
    const { json } = await test.call(`/v1/papers/${id}/similar?limit=1`)
    const other = await test.call(`/v1/search?q=attention&cursor=${json.next}`)
    expect([other.status, other.json.field]).toEqual([400, 'cursor'])
  })

  it('gets a number to look up, and nothing inside, when the fault is ours', async () => {
    const { service } = test
    const broken = {
      ...service,
      library: {
        ...service.library,
        get: () => {
          throw new Error('secret /path')
        },
      },
    }
    const answer = await createApp(broken).request('/v1/topics')
    const text = await answer.text()
    expect(answer.status).toBe(500)
    expect(text).not.toMatch(/secret|path|at /)
    expect(JSON.parse(text).requestId).toMatch(/.{8,}/)
  })
})

describe('odd papers', () => {
  const folder = temporaryFolder()
  const titles = [
    '😀 Emoji 👩‍👩‍👧 title',
    'مرحبا بالعالم',
    '<script>alert(1)</script>',
    'Quotes "and" \'more\' & so on',
    '\u202eright to left',
  ]
  let test: TestService
  beforeAll(async () => {
    test = await openTestService(
      folder,
      titles.map((title) => record(title)),
    )
  })
  afterAll(() => test.close())

  it('are kept, found and answered as they are', async () => {
    for (const title of titles) {
      const { status, json } = await test.call(`/v1/papers/${encodeURIComponent(title)}`)
      expect([status, json.title]).toEqual([200, title])
      const similar = await test.call(`/v1/papers/${json.id}/similar`)
      expect([similar.status, similar.json.papers.length]).toEqual([200, 4])
      expect((await test.call(`/v1/search?q=${encodeURIComponent(title)}`)).status).toBe(200)
    }
  })
})

describe('small collections', () => {
  const folder = temporaryFolder()
  const open = (records: PaperRecord[] | undefined) => openTestService(temporaryFolderIn(folder), records)

  it('without a paper answer every list with a reason', async () => {
    const test = await open([])
    const lists = [
      '/v1/papers',
      '/v1/topics',
      '/v1/search?q=attention',
      '/v1/search?q=attention&mode=keyword',
    ]
    for (const path of lists) {
      const { status, json } = await test.call(path)
      expect([status, (json.papers ?? json.topics).length], path).toEqual([200, 0])
      expect(json.reason, path).toMatch(/./)
    }
    expect((await test.call('/v1/similar', post({ text: 'attention' }))).json.reason).toMatch(/./)
    expect((await test.call('/v1/experiments')).json).toEqual({
      experiments: [],
      reason: expect.stringContaining('with `compare`'),
    })
    expect((await test.call('/readyz')).status).toBe(200)
    await test.close()
  })

  it('of one paper say that there is no other', async () => {
    const test = await open([record('Alone')])
    const { json } = await test.call('/v1/papers/Alone/similar')
    expect([json.papers, json.reason]).toEqual([[], 'the collection holds no other paper'])
    expect((await test.call('/v1/topics')).json.topics).toHaveLength(1)
    const recommended = await test.call('/v1/recommendations', post({ positive: ['Alone'] }))
    expect(recommended.json.reason).toContain('the whole collection')
    await test.close()
  })

  it('of papers with one text are one topic, alike by 1, in order of id', async () => {
    // Same vector, other titles: the text beyond 256 tokens is not read.
    const abstract = 'word '.repeat(400)
    const test = await open(
      Array.from({ length: 30 }, (_, n) => ({ title: '😀'.repeat(n + 1), abstract, aliases: [`id:p${n}`] })),
    )
    const { json } = await test.call('/v1/papers/p0/similar?limit=500')
    expect(json.papers).toHaveLength(29)
    for (const { score } of json.papers) expect(Number.isFinite(score)).toBe(true)
    const topics = (await test.call('/v1/topics')).json.topics
    expect(topics.length).toBeGreaterThanOrEqual(1)
    const recommended = await test.call('/v1/recommendations', post({ positive: ['p0', 'p1'], limit: 500 }))
    expect(recommended.json.papers).toHaveLength(28)
    await test.close()
  })
})

describe('an index that can’t be used', () => {
  const folder = temporaryFolder()
  let test: TestService
  let first: string
  let second: string
  beforeAll(async () => {
    test = await openTestService(folder, [record('Attention is all you need'), record('A second paper')])
    first = test.service.library.get().id
    await test.save([record('A third')])
    await test.rebuild()
    second = test.service.library.get().id
  })
  afterAll(() => test.close())
  /** The same service, as if it had just been started on the folder. */
  const restarted = async (model = MODEL) => {
    const library = await openLiveLibrary(test.indexFolder, model)
    const service = { ...test.service, library, embedder: { ...test.service.embedder, model } }
    const app = createApp(service)
    return (path: string) => callApp(app, path)
  }

  it('made by another model answers by id, refuses free text, and says what to run', async () => {
    const call = await restarted({ ...MODEL, name: 'other', fingerprint: 'f'.repeat(16), dimensions: 768 })
    const { status, json } = await call('/readyz')
    expect([status, json.status]).toEqual([200, 'degraded'])
    expect(json.problems.join()).toMatch(
      /all-MiniLM-L6-v2 \(384 dimensions.*other \(768 dimensions.*npm run embed/,
    )
    expect((await call('/v1/papers/A%20third/similar')).status).toBe(200)
    expect((await call('/v1/search?q=attention&mode=keyword')).status).toBe(200)
    const hybrid = await call('/v1/search?q=attention')
    expect([hybrid.status, hybrid.json.reason]).toEqual([200, expect.stringContaining('by words alone')])
    const semantic = await call('/v1/search?q=attention&mode=semantic')
    expect([semantic.status, semantic.json.detail]).toEqual([503, expect.stringContaining('npm run embed')])
  })

  it('torn gives way to the one before it, and says so', async () => {
    truncateSync(join(test.indexFolder, second, 'vectors.f32'), 100)
    const call = await restarted()
    const { json } = await call('/readyz')
    expect([json.status, json.snapshot]).toEqual(['degraded', first])
    expect(json.problems.join()).toMatch(
      new RegExp(`index ${second} was rejected: vectors.f32: 100 bytes instead of 4608; run .npm run embed.`),
    )
    expect((await call('/v1/papers/A%20second%20paper/similar')).json.papers).toHaveLength(1)
  })

  it('missing leaves the list of papers, and every other answer says what to run', async () => {
    rmSync(test.indexFolder, { recursive: true })
    const call = await restarted()
    const { status, json } = await call('/readyz')
    expect([status, json.status, json.problems]).toEqual([
      503,
      'not ready',
      ['no index yet: run `npm run embed`'],
    ])
    expect((await call('/v1/papers')).json.papers).toHaveLength(3)
    expect((await call('/v1/papers/A%20third')).status).toBe(200)
    for (const path of ['/v1/papers/A%20third/similar', '/v1/topics', '/v1/search?q=attention']) {
      const answer = await call(path)
      expect([answer.status, answer.json.detail], path).toEqual([503, 'no index yet: run `npm run embed`'])
    }
    expect((await call('/healthz')).status).toBe(200)
  })

  it('named by a CURRENT that is no text of ours is as good as missing', async () => {
    await test.rebuild()
    writeFileSync(join(test.indexFolder, 'CURRENT'), Buffer.from([0, 255, 1]))
    const call = await restarted()
    expect((await call('/readyz')).json.status).toBe('not ready')
  })
})

/** A folder of its own for each collection of a block. */
let made = 0
function temporaryFolderIn(folder: string): string {
  return join(folder, `${made++}`)
}
