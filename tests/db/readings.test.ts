import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../src/db/open.ts'
import { createReader, deleteReader, putReaction } from '../../src/db/readers.ts'
import { papersRead } from '../../src/db/readings.ts'
import { savePapers } from '../../src/db/save-papers.ts'
import { paperId } from '../../src/paper.ts'
import type { ReactionKind } from '../../src/reader.ts'
import { newDatabase, onEveryEngine, temporaryFolder } from '../support/databases.ts'

const NOW = new Date(Date.UTC(2026, 0, 1))
/** More than one statement reads, by one reader alone and by all together. */
const PAPERS = 1_200
const titles = Array.from({ length: PAPERS }, (_, at) => `Paper ${at}`)
const ids = titles.map(paperId)
const someReader = () => randomUUID().replaceAll('-', '')

onEveryEngine('what readers have read', (kind) => {
  const folder = temporaryFolder()
  let open: OpenDatabase
  beforeAll(async () => {
    open = await openDatabase(await newDatabase(kind, folder))
    const papers = titles.map((title) => ({ title, abstract: '', aliases: [`id:${title}`] }))
    await savePapers(open.db, papers, NOW)
  })
  afterAll(() => open.close())

  const newReader = async () => {
    const id = someReader()
    await createReader(open.db, 'Somebody', NOW, id)
    return id
  }
  const react = (reader: string, at: number, kind: ReactionKind) =>
    putReaction(open.db, reader, { paperId: ids[at]!, kind, weight: 1, at: NOW })
  /** Many at once, which putReaction would take a second for. */
  const likeAll = (reader: string, from: number, to: number) =>
    open.db.execute(
      sql`insert into reactions (reader_id, paper_id, kind, weight, at)
          select ${reader}::char(32), id, 'like', 1, ${NOW.toISOString()}::timestamptz from papers
          where id in ${ids.slice(from, to)}`,
    )
  const readBy = async (reader: string) => {
    const all = (await papersRead(open.db)).filter((one) => one.reader === reader)
    expect(all.length).toBeLessThanOrEqual(1)
    return all[0]?.paperIds.map((id) => ids.indexOf(id)).toSorted((a, b) => a - b)
  }

  it('is what they liked, saved or read, each paper once, and not what they disliked or hid', async () => {
    const reader = await newReader()
    const kinds: ReactionKind[] = ['like', 'save', 'read', 'dislike', 'hide']
    for (const [at, kind] of kinds.entries()) await react(reader, at, kind)
    await react(reader, 0, 'save')
    await react(reader, 0, 'read')
    // Read, and disliked: the one does not take back the other.
    await react(reader, 5, 'read')
    await react(reader, 5, 'dislike')
    expect(await readBy(reader)).toEqual([0, 1, 2, 5])
    await deleteReader(open.db, reader)
  })

  it('is nothing of a reader who has only disliked, and of one who has said nothing', async () => {
    const [disliking, silent] = [await newReader(), await newReader()]
    await react(disliking, 0, 'dislike')
    expect(await readBy(disliking)).toBeUndefined()
    expect(await readBy(silent)).toBeUndefined()
    expect(await papersRead(open.db)).toEqual([])
  })

  it('is complete where it takes several statements, and goes with the reader', async () => {
    // 1,200, 500 and 3 papers: the pages of 1,000 end within the first reader and within the second.
    const readers = [await newReader(), await newReader(), await newReader()].sort() as [
      string,
      string,
      string,
    ]
    const counts = [PAPERS, 500, 3]
    for (const [i, reader] of readers.entries()) await likeAll(reader, 0, counts[i]!)
    await react(readers[0], 7, 'read')
    const all = await papersRead(open.db)
    expect(all.map(({ reader }) => reader)).toEqual(readers)
    expect(all.map(({ paperIds }) => paperIds.length)).toEqual(counts)
    for (const [i, { paperIds }] of all.entries())
      expect([...paperIds].sort()).toEqual(ids.slice(0, counts[i]).sort())
    await deleteReader(open.db, readers[1])
    expect((await papersRead(open.db)).map(({ reader }) => reader)).toEqual([readers[0], readers[2]])
    for (const reader of [readers[0], readers[2]]) await deleteReader(open.db, reader)
  })

  it('is complete where a page ends with the last row', async () => {
    const reader = await newReader()
    await likeAll(reader, 0, 1_000)
    expect((await readBy(reader))?.length).toBe(1_000)
    await deleteReader(open.db, reader)
    expect(await papersRead(open.db)).toEqual([])
  })
})
