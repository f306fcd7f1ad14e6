import { describe, expect, it } from 'vitest'
import { INTEREST_COUNTS, madeUpReaders, manyInterestsTable } from '../../src/evaluate/many-interests.ts'
import { flatLibrary } from '../support/flat-library.ts'

// 720 papers, one every half degree: the 40 nearest of one lie within 10° to either side of it.
const library = flatLibrary(Array.from({ length: 720 }, (_, at) => ({ degrees: at / 2 })))
const readersOf = (seed: number) => madeUpReaders(library, { interestCount: 5, count: 20, seed })

describe('a made-up reader', () => {
  const readers = readersOf(1)

  it('has interests of 30, 20, 15, 15 and 10 papers, of which a fifth each is hidden', () => {
    for (const { visible, hidden } of readers) {
      expect(hidden.map(({ size }) => size)).toEqual([6, 4, 3, 3, 2])
      expect(visible.map(({ length }) => length)).toEqual([24, 16, 12, 12, 8])
    }
  })

  it('has no paper in two of them', () => {
    for (const { visible, hidden } of readers) {
      const all = [...visible.flat(), ...hidden.flatMap((rows) => [...rows])]
      expect(new Set(all).size).toBe(90)
    }
  })

  it('has neighbours for an interest', () => {
    for (const { visible, hidden } of readers) {
      visible.forEach((rows, at) => {
        const all = [...rows, ...hidden[at]!]
        // 40 neighbours of half a degree each, on a circle.
        const apart = Math.max(
          ...all.map((row) => Math.min((row - all[0]! + 720) % 720, (all[0]! - row + 720) % 720)),
        )
        expect(apart).toBeLessThanOrEqual(40)
      })
    }
  })

  it('is the same for a seed, and otherwise for another', () => {
    expect(readersOf(1)).toEqual(readers)
    expect(readersOf(2)).not.toEqual(readers)
  })
})

it('the table has a line for each number of interests', async () => {
  const [, , ...lines] = (await manyInterestsTable(library, 3)).split('\n')
  expect(lines.map((line) => line.split(' | ')[0])).toEqual(INTEREST_COUNTS.map((count) => `| ${count}`))
})
