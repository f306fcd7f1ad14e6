import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seeded } from '../../src/random.ts'
import { split, withUnseen } from '../../src/recommend/explore.ts'

const papers = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => ({ row: from + at, explored: false }))
/** Explored papers have rows from 100 on here, and are written with a mark. */
const listed = (main: number, unseen: number, count: number, share: number) =>
  withUnseen(papers(main), papers(unseen, 100), { count, share }).map(
    ({ row, explored }) => `${row}${explored ? '!' : ''}`,
  )

describe('papers that may be explored', () => {
  it('are the lower half of the candidates, in a random order', () => {
    const { main, unseen } = split([...Array(21).keys()], seeded(1))
    expect(main).toEqual([...Array(11).keys()])
    expect(unseen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 10 }, (_, at) => 11 + at))
    expect(unseen).not.toEqual(unseen.toSorted((a, b) => a - b))
  })

  it('are the same for the same seed, and others come first for others', () => {
    const first = (seed: number) => split([...Array(40).keys()], seeded(seed)).unseen.join()
    expect(first(5)).toBe(first(5))
    expect(new Set([1, 2, 3, 4, 5].map(first)).size).toBe(5)
  })

  it('are none of one candidate, and of none', () => {
    expect(split(['only'], seeded(1))).toEqual({ main: ['only'], unseen: [] })
    expect(split([], seeded(1))).toEqual({ main: [], unseen: [] })
  })
})

describe('a list with papers to explore', () => {
  it('has one at every fourth place for a share of a quarter', () => {
    expect(listed(20, 20, 9, 0.25)).toEqual(['0', '1', '2', '100!', '3', '4', '5', '101!', '6'])
  })

  it('has them by their share where that is no whole number of places', () => {
    // 0.4 n reaches 1 at 3, 2 at 5, 3 at 8 and 4 at 10. A tenth summed in floating point reaches 1 at 10 too.
    const places = (share: number, count: number) =>
      listed(20, 20, count, share).flatMap((paper, at) => (paper.endsWith('!') ? [at + 1] : []))
    expect(places(0.4, 10)).toEqual([3, 5, 8, 10])
    expect(places(0.1, 20)).toEqual([10, 20])
    // 0.29 · 100 is 28.999… in floating point.
    expect(listed(100, 100, 100, 0.29).filter((paper) => paper.endsWith('!'))).toHaveLength(29)
  })

  it('has only them for a share of 1, and none for a share of 0', () => {
    expect(listed(3, 2, 2, 1)).toEqual(['100!', '101!'])
    expect(listed(3, 0, 3, 0)).toEqual(['0', '1', '2'])
  })

  it('has all of either when the other runs out', () => {
    expect(listed(2, 5, 9, 0.25)).toEqual(['0', '1', '100!', '101!', '102!', '103!', '104!'])
    expect(listed(6, 1, 9, 0.5)).toEqual(['0', '100!', '1', '2', '3', '4', '5'])
    expect(listed(0, 0, 9, 0.5)).toEqual([])
  })

  it('names none twice, keeps the order of either, and begins with the shorter list', () => {
    const share = fc.integer({ min: 0, max: 20 }).map((twentieth) => twentieth / 20)
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), fc.nat(50), share, (main, unseen, count, share) => {
        const whole = listed(main, unseen, 60, share)
        expect(whole).toHaveLength(main + unseen)
        expect(new Set(whole).size).toBe(whole.length)
        const rows = (explored: boolean) =>
          whole.filter((paper) => paper.endsWith('!') === explored).map((paper) => Number.parseInt(paper, 10))
        for (const some of [rows(true), rows(false)]) expect(some).toEqual(some.toSorted((a, b) => a - b))
        expect(listed(main, unseen, count, share)).toEqual(whole.slice(0, count))
      }),
      { seed: 1 },
    )
  })
})
