import { beforeEach, expect, it } from 'vitest'
import {
  corpusRevision,
  eachPaper,
  findPaper,
  listPapers,
  type PaperCursor,
  papersById,
  resolveIds,
} from '../../src/db/papers.ts'
import { savePapers } from '../../src/db/save-papers.ts'
import { paperId } from '../../src/paper.ts'
import { onEveryDatabase } from '../support/databases.ts'

const now = new Date(Date.UTC(2026, 0, 1))

onEveryDatabase('papers', (open) => {
  // Two papers on each of three days and two undated ones: ties and nulls on every page border.
  const days = ['2024-05-03', '2024-05-02', '2024-05-01', undefined]
  const titles = days.map((_, at) => [`Paper ${at} a`, `Paper ${at} b`])
  const newestFirst = titles.flatMap((pair) => pair.map(paperId).sort())

  beforeEach(async () => {
    const told = titles.flatMap((pair, at) =>
      pair.map((title) => ({
        title,
        abstract: '',
        publishedOn: days[at],
        aliases: [`id:${title.slice(6)}`],
      })),
    )
    await savePapers(open.db, told, now)
  })

  it('pages through all papers newest first, each once, whatever the page size', async () => {
    for (let limit = 1; limit <= newestFirst.length + 1; limit++) {
      const seen: string[] = []
      for (let after: PaperCursor | undefined; ; ) {
        const page = await listPapers(open.db, { after, limit })
        seen.push(...page.map(({ id }) => id))
        const last = page.at(-1)
        if (!last || page.length < limit) break
        after = { publishedOn: last.publishedOn ?? null, id: last.id }
      }
      expect(seen).toEqual(newestFirst)
    }
  })

  it('lists the days from and to, both included, and no undated paper', async () => {
    const ids = async (from?: string, to?: string) =>
      (await listPapers(open.db, { from, to, limit: 9 })).map(({ id }) => id)
    expect(await ids('2024-05-02', undefined)).toEqual(newestFirst.slice(0, 4))
    expect(await ids(undefined, '2024-05-02')).toEqual(newestFirst.slice(2, 6))
    expect(await ids('2024-05-02', '2024-05-02')).toEqual(newestFirst.slice(2, 4))
  })

  it('gives papers in the order asked, without the unknown ones', async () => {
    const [first, second] = newestFirst as [string, string]
    const found = await papersById(open.db, [second, 'f'.repeat(40), first])
    expect(found.map(({ id }) => id)).toEqual([second, first])
    expect(await papersById(open.db, [])).toEqual([])
  })

  it('finds a paper by id, alias and title in any spelling, and nothing by anything else', async () => {
    const id = paperId('Paper 0 a')
    for (const reference of [id, id.toUpperCase(), 'id:0 a', '0 a', 'PAPER – 0 (a)']) {
      expect((await findPaper(open.db, reference))?.id).toBe(id)
    }
    for (const reference of ['', 'Paper', "'; drop table papers; --", 'arxiv:2401.00001']) {
      expect(await findPaper(open.db, reference)).toBeUndefined()
    }
  })

  it('prefers the more telling name where a reference means two papers', async () => {
    // A title that reads like an arXiv id, beside the paper that has this id.
    const told = [
      { title: '2401.00001', abstract: '', aliases: [] },
      { title: 'Meant', abstract: '', aliases: ['arxiv:2401.00001'] },
    ]
    await savePapers(open.db, told, now)
    expect((await findPaper(open.db, '2401.00001'))?.title).toBe('Meant')
  })

  it('resolves many references at once, the unknown ones absent', async () => {
    const found = await resolveIds(open.db, ['Paper 0 a', 'id:1 b', 'nothing'])
    expect(found).toEqual(
      new Map([
        ['Paper 0 a', paperId('Paper 0 a')],
        ['id:1 b', paperId('Paper 1 b')],
      ]),
    )
  })

  it('walks all papers in the order of their ids, whatever the batch', async () => {
    for (const batch of [1, 3, 8, 100]) {
      const seen: string[] = []
      for await (const { id } of eachPaper(open.db, { batch })) seen.push(id)
      expect(seen).toEqual([...newestFirst].sort())
    }
  })

  it('tells by count and revision that something changed, and only then', async () => {
    const before = await corpusRevision(open.db)
    expect(before.count).toBe(8)
    await savePapers(open.db, [{ title: 'Paper 0 a', abstract: '', aliases: [] }], now)
    expect(await corpusRevision(open.db)).toEqual(before)
    await savePapers(open.db, [{ title: 'Paper 0 a', abstract: 'Known now', aliases: [] }], now)
    expect(await corpusRevision(open.db)).toEqual({ count: 8, revision: before.revision + 1 })
  })
})
