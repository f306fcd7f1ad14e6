import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eachPaper, findPaper, papersById } from '../../src/db/papers.ts'
import { createReader, listReactions, putReaction } from '../../src/db/readers.ts'
import { savePapers } from '../../src/db/save-papers.ts'
import { type Database, papers } from '../../src/db/schema.ts'
import { type Paper, type PaperRecord, paperId } from '../../src/paper.ts'
import { empty, onEveryDatabase } from '../support/databases.ts'

const day = (date: number) => new Date(Date.UTC(2026, 0, date))

const record = (title: string, rest: Partial<PaperRecord> = {}): PaperRecord => ({
  title,
  abstract: '',
  aliases: [],
  ...rest,
})

async function everyPaper(db: Database): Promise<Paper[]> {
  const all: Paper[] = []
  for await (const paper of eachPaper(db, { batch: 100 })) all.push(paper)
  return all
}

onEveryDatabase('savePapers', (open) => {
  it('stores a new paper with every field, under the id of its title', async () => {
    const whole: PaperRecord = {
      title: 'A "quoted" title, {braces} and \\ all',
      abstract: 'Text with 𝔘nicode\nand a line.',
      authorCount: 3,
      authors: ['Ann "A" Bee', 'Null', ''],
      organisation: 'Lab',
      publishedOn: '2024-02-29',
      commentCount: 0,
      upvoteCount: 7,
      categories: ['cs.CL', 'cs.AI'],
      version: 2,
      aliases: ['arxiv:2402.00001', 'doi:10.1000/x'],
    }
    expect(await savePapers(open.db, [whole], day(1))).toEqual({
      added: 1,
      updated: 0,
      unchanged: 0,
      merged: 0,
    })
    const id = paperId(whole.title)
    expect(await papersById(open.db, [id])).toEqual([{ ...whole, id }])
  })

  it('leaves a paper that is told again exactly as it was, revision and all', async () => {
    const told = [record('A', { abstract: 'Text', authors: ['Ann'], aliases: ['arxiv:1'] }), record('B')]
    await savePapers(open.db, told, day(1))
    const before = await open.db.select().from(papers)
    expect(await savePapers(open.db, told, day(2))).toEqual({ added: 0, updated: 0, unchanged: 2, merged: 0 })
    expect(await open.db.select().from(papers)).toEqual(before)
  })

  it('gives a changed paper the next revision and a new updatedAt, and keeps createdAt', async () => {
    await savePapers(open.db, [record('A'), record('B')], day(1))
    const [, last] = (await open.db.select().from(papers)).sort((a, b) => a.revision - b.revision)
    expect(await savePapers(open.db, [record('A', { abstract: 'Now known' })], day(2))).toMatchObject({
      updated: 1,
    })
    const [changed] = (await open.db.select().from(papers)).filter(({ id }) => id === paperId('A'))
    expect(changed).toMatchObject({ abstract: 'Now known', createdAt: day(1), updatedAt: day(2) })
    expect(changed!.revision).toBeGreaterThan(last!.revision)
  })

  it('keeps the id when a known alias comes with another title, and finds the paper by both titles', async () => {
    await savePapers(open.db, [record('Old title', { aliases: ['arxiv:1'] })], day(1))
    await savePapers(open.db, [record('New title', { aliases: ['arxiv:1'] })], day(2))
    const paper = await findPaper(open.db, 'Old title')
    expect(paper).toMatchObject({ id: paperId('Old title'), title: 'New title' })
    expect(await findPaper(open.db, 'New title')).toEqual(paper)
  })

  it('counts records of one paper within a batch once', async () => {
    const twice = [
      record('A', { aliases: ['arxiv:1'] }),
      record('B', { aliases: ['arxiv:1'], abstract: 'Longer' }),
    ]
    expect(await savePapers(open.db, twice, day(1))).toEqual({
      added: 1,
      updated: 0,
      unchanged: 0,
      merged: 0,
    })
    expect(await everyPaper(open.db)).toMatchObject([
      { title: 'B', abstract: 'Longer', aliases: [paperId('A'), 'arxiv:1'] },
    ])
  })

  it('merges stored papers into the oldest when a record names them all', async () => {
    await savePapers(
      open.db,
      [record('Younger', { aliases: ['doi:1'], abstract: 'Kept, for the oldest has none' })],
      day(2),
    )
    await savePapers(open.db, [record('Oldest', { aliases: ['arxiv:1'] })], day(1))
    const link = record('Link', { aliases: ['arxiv:1', 'doi:1'], upvoteCount: 5 })
    expect(await savePapers(open.db, [link], day(3))).toEqual({
      added: 0,
      updated: 1,
      unchanged: 0,
      merged: 1,
    })
    expect(await everyPaper(open.db)).toEqual([
      {
        id: paperId('Oldest'),
        title: 'Link',
        abstract: 'Kept, for the oldest has none',
        upvoteCount: 5,
        aliases: [paperId('Younger'), paperId('Link'), 'arxiv:1', 'doi:1'].sort(),
      },
    ])
    expect((await findPaper(open.db, paperId('Younger')))?.id).toBe(paperId('Oldest'))
  })

  it('moves reactions in a merge, the newest of a kind, and not those taken back later', async () => {
    await savePapers(open.db, [record('One', { aliases: ['arxiv:1'] })], day(1))
    await savePapers(open.db, [record('Two', { aliases: ['doi:1'] })], day(2))
    const { id } = await createReader(open.db, 'Ann', day(1), 'a'.repeat(32))
    const [one, two] = [paperId('One'), paperId('Two')]
    await putReaction(open.db, id, { paperId: one, kind: 'read', weight: 1, at: day(5) })
    await putReaction(open.db, id, { paperId: two, kind: 'read', weight: 2, at: day(6) })
    await putReaction(open.db, id, { paperId: one, kind: 'dislike', weight: 1, at: day(3) })
    await putReaction(open.db, id, { paperId: two, kind: 'like', weight: 1, at: day(4) })
    await savePapers(open.db, [record('Two', { aliases: ['arxiv:1'] })], day(7))
    expect(await listReactions(open.db, id)).toEqual([
      { paperId: one, kind: 'read', weight: 2, at: day(6) },
      { paperId: one, kind: 'like', weight: 1, at: day(4) },
    ])
  })

  it('strips what Postgres cannot keep', async () => {
    const hostile = record('A\0B \ud800C', {
      abstract: '\udc00',
      authors: ['\0', 'x\ud800'],
      aliases: ['id:\0', '\0'],
    })
    await savePapers(open.db, [hostile], day(1))
    expect(await findPaper(open.db, 'A\0B C\udfff')).toMatchObject({
      title: 'AB C',
      abstract: '',
      authors: ['', 'x'],
      aliases: ['id:'],
    })
  })

  it('stores nothing of a batch with a bad record', async () => {
    await expect(
      savePapers(open.db, [record('Good'), record('Bad', { publishedOn: '2024-02-31' })], day(1)),
    ).rejects.toThrow()
    expect(await everyPaper(open.db)).toEqual([])
  })

  it('stores each paper once when several savers bring it at the same time', async () => {
    const told = Array.from({ length: 100 }, (_, at) => record(`Paper ${at}`, { aliases: [`id:${at}`] }))
    // All connections open first: else the first saver is done before the second has one.
    await Promise.all([1, 2, 3, 4].map(() => open.db.execute(sql`select pg_sleep(0.05)`)))
    const reports = await Promise.all([1, 2, 3, 4].map((date) => savePapers(open.db, told, day(date))))
    expect(reports.map(({ added }) => added).sort()).toEqual([0, 0, 0, 100])
  })

  // Few titles and aliases, so that most records meet others, often through a third.
  const records = fc.array(
    fc.record({
      title: fc.constantFrom('Attention', 'ATTENTION!', 'Graphs', 'Trees', 'Rivers'),
      abstract: fc.constantFrom('', 'short', 'rather long'),
      version: fc.constantFrom(undefined, 1, 2),
      organisation: fc.constantFrom(undefined, 'Lab'),
      aliases: fc.subarray(['arxiv:1', 'arxiv:2', 'doi:1', 'url:1', 'id:1'], { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  const orders = records.chain((told) =>
    fc.record({
      told: fc.constant(told),
      shuffled: fc.shuffledSubarray(told, { minLength: told.length }),
      size: fc.integer({ min: 1, max: told.length }),
    }),
  )

  describe('whatever the records', () => {
    const save = async (told: readonly PaperRecord[], size: number, date: number) => {
      for (let at = 0; at < told.length; at += size)
        await savePapers(open.db, told.slice(at, at + size), day(date))
    }
    /** Which names go together, whatever the id. */
    const partition = (all: Paper[]) => all.map(({ id, aliases }) => [id, ...aliases].sort().join(' ')).sort()

    it('saving a batch again in any order changes nothing, and any order and grouping finds the same papers', async () => {
      await fc.assert(
        fc.asyncProperty(orders, async ({ told, shuffled, size }) => {
          await empty(open.db)
          await savePapers(open.db, told, day(1))
          const before = await open.db.select().from(papers).orderBy(papers.id)
          expect(await savePapers(open.db, shuffled, day(2))).toMatchObject({
            added: 0,
            updated: 0,
            merged: 0,
          })
          expect(await open.db.select().from(papers).orderBy(papers.id)).toEqual(before)
          const together = partition(await everyPaper(open.db))

          await empty(open.db)
          await save(shuffled, size, 1)
          const apart = partition(await everyPaper(open.db))
          expect(apart).toEqual(together)
          await save(shuffled, size, 2)
          expect(partition(await everyPaper(open.db))).toEqual(together)
        }),
        { numRuns: 60, seed: 20260101 },
      )
    })

    it('no two papers share a name, and every name of a record leads to one', async () => {
      await fc.assert(
        fc.asyncProperty(records, async (told) => {
          await empty(open.db)
          await save(told, 2, 1)
          const all = await everyPaper(open.db)
          const names = all.flatMap(({ id, aliases }) => [id, ...aliases])
          expect(new Set(names).size).toBe(names.length)
          expect(new Set(told.flatMap(({ title, aliases }) => [paperId(title), ...aliases]))).toEqual(
            new Set(names),
          )
        }),
        { numRuns: 60, seed: 20260102 },
      )
    })
  })
})
