import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { NotReady } from '../../src/errors.ts'
import { paperId } from '../../src/paper.ts'
import { onEveryStore, temporaryFolder } from '../support/databases.ts'
import { callApp, openTestService, samplePapers, type TestService } from '../support/service.ts'

const PROVER = {
  title: 'A prover for Lean that nobody here has',
  abstract: 'We train a language model to prove theorems in Lean, and search for proofs step by step.',
}
const bib = ({ title, abstract }: typeof PROVER, more = '') =>
  `@misc{x, title={${title}}, abstract={${abstract}}, timestamp={2025-06-01}${more}}\n`

onEveryStore('importing a reading history', (kind) => {
  const folder = temporaryFolder()
  let test: TestService
  let papers: { id: string; title: string }[]
  let reader: string
  beforeAll(async () => {
    test = await openTestService(folder, await samplePapers(), { kind })
    papers = (await test.call('/v1/papers?limit=100')).json.papers
  })
  const newReader = async () =>
    (await test.call('/v1/readers', { method: 'POST', body: { name: 'Ada' } })).json.id as string
  beforeEach(async () => {
    reader = await newReader()
  })
  afterAll(() => test.close())

  const bring = (body: string, query = '', of = reader) =>
    test.call(`/v1/readers/${of}/import${query}`, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'text/plain' },
    })
  const recommended = async (of = reader) =>
    (await test.call(`/v1/readers/${of}/recommendations?limit=50`)).json
  const reactions = async () => (await test.call(`/v1/readers/${reader}`)).json.reactions
  const exported = async (of = reader) => (await test.call(`/v1/readers/${of}/export`)).json

  it('tells what became of each entry', async () => {
    const [first] = papers
    const { status, json } = await bring(
      `@misc{a, title={${first!.title.toUpperCase()}}}\n${bib(PROVER)}@misc{c, title={Theorem Proving}}\n@misc{d, year=2000}`,
      '?kind=like',
    )
    expect([status, json]).toEqual([
      200,
      {
        matched: [{ place: 'line 1', entry: first!.title.toUpperCase(), id: first!.id, title: first!.title }],
        kept: [{ place: 'line 2', entry: PROVER.title }],
        unmatched: [{ place: 'line 3', entry: 'Theorem Proving', nearest: expect.any(Array) }],
        unreadable: [{ place: 'line 4', reason: 'no title and no id' }],
        counts: { matched: 1, kept: 1, unmatched: 1, unreadable: 1, changed: 2 },
      },
    ])
    expect(json.unmatched[0].nearest[0].title).toMatch(/Theorem Prov/)
    expect(await reactions()).toMatchObject([{ paperId: first!.id, kind: 'like', weight: 1 }])
  })

  it('shows the first hundred of each list and counts them all', async () => {
    const { json } = await bring(Array.from({ length: 150 }, (_, n) => `No such paper ${n}`).join('\n'))
    expect([json.unmatched.length, json.counts.unmatched]).toEqual([100, 150])
  })

  it('recommends by papers that the collection does not hold, and names them as the cause', async () => {
    await bring(bib(PROVER))
    const { papers: found } = await recommended()
    expect(found[0].title).toMatch(/Theorem|Proof|Prov|Lean/)
    expect(found[0].because).toEqual([
      { title: PROVER.title, share: 1, similarity: expect.any(Number), readers: 0 },
    ])
  })

  it('changes nothing the second time, down to the recommendations', async () => {
    const content = `${bib(PROVER)}@misc{a, title={${papers[0]!.title}}}`
    await bring(content)
    const before = [await exported(), await recommended()]
    const { json } = await bring(content)
    expect(json.counts).toMatchObject({ matched: 1, kept: 1, changed: 0 })
    expect([await exported(), await recommended()]).toEqual(before)
  })

  it('takes an export into another reader, who gets the same recommendations', async () => {
    const told = [
      { kind: 'like', weight: 2.5, at: '2025-01-01T00:00:00.000Z' },
      { kind: 'dislike', weight: 1, at: '2025-02-01T00:00:00.000Z' },
      { kind: 'read', weight: 0.3, at: '2025-03-01T00:00:00.000Z' },
    ]
    for (const [n, body] of told.entries())
      await test.call(`/v1/readers/${reader}/reactions/${papers[n]!.id}`, { method: 'PUT', body })
    await bring(bib(PROVER), '?kind=like')
    const other = await newReader()
    const { json } = await bring(JSON.stringify(await exported()), '', other)
    expect(json.counts).toEqual({ matched: 3, kept: 1, unmatched: 0, unreadable: 0, changed: 4 })
    const { reader: _one, ...own } = await exported()
    const { reader: _two, ...copy } = await exported(other)
    expect(copy).toEqual(own)
    const { next: _ours, ...ours } = await recommended()
    const { next: _theirs, ...theirs } = await recommended(other)
    expect(theirs).toEqual(ours)
  })

  it('is part of the export, and goes with the reader or when it is taken back', async () => {
    await bring(bib(PROVER, ', doi={10.1000/prover}'))
    expect((await exported()).outside).toEqual([
      {
        kind: 'save',
        weight: 1,
        at: '2025-06-01T00:00:00.000Z',
        paper: { id: paperId(PROVER.title), ...PROVER, aliases: ['doi:10.1000/prover'] },
      },
    ])
    const path = `/v1/readers/${reader}/reactions/${encodeURIComponent('10.1000/Prover')}`
    expect((await test.call(`${path}?kind=like`, { method: 'DELETE' })).status).toBe(404)
    expect((await test.call(path, { method: 'DELETE' })).status).toBe(204)
    expect((await exported()).outside).toEqual([])
    expect((await test.call(path, { method: 'DELETE' })).status).toBe(404)
  })

  it('embeds a paper again when its vector is of another model, or no vector at all', async () => {
    await bring(bib(PROVER))
    const { papers: before } = await recommended()
    const spoil = [
      sql`update outside_papers set model = 'another'`,
      sql`update outside_papers set vector = null, model = null`,
      sql`update outside_papers set vector = decode(repeat('00', 1536), 'hex')`,
      sql`update outside_papers set vector = decode('0000c07f', 'hex')`,
    ]
    for (const statement of spoil) {
      await test.service.db.execute(statement)
      expect((await recommended()).papers).toEqual(before)
    }
  })

  it('counts as the paper once that enters the collection: known, and never recommended', async () => {
    const title = `Proving theorems with ${kind}`
    await bring(bib({ ...PROVER, title }, ', eprint={2509.00001}, archiveprefix={arXiv}'))
    await test.save([{ ...PROVER, title: `${title}, as published`, aliases: ['arxiv:2509.00001'] }])
    await test.rebuild()
    const { id } = (await test.call('/v1/papers/2509.00001')).json
    const { papers: found } = await recommended()
    expect(found).toHaveLength(50)
    expect(found.map((paper: { id: string }) => paper.id)).not.toContain(id)
    expect(found[0].because).toEqual([
      { id, title: `${title}, as published`, share: 1, similarity: expect.any(Number), readers: 0 },
    ])
    expect((await exported()).outside).toEqual([])
  })
})

describe('a file that can’t be imported', () => {
  const folder = temporaryFolder()
  let test: TestService
  let path: string
  beforeAll(async () => {
    test = await openTestService(folder)
    const { json } = await test.call('/v1/readers', { method: 'POST', body: { name: 'Ada' } })
    path = `/v1/readers/${json.id}/import`
  })
  afterAll(() => test.close())
  const bring = async (body: string | Uint8Array, type?: string, where = path) => {
    const headers: Record<string, string> = type === undefined ? {} : { 'Content-Type': type }
    const answer = await test.app.request(where, {
      method: 'POST',
      body: new Uint8Array(Buffer.from(body)),
      headers,
    })
    return { status: answer.status, json: (await answer.json()) as Record<string, string> }
  }

  it('is told what is known, when it is empty, no text or in no known format', async () => {
    const page = readFileSync('embeddings/corpus/daily-papers.txt')
    for (const body of ['', '\n', '{', '<html>', page, Buffer.alloc(5_000), '[{}]', 'TY  - GEN\nER  - ']) {
      const { status, json } = await bring(body, 'text/plain')
      expect([status, json.title], String(body).slice(0, 20)).toEqual([400, 'Bad request'])
    }
    expect((await bring('', 'text/plain')).json.detail).toContain('BibTeX, RIS, CSV')
  })

  it('may come as any text, and not as a form or a picture', async () => {
    const types = [undefined, 'text/csv', 'application/json; charset=utf-8', 'application/x-bibtex']
    const others = ['application/x-www-form-urlencoded', 'application/vnd.citationstyles.csl+json']
    for (const type of [...types, ...others])
      expect((await bring('A title', type)).status, String(type)).toBe(200)
    for (const type of ['multipart/form-data; boundary=x', 'image/png', 'application/pdf', 'text/html'])
      expect((await bring('A title', type)).status, type).toBe(415)
  })

  it('may have 10 MB, far more than other bodies, and no byte more', async () => {
    const line = `${'a'.repeat(99)}\n`
    expect((await bring(line.repeat(100_000), 'text/plain')).status).toBe(200)
    const { status, json } = await bring(`${line.repeat(100_000)}a`, 'text/plain')
    expect([status, json.detail]).toEqual([413, expect.stringContaining('larger than 10,000,000 bytes')])
  })

  it('is refused for an unknown reader, kind, format or parameter', async () => {
    const cases: [string, number][] = [
      [`/v1/readers/${'0'.repeat(32)}/import`, 404],
      ['/v1/readers/me/import', 400],
      [`${path}?kind=adore`, 400],
      [`${path}?format=docx`, 400],
      [`${path}?colour=red`, 400],
    ]
    for (const [where, expected] of cases)
      expect((await bring('A title', 'text/plain', where)).status, where).toBe(expected)
  })

  it('never is an error of ours, whatever its bytes', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .array(
          fc.constantFrom('@misc{', 'title={', '}', '{', '"', '\n', 'TY  - ', '[', ']', '\0', '\ud800', ','),
        )
        .map((parts) => Buffer.from(parts.join(''))),
    )
    await fc.assert(
      fc.asyncProperty(bytes, async (body) => {
        expect([200, 400]).toContain((await bring(body, 'application/octet-stream')).status)
      }),
      { numRuns: 25, seed: 2 },
    )
  })

  it('waits its turn when others are in work', async () => {
    const statuses = await Promise.all([1, 2, 3].map(async () => (await bring('A title')).status))
    expect(statuses.sort()).toEqual([200, 200, 503])
    expect((await bring('A title')).status).toBe(200)
  })

  it('is kept when the model is busy, and embedded later', async () => {
    const embed = () => Promise.reject(new NotReady('64 texts wait already'))
    const app = createApp({ ...test.service, embedder: { ...test.service.embedder, embed } })
    const body = JSON.stringify([{ title: 'Away', abstract: 'Kept all the same.' }])
    const { status, json } = await callApp(app, path, { method: 'POST', body })
    expect([status, json.counts.kept]).toEqual([200, 1])
  })
})
