import { describe, expect, it } from 'vitest'
import { InvalidInput, NotFound } from '../../src/errors.ts'
import { type EditedInterest, weightAt } from '../../src/reader.ts'
import { editInterests, type InterestChange } from '../../src/recommend/edit-interests.ts'
import { type History, historyOf } from '../../src/recommend/history.ts'
import { interestsOf } from '../../src/recommend/profile.ts'
import { flatLibrary } from '../support/flat-library.ts'

// Two fields of three papers each, and two papers beside the history.
const library = flatLibrary([0, 4, 8, 180, 184, 188, 2, 182].map((degrees) => ({ degrees })))
const idOf = (row: number) => library.cards[row]!.id
const liked = (rows: readonly number[]): History =>
  historyOf(
    library,
    rows.map((row) => ({ paperId: idOf(row), kind: 'like' as const, weight: 1, at: new Date(row * 1_000) })),
  )
const history = liked([0, 1, 2, 3, 4, 5])
const change = (id: string, what: InterestChange, stored: EditedInterest[] = [], of = history) =>
  editInterests(library, of, { interests: interestsOf(library, { ...of, edits: stored }), stored }, id, what)
const papersOf = (interests: readonly EditedInterest[]) =>
  interests.map(({ papers }) => papers.toSorted()).toSorted()
const [first, second] = interestsOf(library, history).map(({ id }) => id) as [string, string]

describe('a changed interest', () => {
  it('keeps every interest as it stands, and changes one', () => {
    const kept = change(first, { name: 'Mine', weight: 2 })
    expect(papersOf(kept)).toEqual([[0, 1, 2].map(idOf), [3, 4, 5].map(idOf)].toSorted())
    expect(kept.find(({ id }) => id === first)).toMatchObject({ name: 'Mine', weight: 2, muted: false })
    expect(kept.find(({ id }) => id === second)).toMatchObject({ weight: 1, muted: false })
    const again = interestsOf(library, { ...history, edits: kept })
    expect(again.map(({ members }) => members)).toEqual(
      interestsOf(library, history).map(({ members }) => members),
    )
  })

  it('keeps what was changed before', () => {
    const kept = change(second, { muted: true }, change(first, { name: 'Mine' }))
    expect(kept.map(({ name, muted }) => [name, muted]).toSorted()).toEqual(
      [
        ['Mine', false],
        [undefined, true],
      ].toSorted(),
    )
    expect(change(first, { name: null }, kept).find(({ id }) => id === first)!.name).toBeUndefined()
  })

  it('takes papers in that are read later', () => {
    const kept = change(first, { name: 'Mine' })
    const more = interestsOf(library, { ...liked([0, 1, 2, 3, 4, 5, 6]), edits: kept })
    expect(more.find(({ id }) => id === first)!.members).toHaveLength(first === idOf(0).slice(0, 12) ? 4 : 3)
    expect(more).toHaveLength(2)
  })

  it('is merged into another, with all its papers', () => {
    const kept = change(second, { mergeInto: first })
    expect(papersOf(kept)).toEqual([[0, 1, 2, 3, 4, 5].map(idOf)])
    expect(kept[0]!.id).toBe(first)
  })

  it('is split in two by what its papers are about, and one half keeps its id', () => {
    const one = change(second, { mergeInto: first })
    const halves = change(first, { split: true }, one)
    expect(papersOf(halves)).toEqual([[0, 1, 2].map(idOf), [3, 4, 5].map(idOf)].toSorted())
    expect(halves.map(({ id }) => id)).toContain(first)
    expect(new Set(halves.map(({ id }) => id)).size).toBe(2)
  })

  it('must be there, and big enough to split', () => {
    expect(() => change('000000000000', { muted: true })).toThrow(NotFound)
    expect(() => change(first, { mergeInto: '000000000000' })).toThrow(NotFound)
    expect(() => change(first, { mergeInto: first })).toThrow(InvalidInput)
    const single = liked([0])
    expect(() => change(idOf(0).slice(0, 12), { split: true }, [], single)).toThrow(/one paper/)
  })
})

describe('how much an interest counts', () => {
  const interest = { id: 'a', weight: 3, muted: false, papers: [] }
  const now = new Date('2026-01-02')

  it('is its weight, and nothing while it is muted or snoozed', () => {
    expect(weightAt(interest, now)).toBe(3)
    expect(weightAt({ ...interest, muted: true }, now)).toBe(0)
    expect(weightAt({ ...interest, snoozedUntil: new Date('2026-01-03') }, now)).toBe(0)
    expect(weightAt({ ...interest, snoozedUntil: now }, now)).toBe(3)
  })
})
