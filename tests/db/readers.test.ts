import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { exportReader } from '../../src/db/export-reader.ts'
import {
  createReader,
  deleteReaction,
  deleteReader,
  getReader,
  listReactions,
  listReaders,
  putReaction,
  putStrategy,
} from '../../src/db/readers.ts'
import { savePapers } from '../../src/db/save-papers.ts'
import { NotFound } from '../../src/errors.ts'
import { paperId } from '../../src/paper.ts'
import type { Reader } from '../../src/reader.ts'
import { onEveryDatabase } from '../support/databases.ts'

const day = (date: number) => new Date(Date.UTC(2026, 0, date))
const readerId = (digit: string) => digit.repeat(32)
const [one, two] = [paperId('One'), paperId('Two')]
const reaction = (
  kind: 'like' | 'save' | 'read' | 'dislike' | 'hide',
  date: number,
  id = one,
  weight = 1,
) => ({
  paperId: id,
  kind,
  weight,
  at: day(date),
})

onEveryDatabase('readers', (open) => {
  let ann: Reader
  beforeEach(async () => {
    const titles = ['One', 'Two'].map((title) => ({ title, abstract: '', aliases: [`id:${title}`] }))
    await savePapers(open.db, titles, day(1))
    ann = await createReader(open.db, 'Ann \0', day(1), readerId('a'))
  })
  const kinds = async () => (await listReactions(open.db, ann.id)).map(({ kind }) => kind)

  it('keeps a reader as told, and knows no other', async () => {
    expect(await getReader(open.db, ann.id)).toEqual({ id: ann.id, name: 'Ann ', createdAt: day(1) })
    await expect(getReader(open.db, readerId('b'))).rejects.toThrow(NotFound)
  })

  it('keeps which strategy was chosen for a reader, until it is taken back', async () => {
    await createReader(open.db, 'Bob', day(2), readerId('b'))
    await putStrategy(open.db, ann.id, 'text')
    expect((await getReader(open.db, ann.id)).strategy).toBe('text')
    const strategies = async () => (await listReaders(open.db, { limit: 9 })).map(({ strategy }) => strategy)
    expect(await strategies()).toEqual(['text', undefined])
    await putStrategy(open.db, ann.id, undefined)
    expect(await strategies()).toEqual([undefined, undefined])
    await expect(putStrategy(open.db, readerId('f'), 'text')).rejects.toThrow(NotFound)
  })

  it('pages through readers oldest first, ties by id', async () => {
    await createReader(open.db, 'Cat', day(2), readerId('c'))
    await createReader(open.db, 'Bob', day(2), readerId('b'))
    const seen: string[] = []
    for (let after: Reader | undefined; ; ) {
      const [next] = await listReaders(open.db, { after, limit: 1 })
      if (!next) break
      seen.push(next.name.trim())
      after = next
    }
    expect(seen).toEqual(['Ann', 'Bob', 'Cat'])
  })

  it('keeps a reaction once, however often it is sent, and replaces its weight and time', async () => {
    await putReaction(open.db, ann.id, reaction('like', 2))
    await putReaction(open.db, ann.id, reaction('like', 2))
    expect(await listReactions(open.db, ann.id)).toEqual([reaction('like', 2)])
    await putReaction(open.db, ann.id, reaction('like', 3, one, 2.5))
    expect(await listReactions(open.db, ann.id)).toEqual([reaction('like', 3, one, 2.5)])
  })

  it('takes back the contrary kinds, of this paper only', async () => {
    for (const kind of ['read', 'save', 'like'] as const)
      await putReaction(open.db, ann.id, reaction(kind, 2))
    await putReaction(open.db, ann.id, reaction('like', 2, two))
    await putReaction(open.db, ann.id, reaction('dislike', 3))
    expect(await listReactions(open.db, ann.id)).toEqual([
      reaction('dislike', 3),
      ...[reaction('like', 2, two), reaction('read', 2)].sort((a, b) => (a.paperId < b.paperId ? -1 : 1)),
    ])
  })

  it('refuses a reader and a paper that we do not hold, and keeps nothing', async () => {
    await expect(putReaction(open.db, readerId('b'), reaction('like', 2))).rejects.toThrow(NotFound)
    await expect(putReaction(open.db, ann.id, reaction('like', 2, 'f'.repeat(40)))).rejects.toThrow(NotFound)
    expect(await kinds()).toEqual([])
  })

  it('refuses a weight outside (0, 10]', async () => {
    for (const weight of [0, -1, 10.5, Number.NaN]) {
      await expect(putReaction(open.db, ann.id, reaction('like', 2, one, weight))).rejects.toThrow()
    }
  })

  it('takes a reaction to the id that a paper had before it was merged', async () => {
    const link = { title: 'One', abstract: '', aliases: ['id:Two'] }
    await savePapers(open.db, [link], day(2))
    const [kept, gone] = [one, two].sort() as [string, string]
    await putReaction(open.db, ann.id, reaction('like', 2, gone))
    expect(await listReactions(open.db, ann.id)).toEqual([reaction('like', 2, kept)])
  })

  it('loses no reaction that is being put while its paper is merged', async () => {
    const [kept, gone] = [one, two].sort() as [string, string]
    let merging: Promise<unknown> | undefined
    await open.db.transaction(async (tx) => {
      await putReaction(tx, ann.id, reaction('like', 2, gone))
      merging = savePapers(open.db, [{ title: 'One', abstract: '', aliases: ['id:Two'] }], day(2))
      // Long enough for the merge to come as far as it can while this is not committed.
      await sleep(200)
    })
    await merging
    expect(await listReactions(open.db, ann.id)).toEqual([reaction('like', 2, kept)])
  })

  it('deletes one kind of reaction or all, and says how many', async () => {
    for (const kind of ['read', 'save', 'like'] as const)
      await putReaction(open.db, ann.id, reaction(kind, 2))
    expect(await deleteReaction(open.db, ann.id, one, 'save')).toBe(1)
    expect(await deleteReaction(open.db, ann.id, one, 'save')).toBe(0)
    expect(await kinds()).toEqual(['like', 'read'])
    expect(await deleteReaction(open.db, ann.id, one)).toBe(2)
    expect(await kinds()).toEqual([])
  })

  it('exports all we hold of a reader, with every name of the papers, as plain data', async () => {
    await putReaction(open.db, ann.id, reaction('like', 2, two))
    await putReaction(open.db, ann.id, reaction('read', 3, one))
    const exported = await exportReader(open.db, ann.id)
    expect(exported).toEqual({
      reader: { id: ann.id, name: 'Ann ', createdAt: day(1) },
      reactions: [
        {
          kind: 'read',
          weight: 1,
          at: day(3),
          paper: { id: one, title: 'One', abstract: '', aliases: ['id:One'] },
        },
        {
          kind: 'like',
          weight: 1,
          at: day(2),
          paper: { id: two, title: 'Two', abstract: '', aliases: ['id:Two'] },
        },
      ],
      outside: [],
      interests: [],
      rules: [],
      searches: [],
      tags: [],
      lists: [],
    })
    expect(JSON.parse(JSON.stringify(exported)).reader.createdAt).toBe('2026-01-01T00:00:00.000Z')
    await expect(exportReader(open.db, readerId('b'))).rejects.toThrow(NotFound)
  })

  it('deletes a reader with every trace, and nobody else', async () => {
    const bob = await createReader(open.db, 'Bob', day(1), readerId('b'))
    await putReaction(open.db, ann.id, reaction('like', 2))
    await putReaction(open.db, bob.id, reaction('like', 2))
    await deleteReader(open.db, ann.id)
    const traces = await open.db.select({ reader: sql<string>`reader_id` }).from(sql`reactions`)
    expect(traces).toEqual([{ reader: bob.id }])
    await expect(deleteReader(open.db, ann.id)).rejects.toThrow(NotFound)
  })
})
