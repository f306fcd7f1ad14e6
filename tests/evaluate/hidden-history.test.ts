import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../src/errors.ts'
import { trialsOf } from '../../src/evaluate/hidden-history.ts'
import { interestsOf } from '../../src/recommend/profile.ts'
import { flatLibrary } from '../support/flat-library.ts'
import { historyOfRows, itemOf, outsideItem } from '../support/histories.ts'

const library = flatLibrary(Array.from({ length: 300 }, (_, at) => ({ degrees: at })))
const rows = (count: number) => Array.from({ length: count }, (_, at) => at)
const day = (number: number) => new Date(Date.UTC(2025, 0, number))
/** Paper `at` on day `days[at]`. */
const dated = (days: readonly number[]) => ({
  ...historyOfRows(library, rows(days.length)),
  positive: days.map((number, at) => itemOf(library, at, { at: day(number) })),
})
const split = (history: ReturnType<typeof historyOfRows>, asked?: 'time' | 'seeded') =>
  trialsOf(history, interestsOf(library, history), asked)
const rowsOf = (items: readonly { readonly row?: number }[]) => items.map(({ row }) => row)

describe('a history split by time', () => {
  // Read in the order 9, 8, … 0, but for paper 3, which is the newest of all.
  const history = dated([10, 9, 8, 11, 6, 5, 4, 3, 2, 1])
  const { split: kind, trials } = split(history)

  it('hides the newest fifth, once', () => {
    expect(kind).toBe('time')
    expect(trials.map(({ hidden }) => hidden)).toEqual([[3, 0]])
  })

  it('shows the rest, and knows nothing of what is hidden', () => {
    const [{ visible }] = trials as [(typeof trials)[0]]
    expect(rowsOf(visible.positive)).toEqual([1, 2, 4, 5, 6, 7, 8, 9])
    expect([...visible.known]).toEqual([1, 2, 4, 5, 6, 7, 8, 9])
  })

  it('is what a history gets unless another is asked for', () => {
    expect(split(history, 'seeded').trials).toHaveLength(5)
  })

  it('needs a time of its own for every other paper, or is refused', () => {
    const halfApart = dated([1, 2, 3, 4, 5, 5, 5, 5, 5, 5])
    expect(split(halfApart).split).toBe('time')
    const together = dated([1, 2, 3, 4, 4, 4, 4, 4, 4, 4])
    expect(split(together).split).toBe('seeded')
    expect(() => split(together, 'time')).toThrow(
      expect.objectContaining({ name: 'InvalidInput', field: 'split' }),
    )
    const untold = historyOfRows(library, rows(10))
    expect(split(untold).split).toBe('seeded')
  })

  it('hides at most 200 papers', () => {
    const history = dated(rows(300))
    expect(split(history).trials[0]!.hidden).toHaveLength(60)
    const items = rows(1_200).map((at) => itemOf(library, at % 300, { id: `${at}`, row: at, at: day(at) }))
    const long = { ...history, positive: items }
    const [some] = interestsOf(library, history)
    const one = { ...some!, members: rows(1_200) }
    expect(trialsOf(long, [one]).trials[0]!.hidden).toEqual(
      Array.from({ length: 200 }, (_, at) => 1_199 - at),
    )
    const dealt = trialsOf(long, [one], 'seeded').trials
    expect(dealt.map(({ hidden }) => hidden.length)).toEqual([40, 40, 40, 40, 40])
  })
})

describe('a history split by a seed', () => {
  it('hides every paper once, in five parts of nearly a size, and shows all the others', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(299), { minLength: 5, maxLength: 40 }), (liked) => {
        const { trials } = split(historyOfRows(library, liked, { reader: 'ann' }))
        expect(trials.flatMap(({ hidden }) => hidden).sort()).toEqual([...liked].sort())
        for (const { visible, hidden } of trials) {
          expect([Math.floor(liked.length / 5), Math.ceil(liked.length / 5)]).toContain(hidden.length)
          expect([...rowsOf(visible.positive), ...hidden].sort()).toEqual([...liked].sort())
          expect([...visible.known].some((row) => hidden.includes(row))).toBe(false)
        }
      }),
      { seed: 1 },
    )
  })

  it('is the same for a reader whatever order their papers come in, and another for another reader', () => {
    const hiddenFrom = (liked: readonly number[], reader: string) =>
      split(historyOfRows(library, liked, { reader })).trials.map(({ hidden }) => hidden)
    expect(hiddenFrom(rows(20).reverse(), 'ann')).toEqual(hiddenFrom(rows(20), 'ann'))
    expect(hiddenFrom(rows(20), 'bob')).not.toEqual(hiddenFrom(rows(20), 'ann'))
  })
})

describe('what is never hidden', () => {
  const hidden = (history: ReturnType<typeof historyOfRows>) =>
    split(history)
      .trials.flatMap((trial) => trial.hidden)
      .sort()

  it('is what speaks against papers: that stays as it is', () => {
    // Paper 5 was read, and disliked.
    const history = historyOfRows(library, rows(6), { negative: [5, 200] })
    expect(hidden(history)).toEqual([0, 1, 2, 3, 4])
    for (const { visible } of split(history).trials) {
      expect(rowsOf(visible.negative)).toEqual([5, 200])
      expect([...visible.known]).toEqual(expect.arrayContaining([5, 200]))
    }
  })

  it('is a paper that the collection does not hold, which could not be found', () => {
    const liked = historyOfRows(library, rows(5))
    const history = { ...liked, positive: [...liked.positive, outsideItem(3)] }
    expect(hidden(history)).toEqual([0, 1, 2, 3, 4])
    for (const { visible } of split(history).trials) expect(rowsOf(visible.positive)).toContain(undefined)
  })

  it('is a paper of an interest that the reader has silenced, which should not be found', () => {
    const liked = historyOfRows(library, [...rows(5), 180, 181, 182])
    const papers = [180, 181, 182].map((at) => library.cards[at]!.id)
    expect(hidden(liked)).toHaveLength(8)
    expect(hidden({ ...liked, edits: [{ id: 'muted', weight: 0, papers }] })).toEqual([0, 1, 2, 3, 4])
  })
})

it('too small a history is refused with what it lacks', () => {
  const four = historyOfRows(library, rows(4), { negative: [100, 101, 102] })
  expect(() => split(four)).toThrow(InvalidInput)
  expect(() => split(four)).toThrow(/needs 5 papers of the collection .* there are 4/)
})
