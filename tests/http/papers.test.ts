import { afterAll, beforeAll, expect, it } from 'vitest'
import { likeness, paperAsSubject } from '../../src/likeness.ts'
import { paperId } from '../../src/paper.ts'
import { onEveryStore, temporaryFolder } from '../support/databases.ts'
import { openTestService, samplePapers, type TestService } from '../support/service.ts'

const TITLE = 'Part I: Tricks or Traps? A Deep Dive into RL for LLM Reasoning'

onEveryStore('the papers of the sample page', (kind) => {
  const folder = temporaryFolder()
  let test: TestService
  beforeAll(async () => {
    const records = await samplePapers()
    const aliased = records.map((record) =>
      record.title === TITLE ? { ...record, aliases: ['arxiv:2508.08221', 'id:rl-17'] } : record,
    )
    test = await openTestService(folder, aliased, { kind })
  })
  afterAll(() => test.close())

  it('are listed newest first, page by page, each once', async () => {
    const seen: { id: string; publishedOn?: string }[] = []
    let next: string | null = ''
    while (next !== null) {
      const { status, json } = await test.call(`/v1/papers?limit=20${next && `&cursor=${next}`}`)
      expect(status).toBe(200)
      seen.push(...json.papers)
      next = json.next
    }
    expect(seen).toHaveLength(86)
    expect(new Set(seen.map(({ id }) => id)).size).toBe(86)
    const days = seen.map(({ publishedOn }) => publishedOn ?? '')
    expect(days).toEqual([...days].sort().reverse())
  })

  it('are listed by day', async () => {
    const { json } = await test.call('/v1/papers?from=2025-01-01&to=2025-01-31&limit=100')
    expect(json.papers.length).toBeGreaterThan(0)
    for (const { publishedOn } of json.papers) expect(publishedOn.startsWith('2025-01')).toBe(true)
  })

  it('are found by id, alias, URL and title', async () => {
    const names = [
      paperId(TITLE),
      'arXiv:2508.08221v2',
      'https://arxiv.org/abs/2508.08221',
      'rl-17',
      TITLE.toUpperCase(),
    ]
    for (const name of names) {
      const { status, json } = await test.call(`/v1/papers/${encodeURIComponent(name)}`)
      expect([status, json.title], name).toEqual([200, TITLE])
    }
  })

  it('are missing with the nearest titles', async () => {
    const { status, json, headers } = await test.call(
      '/v1/papers/Tricks%20and%20Traps%3A%20a%20Deep%20Dive%20into%20RL',
    )
    expect(status).toBe(404)
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(json.nearest[0].title).toBe(TITLE)
    expect((await test.call(`/v1/papers/${'0'.repeat(40)}`)).json.nearest).toEqual([])
  })

  it('have similar ones: most alike first, never the paper itself', async () => {
    const { json } = await test.call('/v1/papers/arxiv:2508.08221/similar?limit=85')
    expect(json.papers).toHaveLength(85)
    expect(json.next).toBeNull()
    const scores = json.papers.map(({ score }: { score: number }) => score)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    expect(json.papers.map(({ id }: { id: string }) => id)).not.toContain(paperId(TITLE))
    const library = test.service.library.get()
    const subject = (id: string) => paperAsSubject(library, library.rowOf(id)!)
    for (const { id, score } of json.papers)
      expect(score).toBeCloseTo(likeness(library, subject(paperId(TITLE)), subject(id)), 5)
  })

  it('have similar ones that say why, in the words of both papers', async () => {
    const own = (await test.call('/v1/papers/rl-17')).json
    const { json } = await test.call('/v1/papers/rl-17/similar?limit=10')
    for (const { id, because } of json.papers) {
      const other = (await test.call(`/v1/papers/${id}`)).json
      for (const { theirs, yours, similarity } of because.sentences) {
        expect(`${other.title}\n${other.abstract}`).toContain(theirs)
        expect(`${own.title}\n${own.abstract}`).toContain(yours)
        expect(similarity).toBeGreaterThan(0.4)
        expect(similarity).toBeLessThanOrEqual(1)
      }
      expect(because.sentences.length).toBeLessThanOrEqual(2)
      expect(because.shared.length).toBeLessThanOrEqual(5)
      expect(because.distinctive.length).toBeLessThanOrEqual(5)
      for (const word of [...because.shared, ...because.distinctive])
        expect(`${other.title}\n${other.abstract}`).toContain(word)
      const ownText = `${own.title}\n${own.abstract}`.toLowerCase()
      for (const word of because.shared) expect(ownText).toContain(word.toLowerCase())
    }
    const [first] = json.papers
    expect(first.because.sentences.length).toBeGreaterThan(0)
    expect(first.because.shared.length).toBeGreaterThan(0)
  })

  it('have similar ones in one facet, page by page the same', async () => {
    const ids = async (query: string) =>
      (await test.call(`/v1/papers/rl-17/similar?${query}`)).json.papers.map(({ id }: { id: string }) => id)
    const lists = await Promise.all(
      ['', '&facet=background', '&facet=method', '&facet=result'].map((facet) => ids(`limit=30${facet}`)),
    )
    expect(new Set(lists.map((list) => list.join())).size).toBe(4)
    const first = (await test.call('/v1/papers/rl-17/similar?facet=method&limit=15')).json
    expect(await ids(`facet=method&limit=15&cursor=${first.next}`)).toEqual(lists[2].slice(15))
    // A cursor of one facet is none of another.
    expect((await test.call(`/v1/papers/rl-17/similar?limit=15&cursor=${first.next}`)).status).toBe(400)
    const { status, json } = await test.call('/v1/papers/rl-17/similar?facet=style')
    expect([status, json.field]).toEqual([400, 'facet'])
  })

  it('have the same similar ones, asked for in either way, with the same reasons', async () => {
    const get = (await test.call('/v1/papers/rl-17/similar?facet=result&limit=5')).json
    const post = await test.call('/v1/similar', {
      method: 'POST',
      body: { papers: ['rl-17'], facet: 'result', limit: 5 },
    })
    expect(post.json.papers).toEqual(get.papers)
  })

  it('have the same similar ones without reasons, for who wants none', async () => {
    const path = '/v1/papers/rl-17/similar?limit=5'
    const { papers } = (await test.call(path)).json
    const bare = papers.map(({ because: _, ...paper }: { because: unknown }) => paper)
    expect((await test.call(`${path}&reasons=false`)).json.papers).toEqual(bare)
    const post = await test.call('/v1/similar', {
      method: 'POST',
      body: { papers: ['rl-17'], limit: 5, reasons: false },
    })
    expect(post.json.papers).toEqual(bare)
    expect((await test.call(`${path}&reasons=true`)).json.papers).toEqual(papers)
    const { status, json } = await test.call(`${path}&reasons=few`)
    expect([status, json.field]).toEqual([400, 'reasons'])
  })

  it('are found by their own text, alike but for the last digits', async () => {
    const own = (await test.call('/v1/papers/rl-17')).json
    const { json } = await test.call('/v1/similar', {
      method: 'POST',
      body: { text: `${own.title}. ${own.abstract}`, limit: 3, facet: 'method' },
    })
    expect(json.papers[0].id).toBe(own.id)
    expect(json.papers[0].score).toBeGreaterThan(0.9)
    expect(json.papers[0].because).toBeUndefined()
  })

  it('have similar ones page by page, the same as in one piece, also with diversity', async () => {
    for (const diversity of ['0', '0.3']) {
      const path = `/v1/papers/rl-17/similar?diversity=${diversity}`
      const first = (await test.call(`${path}&limit=10`)).json
      const second = (await test.call(`${path}&limit=10&cursor=${first.next}`)).json
      const ids = [...first.papers, ...second.papers].map(({ id }: { id: string }) => id)
      expect(new Set(ids).size).toBe(20)
      expect(second.snapshot).toBe(first.snapshot)
      if (diversity === '0') {
        const whole = (await test.call(`${path}&limit=20`)).json.papers.map(({ id }: { id: string }) => id)
        expect(ids).toEqual(whole)
      }
    }
  })

  it('say why there are none like it in a filter that nothing passes', async () => {
    const { status, json } = await test.call('/v1/papers/rl-17/similar?from=1990-01-01&to=1990-12-31')
    expect([status, json.papers, json.reason]).toEqual([200, [], 'no other paper passes the filter'])
  })

  it('are ranked from a list of candidates by papers and text together', async () => {
    const candidates = (await test.call('/v1/papers?limit=5')).json.papers.map(({ id }: { id: string }) => id)
    const { json } = await test.call('/v1/similar', {
      method: 'POST',
      body: { papers: ['rl-17'], text: 'theorem proving in Lean', candidates },
    })
    expect(json.papers.map(({ id }: { id: string }) => id).sort()).toEqual([...candidates].sort())
  })

  it('are found by a pasted text', async () => {
    const { json } = await test.call('/v1/similar', {
      method: 'POST',
      body: { text: 'We prove theorems in Lean with large language models.', limit: 3 },
    })
    expect(json.papers.map(({ title }: { title: string }) => title).join()).toMatch(/Theorem|Lean/)
  })

  it('belong to topics, the one they are counted in first', async () => {
    const { json } = await test.call('/v1/papers/rl-17/topics')
    expect(json.topics).toHaveLength(3)
    const topic = (await test.call(`/v1/topics/${json.topics[0].id}?limit=500`)).json
    expect(topic.papers.map(({ id }: { id: string }) => id)).toContain(paperId(TITLE))
  })

  it('are grouped into 5 to 12 topics that hold each paper once, none with more than a third', async () => {
    const { json } = await test.call('/v1/topics')
    expect(json.topics.length).toBeGreaterThanOrEqual(5)
    expect(json.topics.length).toBeLessThanOrEqual(12)
    const sizes = json.topics.map(({ size }: { size: number }) => size)
    expect(sizes.reduce((sum: number, size: number) => sum + size, 0)).toBe(86)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(86 / 3)
    expect(new Set(json.topics.map(({ label }: { label: string }) => label)).size).toBe(json.topics.length)
    for (const { terms, medoids } of json.topics) {
      expect(terms.length).toBeGreaterThanOrEqual(3)
      expect(medoids.length).toBeGreaterThanOrEqual(1)
    }
  })

  it('are grouped as coarsely or finely as is asked, each paper once', async () => {
    const at = async (query: string) => (await test.call(`/v1/topics?limit=500&${query}`)).json.topics
    const usual = await at('level=usual')
    expect(usual).toEqual((await test.call('/v1/topics?limit=500')).json.topics)
    for (const [query, count] of [
      ['count=1', 1],
      ['count=3', 3],
      ['level=few', Math.round(Math.sqrt(usual.length))],
      ['count=40', 40],
    ] as const) {
      const topics = await at(query)
      expect(topics, query).toHaveLength(count)
      expect(topics.reduce((sum: number, { size }: { size: number }) => sum + size, 0)).toBe(86)
    }
    expect((await at('level=all')).length).toBeGreaterThan(80)
    const both = await test.call('/v1/topics?count=3&level=few')
    expect([both.status, both.json.field]).toEqual([400, 'level'])
  })

  it('of a topic are those of its parts, which name it in turn', async () => {
    const [{ id, size }] = (await test.call('/v1/topics')).json.topics
    const topic = (await test.call(`/v1/topics/${id}?limit=500`)).json
    expect(topic.papers).toHaveLength(size)
    const parts = await Promise.all(
      topic.narrower.map((part: { id: string }) => test.call(`/v1/topics/${part.id}?limit=500`)),
    )
    expect(parts.map(({ json }) => json.broader)).toEqual(parts.map(() => ({ id, label: topic.label })))
    const ids = (papers: { id: string }[]) => papers.map((paper) => paper.id).sort()
    expect(ids(parts.flatMap(({ json }) => json.papers))).toEqual(ids(topic.papers))
    const found = await test.call(`/v1/papers/rl-17/similar?limit=500&topic=${parts[0].json.id}`)
    expect(found.json.papers.length).toBeLessThanOrEqual(parts[0].json.size)
    for (const paper of found.json.papers) expect(ids(parts[0].json.papers)).toContain(paper.id)
  })

  it('are found by words, by meaning and by both, with the words marked', async () => {
    for (const mode of ['keyword', 'semantic', 'hybrid']) {
      const { status, json } = await test.call(`/v1/search?q=theorem+proving&mode=${mode}&limit=5`)
      expect(status).toBe(200)
      const [best] = json.papers
      expect(best.title, mode).toMatch(/Theorem|Prov/i)
      const marked = best.highlights.title.map(([start, end]: [number, number]) =>
        best.title.slice(start, end).toLowerCase(),
      )
      expect(marked.join(' ')).toMatch(/theorem|prov/)
      expect(best.snippet.length).toBeGreaterThan(0)
    }
  })

  it('are found by what was meant where a word was typed wrong, unless told to be exact', async () => {
    const { json } = await test.call('/v1/search?q=theorm+provign&mode=keyword')
    expect(json.corrected).toBe('theorem proving')
    expect(json.papers[0].title).toMatch(/Theorem|Prov/i)
    const exact = await test.call('/v1/search?q=theorm+provign&mode=keyword&exact=true')
    expect([exact.json.papers, exact.json.corrected]).toEqual([[], undefined])
    expect((await test.call('/v1/search?q=theorem')).json.corrected).toBeUndefined()
  })

  it('are linked by a chain of papers, each with why it is like the one before', async () => {
    const [from, to] = [paperId(TITLE), paperId('PAL: Program-aided Language Models')]
    const { status, json } = await test.call(`/v1/papers/${from}/path?to=${to}`)
    expect(status).toBe(200)
    const { papers } = json
    expect([papers[0].id, papers.at(-1).id]).toEqual([from, to])
    expect(papers[0].because).toBeUndefined()
    for (const step of papers.slice(1)) {
      expect(step.similarity).toBeGreaterThan(0.3)
      expect(step.because.shared.length).toBeGreaterThan(0)
    }
    const back = await test.call(`/v1/papers/${to}/path?to=${from}`)
    expect(back.json.papers.map(({ id }: { id: string }) => id)).toEqual(
      papers.map(({ id }: { id: string }) => id).reverse(),
    )
    expect((await test.call(`/v1/papers/${from}/path`)).status).toBe(400)
    expect((await test.call(`/v1/papers/${from}/path?to=nobody`)).status).toBe(404)
  })

  it('are cited as BibTeX, RIS and CSL-JSON, each by its own media type', async () => {
    const cite = (format: string) => test.app.request(`/v1/papers/2508.08221/citation${format}`)
    const bibtex = await cite('')
    expect(bibtex.headers.get('Content-Type')).toBe('application/x-bibtex; charset=utf-8')
    expect(bibtex.headers.get('Content-Disposition')).toMatch(/^attachment; filename="[a-z0-9]+\.bib"$/)
    expect(await bibtex.text()).toContain('eprint = {2508.08221}')
    expect(await (await cite('?format=ris')).text()).toMatch(/^TY {2}- GEN\nTI {2}- Part I: Tricks or Traps/)
    expect(JSON.parse(await (await cite('?format=csl')).text())[0].title).toBe(TITLE)
    expect((await cite('?format=word')).status).toBe(400)
  })

  it('are counted', async () => {
    const { json } = await test.call('/v1/stats')
    expect(json).toMatchObject({ papers: 86, indexedPapers: 86, lastDay: '2025-10-21' })
  })
})
