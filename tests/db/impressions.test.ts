import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { exportReader } from '../../src/db/export-reader.ts'
import {
  creditsByComparison,
  listLists,
  type NewList,
  putList,
  putResponse,
} from '../../src/db/impressions.ts'
import { createReader, deleteReader, listReactions } from '../../src/db/readers.ts'
import { savePapers } from '../../src/db/save-papers.ts'
import { NotFound } from '../../src/errors.ts'
import type { ResponseKind, ShownList, Team } from '../../src/impression.ts'
import { paperId } from '../../src/paper.ts'
import { onEveryDatabase } from '../support/databases.ts'

const day = (date: number) => new Date(Date.UTC(2026, 0, date))
const [ann, bob] = ['a'.repeat(32), 'b'.repeat(32)] as const
const listId = (digit: string) => digit.repeat(32)
const FIRST = listId('1')
const titles = ['One', 'Two', 'Three', 'Four']
const [one, two, three, four] = titles.map(paperId) as [string, string, string, string]

const aList = (papers: readonly string[], rest: Partial<NewList> = {}): NewList => ({
  id: FIRST,
  strategy: 'kindred',
  snapshot: 'snapshot',
  madeAt: day(2),
  papers: papers.map((id) => ({ paperId: id })),
  ...rest,
})
/** A list of two strategies, its papers like `1a`: the first paper, of team a. */
const compared = (id: string, teams: Partial<Record<Team, readonly string[]>>, rest: Partial<NewList> = {}) =>
  aList([], {
    id: listId(id),
    strategy: 'kindred:mean',
    papers: Object.entries(teams).flatMap(([team, ids]) =>
      ids.map((paper) => ({ paperId: paper, team: team as Team })),
    ),
    ...rest,
  })

onEveryDatabase('impressions', (open) => {
  beforeEach(async () => {
    const papers = titles.map((title) => ({ title, abstract: '', aliases: [`id:${title}`] }))
    for (const [at, paper] of papers.entries()) await savePapers(open.db, [paper], new Date(at))
    await createReader(open.db, 'Ann', day(1), ann)
    await createReader(open.db, 'Bob', day(1), bob)
  })
  const respond = (paper: string, kind: ResponseKind, date: number, list = FIRST, reader: string = ann) =>
    putResponse(open.db, reader, list, { paperId: paper, kind, at: day(date) })
  const shown = async () =>
    (await listLists(open.db, ann))[0]!.shown.map(({ rank, paperId: id, team, response }) =>
      [rank, titles[[one, two, three, four].indexOf(id)], team, response].filter(Boolean).join(' '),
    )
  /** Makes one paper of two, which keeps the id of the older: that of the title named first. */
  const merge = (older: string, younger: string, db = open.db) =>
    savePapers(db, [{ title: older, abstract: '', aliases: [`id:${younger}`] }], day(9))

  describe('a list', () => {
    it('is kept as it was shown', async () => {
      await putList(open.db, ann, aList([three, one], { strategy: 'kindred:mean' }))
      expect(await listLists(open.db, ann)).toEqual([
        {
          id: FIRST,
          strategy: 'kindred:mean',
          snapshot: 'snapshot',
          madeAt: day(2),
          shown: [
            { rank: 1, paperId: three },
            { rank: 2, paperId: one },
          ],
        },
      ])
      expect(await listLists(open.db, bob)).toEqual([])
    })

    it('may be empty', async () => {
      await putList(open.db, ann, aList([]))
      expect(await shown()).toEqual([])
    })

    it('is of a reader that there is', async () => {
      await expect(putList(open.db, 'c'.repeat(32), aList([one]))).rejects.toThrow(NotFound)
      expect(await open.db.select({ id: sql`id` }).from(sql`lists`)).toEqual([])
    })

    it('is kept under the ids that its papers have now, and once where two have become one', async () => {
      await merge('Two', 'Four')
      await putList(open.db, ann, aList([one, four, 'f'.repeat(40), two, three]))
      expect(await shown()).toEqual(['1 One', '2 Two', '5 Three'])
    })
  })

  it('are paged through newest first, ties by id, each list with its own papers', async () => {
    const made: [string, number][] = [
      ['1', 2],
      ['2', 4],
      ['3', 3],
      ['4', 3],
    ]
    for (const [digit, date] of made)
      await putList(open.db, ann, aList([one, two], { id: listId(digit), madeAt: day(date) }))
    await putList(open.db, bob, aList([one], { id: listId('5') }))
    const seen: string[] = []
    let after: ShownList | undefined
    // One page more than there is.
    for (let page = 0; page <= made.length; page++) {
      const [next] = await listLists(open.db, ann, { after, limit: 1 })
      if (!next) break
      seen.push(next.id[0]!)
      expect(next.shown.map(({ rank }) => rank)).toEqual([1, 2])
      after = next
    }
    expect(seen).toEqual(['2', '4', '3', '1'])
  })

  describe('a response', () => {
    beforeEach(() => putList(open.db, ann, aList([one, two])))

    it('is noted with its time, on that paper alone', async () => {
      await respond(two, 'open', 3)
      expect((await listLists(open.db, ann))[0]!.shown).toEqual([
        { rank: 1, paperId: one },
        { rank: 2, paperId: two, response: 'open', respondedAt: day(3) },
      ])
      expect(await listReactions(open.db, ann)).toEqual([])
    })

    it('stands until a reaction replaces it, and gives way to no later opening', async () => {
      const said: string[] = []
      for (const kind of ['open', 'like', 'open', 'dislike', 'open'] as const) {
        await respond(one, kind, 3)
        said.push((await shown())[0]!)
      }
      expect(said).toEqual(['1 One open', '1 One like', '1 One like', '1 One dislike', '1 One dislike'])
    })

    it('that is a reaction is kept as one, and takes back its contrary', async () => {
      await respond(one, 'like', 3)
      expect(await listReactions(open.db, ann)).toEqual([
        { paperId: one, kind: 'like', weight: 1, at: day(3) },
      ])
      await respond(one, 'dislike', 4)
      expect((await listReactions(open.db, ann)).map(({ kind }) => kind)).toEqual(['dislike'])
    })

    it.each<[string, string, string, string]>([
      ['a paper that the list did not show', ann, FIRST, three],
      ['a list that there is not', ann, listId('2'), one],
      ['another reader’s list', bob, FIRST, one],
      ['a paper that there is not', ann, FIRST, 'f'.repeat(40)],
      ['a reader that there is not', 'c'.repeat(32), FIRST, one],
    ])('to %s is refused, and nothing of it kept', async (_, reader, list, paper) => {
      for (const kind of ['open', 'like'] as const)
        await expect(respond(paper, kind, 3, list, reader)).rejects.toThrow(NotFound)
      expect(await shown()).toEqual(['1 One', '2 Two'])
      for (const each of [ann, bob]) expect(await listReactions(open.db, each)).toEqual([])
    })

    it('finds its paper under the id that it had before it was merged', async () => {
      await merge('One', 'Four')
      await respond(four, 'save', 3)
      expect(await shown()).toEqual(['1 One save', '2 Two'])
    })
  })

  describe('when papers are merged', () => {
    it('move along, with rank, team and response', async () => {
      await putList(open.db, ann, compared('1', { a: [three, two] }))
      await respond(two, 'open', 3)
      await merge('One', 'Two')
      expect(await shown()).toEqual(['1 Three a', '2 One a open'])
    })

    it.each<[string, Partial<Record<string, ResponseKind>>, string]>([
      ['the better rank stays', {}, '2 One a'],
      ['the one stays that was responded to', { [four]: 'like' }, '4 One b like'],
      ['the better rank of two responses stays', { [two]: 'dislike', [four]: 'like' }, '2 One a dislike'],
    ])('and one list showed several, %s', async (_, responses, stays) => {
      await putList(open.db, ann, compared('1', { a: [three, two], b: [one, four] }))
      for (const [paper, kind] of Object.entries(responses)) await respond(paper, kind!, 3)
      // Rank 2 is paper two, 3 is one, 4 is four.
      await savePapers(open.db, [{ title: 'One', abstract: '', aliases: ['id:Two', 'id:Four'] }], day(9))
      expect(await shown()).toEqual(['1 Three a', stays])
    })

    // In both cases 200 ms are long enough to come as far as one can while the other is not committed.
    it('lose no response that is being put at that moment', async () => {
      await putList(open.db, ann, aList([one, two]))
      let merging: Promise<unknown> | undefined
      await open.db.transaction(async (tx) => {
        await putResponse(tx, ann, FIRST, { paperId: two, kind: 'like', at: day(3) })
        merging = merge('One', 'Two')
        await sleep(200)
      })
      await merging
      expect(await shown()).toEqual(['2 One like'])
    })

    it('lose none of a list that is being put at that moment', async () => {
      let putting: Promise<unknown> | undefined
      await open.db.transaction(async (tx) => {
        await merge('One', 'Two', tx)
        putting = putList(open.db, ann, aList([three, two]))
        await sleep(200)
      })
      await putting
      expect(await shown()).toEqual(['1 Three', '2 One'])
    })
  })

  it('are part of what we hold of a reader, and go with them', async () => {
    await putList(open.db, ann, compared('1', { a: [one], b: [two] }))
    await putList(open.db, bob, compared('2', { a: [one] }))
    await respond(two, 'like', 3)
    const { lists } = await exportReader(open.db, ann)
    expect(lists).toEqual(await listLists(open.db, ann))
    expect(lists[0]!.shown).toEqual([
      { rank: 1, paperId: one, team: 'a' },
      { rank: 2, paperId: two, team: 'b', response: 'like', respondedAt: day(3) },
    ])
    await deleteReader(open.db, ann)
    const left = await open.db
      .select({ list: sql<string>`list_id`, reader: sql<string>`reader_id` })
      .from(sql`impressions join lists on lists.id = list_id`)
    expect(left).toEqual([{ list: listId('2'), reader: bob }])
  })

  it('are credited to the team of each paper that was opened, liked, saved or read', async () => {
    await putList(open.db, ann, compared('1', { a: [one, two], b: [three, four] }))
    for (const [paper, kind] of [
      [one, 'open'],
      [two, 'save'],
      [three, 'read'],
      [four, 'hide'],
    ] as const)
      await respond(paper, kind, 3)
    await putList(open.db, bob, compared('2', { a: [one], b: [two] }, { madeAt: day(3) }))
    await respond(one, 'open', 4, listId('2'), bob)
    await respond(one, 'dislike', 5, listId('2'), bob)
    await respond(two, 'like', 5, listId('2'), bob)
    expect(await creditsByComparison(open.db)).toEqual(
      new Map([
        [
          'kindred:mean',
          [
            { a: 2, b: 1 },
            { a: 0, b: 1 },
          ],
        ],
      ]),
    )
  })

  it('are counted for no experiment without teams, nor where nothing was shown', async () => {
    await putList(open.db, ann, aList([one]))
    await respond(one, 'like', 3)
    await putList(open.db, ann, compared('2', {}))
    expect(await creditsByComparison(open.db)).toEqual(new Map())
    // Papers behind the end of one ranking play for nobody.
    await putList(open.db, ann, aList([one], { id: listId('3'), strategy: 'mean:random' }))
    await respond(one, 'like', 3, listId('3'))
    expect(await creditsByComparison(open.db)).toEqual(new Map([['mean:random', [{ a: 0, b: 0 }]]]))
  })
})
