import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { exportReader } from '../../src/db/export-reader.ts'
import { importHistory } from '../../src/db/import-history.ts'
import { deleteOutside, listOutside, newestOutside, putOutsideVector } from '../../src/db/outside-papers.ts'
import type { HistoryItem } from '../../src/db/place-history.ts'
import { createReader, deleteReader, listReactions, putReaction } from '../../src/db/readers.ts'
import { savePapers } from '../../src/db/save-papers.ts'
import { NotFound } from '../../src/errors.ts'
import { paperId } from '../../src/paper.ts'
import type { ReactionKind } from '../../src/reader.ts'
import { onEveryDatabase } from '../support/databases.ts'

const day = (date: number) => new Date(Date.UTC(2026, 0, date))
const [ann, bob] = ['a'.repeat(32), 'b'.repeat(32)] as const
const [one, far] = [paperId('One'), paperId('Far')]

/** An item of a paper that is told in full. */
const item = (title: string, more: Partial<HistoryItem> & { aliases?: string[] } = {}): HistoryItem => {
  const { aliases = [], ...rest } = more
  const paper = { title, abstract: `About ${title}.` }
  return { names: [...aliases, paperId(title)], paper, kind: 'save', weight: 1, at: day(2), ...rest }
}

onEveryDatabase('a reading history', (open) => {
  beforeEach(async () => {
    await savePapers(open.db, [{ title: 'One', abstract: '', aliases: ['arxiv:2301.00001'] }], day(1))
    await createReader(open.db, 'Ann', day(1), ann)
    await createReader(open.db, 'Bob', day(1), bob)
  })
  const take = (...items: HistoryItem[]) => importHistory(open.db, ann, items)
  const said = async () => (await listReactions(open.db, ann)).map(({ paperId, kind }) => [paperId, kind])
  const outside = async () => (await listOutside(open.db, ann)).map(({ title, kind }) => [title, kind])
  const store = (title: string, ...aliases: string[]) =>
    savePapers(open.db, [{ title, abstract: '', aliases }], day(5))

  it('becomes reactions to what we hold, by any name, keeps the rest, and leaves what has no abstract', async () => {
    const placed = await take(
      item('Another title of it', { aliases: ['arxiv:2301.00001'], weight: 2, at: day(3) }),
      item('Far', { aliases: ['doi:10.1000/far'], kind: 'like' }),
      { names: ['arxiv:2301.99999'], kind: 'save', weight: 1, at: day(2) },
    )
    expect(placed).toEqual([
      { place: 'collection', paperId: one, changed: true },
      { place: 'outside', changed: true },
      { place: 'nowhere' },
    ])
    expect(await listReactions(open.db, ann)).toEqual([{ paperId: one, kind: 'save', weight: 2, at: day(3) }])
    expect(await listOutside(open.db, ann)).toEqual([
      {
        id: far,
        title: 'Far',
        abstract: 'About Far.',
        aliases: ['doi:10.1000/far'],
        kind: 'like',
        weight: 1,
        at: day(2),
      },
    ])
  })

  it('changes nothing the second time', async () => {
    const items = [item('One'), item('Far'), item('FAR!', { at: day(4) })]
    await take(...items)
    const before = await exportReader(open.db, ann)
    const again = await take(...items.map((told) => ({ ...told, at: day(9), weight: 5 })))
    expect(again.map((placed) => 'changed' in placed && placed.changed)).toEqual([false, false, false])
    expect(await exportReader(open.db, ann)).toEqual(before)
    expect(await outside()).toHaveLength(1)
  })

  it('adds to what the reader said and takes nothing back', async () => {
    await putReaction(open.db, ann, { paperId: one, kind: 'dislike', weight: 1, at: day(2) })
    await take(item('One', { kind: 'save' }), item('One', { kind: 'read' }))
    expect(await said()).toEqual([
      [one, 'dislike'],
      [one, 'read'],
    ])
  })

  it('keeps of an outside paper the kind that says more, and never a contrary one', async () => {
    const steps: [ReactionKind, ReactionKind][] = [
      ['read', 'read'],
      ['like', 'like'],
      ['save', 'like'],
      ['dislike', 'like'],
      ['hide', 'like'],
    ]
    for (const [kind, stands] of steps) {
      await take(item('Far', { kind }))
      expect(await outside(), kind).toEqual([['Far', stands]])
    }
  })

  it('knows an outside paper by any of its names', async () => {
    await take(item('Far', { aliases: ['doi:10.1000/far'] }))
    await take(item('Far, second edition', { aliases: ['doi:10.1000/far'], kind: 'like' }))
    expect(await outside()).toEqual([['Far', 'like']])
  })

  it('becomes a reaction when the paper enters the collection, by title or by alias', async () => {
    await take(
      item('Far'),
      item('Off', { aliases: ['doi:10.1000/off'], kind: 'like', weight: 3, at: day(4) }),
    )
    await store('far')
    await store('Off, as published', 'doi:10.1000/off')
    expect(await outside()).toEqual([])
    expect(await listReactions(open.db, ann)).toEqual([
      { paperId: paperId('Off, as published'), kind: 'like', weight: 3, at: day(4) },
      { paperId: far, kind: 'save', weight: 1, at: day(2) },
    ])
  })

  it('becomes one when a stored paper gets the name by which it is known outside', async () => {
    await take(item('Far', { aliases: ['doi:10.1000/far'] }))
    await store('One', 'doi:10.1000/far')
    expect([await outside(), await said()]).toEqual([[], [[one, 'save']]])
  })

  it('gives way to what the reader says of the paper itself', async () => {
    await take(item('Far', { aliases: ['doi:10.1000/far'] }))
    await putReaction(open.db, ann, { paperId: one, kind: 'hide', weight: 1, at: day(3) })
    await store('One', 'doi:10.1000/far')
    expect([await outside(), await said()]).toEqual([[], [[one, 'hide']]])
  })

  it('keeps its vector when it is told again', async () => {
    await take(item('Far'))
    const embedded = { vector: new Uint8Array([0, 1, 254, 255]), model: '0123456789abcdef' }
    await putOutsideVector(open.db, ann, far, embedded)
    await take(item('Far', { kind: 'like' }))
    const [paper] = await newestOutside(open.db, ann, { kinds: ['like'], limit: 1 })
    expect(paper!.model).toBe(embedded.model)
    expect([...paper!.vector!]).toEqual([...embedded.vector])
  })

  it('can be taken back by name, of this reader only', async () => {
    await take(item('Far', { aliases: ['doi:10.1000/far'] }))
    await importHistory(open.db, bob, [item('Far')])
    const names = ['doi:10.1000/far']
    expect(await deleteOutside(open.db, ann, { names, kind: 'like' })).toBe(0)
    expect(await deleteOutside(open.db, bob, { names })).toBe(0)
    expect(await deleteOutside(open.db, ann, { names })).toBe(1)
    expect([await outside(), (await listOutside(open.db, bob)).length]).toEqual([[], 1])
  })

  it('goes with the reader', async () => {
    await take(item('Far'))
    await deleteReader(open.db, ann)
    const left = await open.db.select({ count: sql<number>`count(*)::int` }).from(sql`outside_papers`)
    expect(left).toEqual([{ count: 0 }])
  })

  it('is refused whole for a reader that we do not know', async () => {
    await expect(importHistory(open.db, 'c'.repeat(32), [item('Far')])).rejects.toThrow(NotFound)
  })

  it('takes quotes and statements for text', async () => {
    const title = `Robert'); drop table papers;-- "{}" \\ $1 ?|`
    await take(item(title, { aliases: [title] }))
    await store('Other', title)
    expect(await said()).toEqual([[paperId('Other'), 'save']])
  })

  it('holds thousands of entries', async () => {
    const items = Array.from({ length: 3_000 }, (_, n) => item(`Far ${n}`, { aliases: [`doi:10.1000/${n}`] }))
    expect(await take(...items)).toHaveLength(3_000)
    expect(await outside()).toHaveLength(3_000)
  })

  it('misses no paper that enters the collection meanwhile', async () => {
    let entering: Promise<unknown> | undefined
    await open.db.transaction(async (tx) => {
      await importHistory(tx, ann, [item('Far')])
      entering = store('Far')
      // Long enough for the other to come as far as it can while this is not committed.
      await sleep(200)
    })
    await entering
    expect([await outside(), await said()]).toEqual([[], [[far, 'save']]])
  })
})
