import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compactReadings, NO_READINGS, type Reading } from '../src/readings.ts'

/** Each reader's rows, in the order of their places. */
const listed = (read: readonly Reading[]) => {
  const { starts, rows } = compactReadings(read)
  return Array.from({ length: starts.length - 1 }, (_, at) => [...rows.subarray(starts[at], starts[at + 1])])
}

describe('readings', () => {
  it('stand one reader after another, those of few papers first, ties by name, rows ascending', () => {
    const { starts, rows, placeOf } = compactReadings([
      { reader: 'ann', rows: [9, 8, 7] },
      { reader: 'cat', rows: [5, 1] },
      { reader: 'bob', rows: [3, 4] },
    ])
    expect([...starts]).toEqual([0, 2, 4, 7])
    expect([...rows]).toEqual([3, 4, 1, 5, 7, 8, 9])
    expect(['bob', 'cat', 'ann'].map(placeOf)).toEqual([0, 1, 2])
  })

  it('hold a paper that is told twice once', () => {
    expect(listed([{ reader: 'ann', rows: [2, 1, 2, 1] }])).toEqual([[1, 2]])
  })

  it('leave out who has read one paper or none, however often it is told', () => {
    const read = [
      { reader: 'one', rows: [4, 4, 4] },
      { reader: 'none', rows: [] },
      { reader: 'two', rows: [4, 5] },
    ]
    expect(listed(read)).toEqual([[4, 5]])
    expect(['one', 'none', 'two', 'nobody'].map(compactReadings(read).placeOf)).toEqual([
      undefined,
      undefined,
      0,
      undefined,
    ])
  })

  it('may be of nobody', () => {
    expect([[...NO_READINGS.starts], [...NO_READINGS.rows]]).toEqual([[0], []])
    expect(NO_READINGS.placeOf('')).toBeUndefined()
  })

  it('come out the same in whatever order readers and their papers are given', () => {
    const read = fc.uniqueArray(
      fc.record({ reader: fc.string({ maxLength: 2 }), rows: fc.array(fc.nat(9), { maxLength: 8 }) }),
      { selector: ({ reader }) => reader, maxLength: 8 },
    )
    const shuffledToo = read.chain((all) =>
      fc.record({
        all: fc.constant(all),
        mixed: fc
          .shuffledSubarray(all, { minLength: all.length })
          .map((some) => some.map(({ reader, rows }) => ({ reader, rows: rows.toReversed() }))),
      }),
    )
    fc.assert(
      fc.property(shuffledToo, ({ all, mixed }) => {
        expect(listed(mixed)).toEqual(listed(all))
        const [places, placesMixed] = [all, mixed].map((each) => compactReadings(each).placeOf)
        for (const { reader } of all) expect(placesMixed!(reader)).toBe(places!(reader))
      }),
      { seed: 1 },
    )
  })
})
