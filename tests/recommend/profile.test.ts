import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InterestEdit } from '../../src/recommend/history.ts'
import { interestsOf } from '../../src/recommend/profile.ts'
import { flatLibrary } from '../support/flat-library.ts'
import { historyOfRows, itemOf, outsideItem } from '../support/histories.ts'

// Four fields at right angles, two papers each, so the collection has the mean 0. Of its 28 pairs 4 are 10°
// apart, 16 between 80° and 100°, and 8 between 170° and 190°: the spread is √((4 · 0.970 + 4 · 0.060 + 2 · 3.940) / 28)
// = 0.65, which cos 10° = 0.98 reaches and cos 80° = 0.17 does not.
const FIELDS = ['Robot arms grasp', 'Protein folding', 'Galaxy clusters', 'Market prices']
const library = flatLibrary(
  FIELDS.flatMap((title, at) => [
    { degrees: 90 * at, title: `${title} objects` },
    { degrees: 90 * at + 10, title: `${title} better` },
  ]),
)
const day = (date: number) => new Date(Date.UTC(2025, 0, date))
const idOf = (at: number) => library.cards[at]!.id
const edit = (rows: readonly number[], rest: Partial<InterestEdit> = {}): InterestEdit => ({
  id: 'edited',
  weight: 1,
  papers: rows.map(idOf),
  ...rest,
})

describe('the interests of a reader', () => {
  it('are found in the history, the largest first', () => {
    const interests = interestsOf(library, historyOfRows(library, [2, 0, 1]))
    // Places in the history, not rows.
    expect(interests.map(({ members }) => members)).toEqual([[1, 2], [0]])
    expect(interests.every(({ weight }) => weight === 1)).toBe(true)
  })

  it('are none of an empty history, and one of a single paper', () => {
    expect(interestsOf(library, historyOfRows(library, []))).toEqual([])
    const [only, ...rest] = interestsOf(library, historyOfRows(library, [4]))
    expect([only!.members, only!.share, only!.medoid, rest.length]).toEqual([[0], 1, 0, 0])
  })

  it('are found even in a collection without papers', () => {
    const history = historyOfRows(library, [], { positive: [outsideItem(10, { title: 'Robot arms' })] })
    expect(interestsOf(flatLibrary([]), history).map(({ label }) => label)).toEqual(['Robot arms'])
  })

  it('are described by words that the other interests do not share', () => {
    const [robots, proteins] = interestsOf(library, historyOfRows(library, [0, 1, 2, 3]))
    // “objects” and “better” stand in one title of either.
    expect(robots!.terms.join(' ')).toMatch(/robot/i)
    expect(robots!.terms.join(' ')).not.toMatch(/protein/i)
    expect(proteins!.label).toMatch(/protein/i)
    expect(robots!.label).toBe(robots!.terms.slice(0, 3).join(', '))
  })

  it('are labelled by the title in the middle where no words tell them', () => {
    const wordless = flatLibrary([0, 90, 180, 270].map((degrees) => ({ degrees, title: `${degrees}` })))
    const [interest] = interestsOf(wordless, historyOfRows(wordless, [1]))
    expect([interest!.terms, interest!.label]).toEqual([[], '90'])
  })

  it('have the parts of the history’s weight that their papers have', () => {
    const positive = [itemOf(library, 0, { weight: 2 }), itemOf(library, 1), itemOf(library, 4)]
    const shares = interestsOf(library, historyOfRows(library, [], { positive })).map(({ share }) => share)
    expect(shares).toEqual([0.75, 0.25])
  })

  it('have a share that fades with their papers', () => {
    const positive = [itemOf(library, 0, { at: day(1) }), itemOf(library, 4, { at: day(11) })]
    const interests = interestsOf(library, historyOfRows(library, [], { positive, halfLifeDays: 10 }))
    // ½ and 1.
    expect(interests.map(({ share }) => Number(share.toFixed(6)))).toEqual([0.333333, 0.666667])
  })

  it('have the paper nearest to their middle for medoid', () => {
    const near = flatLibrary(
      [0, 90, 180, 270].flatMap((field) => [0, 12, 30].map((more) => ({ degrees: field + more }))),
    )
    const [interest] = interestsOf(near, historyOfRows(near, [2, 0, 1]))
    // The mean of 30°, 0° and 12° points to 13.9°; row 1, at 12°, has place 2.
    expect([interest!.members, interest!.medoid]).toEqual([[0, 1, 2], 2])
  })

  it('are named by the paper that was read first, and keep that name as the history grows', () => {
    const ids = (...read: readonly (readonly [row: number, at?: Date])[]) =>
      interestsOf(
        library,
        historyOfRows(library, [], { positive: read.map(([row, at]) => itemOf(library, row, { at })) }),
      ).map(({ id }) => id)
    const short = idOf(1).slice(0, 12)
    expect(ids([1, day(2)])).toEqual([short])
    expect(ids([0, day(3)], [1, day(2)], [4, day(1)])).toEqual([short, idOf(4).slice(0, 12)])
    // A paper without a time was read after those with one; of several without, the first id counts.
    expect(ids([0], [1, day(2)])).toEqual([short])
    expect(ids([1], [0])).toEqual([idOf(0).slice(0, 12)])
  })

  it('stay as the reader edited them, with the name and the weight that they were given', () => {
    const edits = [edit([0], { name: 'My robots', weight: 0.5 }), edit([1, 2], { id: 'other', weight: 0 })]
    const interests = interestsOf(library, historyOfRows(library, [0, 1, 2, 4], { edits }))
    expect(interests.map(({ id, members, weight }) => [id, members, weight])).toEqual([
      ['other', [1, 2], 0],
      ['edited', [0], 0.5],
      [idOf(4).slice(0, 12), [3], 1],
    ])
    expect(interests[1]!.label).toBe('My robots')
    // Without a name of the reader's, its words.
    expect(interests[0]!.label).toBe(interests[0]!.terms.slice(0, 3).join(', '))
    // Weights are the reader's and not the history's: row 0 is one paper of four.
    expect(interests.map(({ share }) => share)).toEqual([0.5, 0.25, 0.25])
  })

  it('that were edited are joined by what is read later, and keep their id', () => {
    const [robots] = interestsOf(
      library,
      historyOfRows(library, [1, 0], { edits: [edit([1], { name: 'Mine' })] }),
    )
    expect([robots!.id, robots!.label, robots!.members]).toEqual(['edited', 'Mine', [0, 1]])
  })

  it('that were edited are gone with their last paper, and the others stay', () => {
    const edits = [edit([6]), edit([0], { id: 'robots' })]
    expect(interestsOf(library, historyOfRows(library, [0, 4], { edits })).map(({ id }) => id)).toEqual([
      'robots',
      idOf(4).slice(0, 12),
    ])
  })

  it('have a paper that two edits name once, in the first', () => {
    const edits = [edit([0, 4]), edit([4, 2], { id: 'other' })]
    const interests = interestsOf(library, historyOfRows(library, [0, 2, 4], { edits }))
    expect(interests.map(({ id, members }) => [id, members])).toEqual([
      ['edited', [0, 2]],
      ['other', [1]],
    ])
  })

  it('hold every paper once, with shares that add up to 1 and a medoid of their own', () => {
    const situation = fc.record({
      rows: fc.uniqueArray(fc.nat(7), { minLength: 1 }),
      weights: fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 8, maxLength: 8 }),
      edits: fc.array(fc.uniqueArray(fc.nat(7)), { maxLength: 3 }),
    })
    fc.assert(
      fc.property(situation, ({ rows, weights, edits }) => {
        const positive = rows.map((at, i) => itemOf(library, at, { weight: weights[i]! }))
        const history = historyOfRows(library, [], {
          positive,
          edits: edits.map((papers, i) => edit(papers, { id: `${i}` })),
        })
        const interests = interestsOf(library, history)
        const members = interests.flatMap((interest) => interest.members)
        expect(members.toSorted((a, b) => a - b)).toEqual([...rows.keys()])
        expect(interests.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
        for (const { members, medoid, label } of interests) {
          expect(members).toContain(medoid)
          expect(label).not.toBe('')
        }
        expect(new Set(interests.map(({ id }) => id)).size).toBe(interests.length)
      }),
      { seed: 1 },
    )
  })
})
