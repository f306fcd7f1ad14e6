import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diversify } from '../../src/diversify.ts'
import { rerank } from '../../src/recommend/rerank.ts'
import { matrix } from '../../src/vector.ts'
import { unitAt } from '../support/flat-library.ts'

const vectorsAt = (angles: readonly number[]) =>
  matrix(Float32Array.from(angles.flatMap((degrees) => [...unitAt(degrees)])), 2)
const nowhere = vectorsAt(new Array(100).fill(0))
/** Candidates of one interest: rows from the given one on, with falling scores. */
const slot = (share: number, from: number, count: number) => ({
  share,
  candidates: Array.from({ length: count }, (_, i) => ({ row: from + i, score: 1 - i / 100 })),
})
/** Which slot each place went to: rows below 50 are of the first, those from 50 on of the second, … */
const placesOf = (shares: readonly number[], counts: readonly number[], count: number) =>
  rerank(
    nowhere,
    shares.map((share, i) => slot(share, 30 * i, counts[i]!)),
    { count, diversity: 0 },
  )
    .map(({ row }) => 'ABC'[Math.floor(row / 30)])
    .join('')

describe('places of a list', () => {
  it('go to interests by their shares', () => {
    // Place n goes to the larger of ¾ n − picked by A and ¼ n − picked by B:
    // ¾ > ¼; ½ = ½, so the first; ¼ < ¾; 1 > 0; and the same again.
    expect(placesOf([0.75, 0.25], [20, 20], 8)).toBe('AABAAABA')
    expect(placesOf([0.25, 0.75], [20, 20], 8)).toBe('BABBBABB')
  })

  it('are as many as the shares say down to any rank, to one place', () => {
    const list = placesOf([0.5, 0.3, 0.2], [30, 30, 30], 20)
    for (let count = 1; count <= 20; count++) {
      const places = (slot: string) => list.slice(0, count).split(slot).length - 1
      for (const [slot, share] of [
        ['A', 0.5],
        ['B', 0.3],
        ['C', 0.2],
      ] as const)
        expect(Math.abs(places(slot) - share * count)).toBeLessThan(1)
    }
  })

  it('of an interest that has no more papers go to the others by their shares', () => {
    expect(placesOf([0.75, 0.25], [2, 20], 6)).toBe('AABBBB')
    expect(placesOf([0.75, 0.25], [0, 20], 3)).toBe('BBB')
    // A has nothing. B and C have shares of 0.375 and 0.125, which are ¾ and ¼ of what is left.
    expect(placesOf([0.5, 0.375, 0.125], [0, 20, 20], 8)).toBe('BBCBBBCB')
    expect(placesOf([0.5, 0.375, 0.125], [2, 20, 20], 22).split('C').length - 1).toBe(5)
  })

  it('go to an interest without a share only when there is nothing else', () => {
    expect(placesOf([0, 0.9, 0.1], [3, 4, 2], 9)).toBe('BBBBCCAAA')
    expect(placesOf([0, 0], [1, 2], 9)).toBe('ABB')
  })

  it('are as many as there are papers, or as asked for', () => {
    expect(placesOf([0.5, 0.5], [1, 2], 9)).toBe('ABB')
    expect(placesOf([0.5, 0.5], [1, 2], 0)).toBe('')
    expect(rerank(nowhere, [], { count: 3, diversity: 0.5 })).toEqual([])
    expect(rerank(nowhere, [{ share: 1, candidates: [] }], { count: 3, diversity: 0.5 })).toEqual([])
  })

  it('keep the order within an interest, where variety is not asked for', () => {
    const list = rerank(nowhere, [slot(0.6, 0, 10), slot(0.4, 50, 10)], { count: 20, diversity: 0 })
    for (const [from, to] of [
      [0, 50],
      [50, 100],
    ] as const) {
      const rows = list.map(({ row }) => row).filter((row) => row >= from && row < to)
      expect(rows).toEqual(rows.toSorted((a, b) => a - b))
    }
  })
})

describe('variety', () => {
  // The scores are cosines to 0°, as in diversify.test.ts, here as parts of the best, cos 10° = 0.985:
  // 1 for the first, cos 12° / cos 10° = 0.993 for its copy, cos 40° / cos 10° = 0.778 for the one apart.
  const angles = [10, 12, -40]
  const vectors = vectorsAt(angles)
  const candidates = angles.map((degrees, row) => ({ row, score: Math.cos((degrees * Math.PI) / 180) }))
  const rows = (diversity: number, slots = [{ share: 1, candidates }], count = 3) =>
    rerank(vectors, slots, { count, diversity }).map(({ row }) => row)

  it('puts the paper that stands apart before a near-copy', () => {
    // Copy: 0.5 · 0.993 − 0.5 · cos 2° = −0.003; apart: 0.5 · 0.778 − 0.5 · cos 50° = 0.068.
    expect(rows(0.5)).toEqual([0, 2, 1])
  })

  it('weighs likeness against the score by what is asked for', () => {
    // Copy: 0.8 · 0.993 − 0.2 · cos 2° = 0.595; apart: 0.8 · 0.778 − 0.2 · cos 50° = 0.494.
    expect(rows(0.2)).toEqual([0, 1, 2])
    // They are level at (1 − d) (0.9932 − 0.7779) = d (0.9994 − 0.6428): d = 0.3765.
    expect(rows(0.37)).toEqual([0, 1, 2])
    expect(rows(0.385)).toEqual([0, 2, 1])
    expect(rows(1)).toEqual([0, 2, 1])
  })

  it('looks at what other interests have in the list too', () => {
    // The first interest's paper at 10° takes the first place; of the second's two, the copy of it is the better.
    const slots = [
      { share: 0.6, candidates: candidates.slice(0, 1) },
      { share: 0.4, candidates: candidates.slice(1) },
    ]
    expect(rows(0, slots)).toEqual([0, 1, 2])
    expect(rows(0.5, slots)).toEqual([0, 2, 1])
  })

  it('counts likeness below 0 as none', () => {
    // Opposite papers gain nothing over those at a right angle: the scores decide.
    const around = vectorsAt([0, 90, 180])
    const scored = [1, 0.9, 0.8].map((score, row) => ({ row, score }))
    const list = rerank(around, [{ share: 1, candidates: scored }], { count: 3, diversity: 0.9 })
    expect(list.map(({ row }) => row)).toEqual([0, 1, 2])
  })

  it('is what MMR picks of the scores as parts of the best one', () => {
    const situation = fc.record({
      // No two at the same or at mirrored angles, whose order rounding would decide.
      angles: fc.uniqueArray(fc.integer({ min: 0, max: 359 }), {
        selector: (degrees) => degrees % 45,
        minLength: 1,
        maxLength: 15,
      }),
      scores: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 15, maxLength: 15 }),
      scale: fc.constantFrom(0.001, 1, 8),
      diversity: fc.constantFrom(0.2, 0.5, 0.8),
    })
    fc.assert(
      fc.property(situation, ({ angles, scores, scale, diversity }) => {
        const vectors = vectorsAt(angles)
        const order = angles.map((_, row) => ({ row, score: scores[row]! })).sort((a, b) => b.score - a.score)
        const scored = (of: number) => order.map(({ row, score }) => ({ row, score: score * of }))
        const options = { count: angles.length, diversity }
        const list = rerank(vectors, [{ share: 1, candidates: scored(scale) }], options).map(({ row }) => row)
        const expected = diversify(vectors, scored(1 / order[0]!.score), options).map(({ row }) => row)
        expect(list).toEqual(expected)
      }),
      { seed: 1 },
    )
  })

  it('gives back each candidate as it came', () => {
    const told = [{ row: 0, score: 0.3, more: 'kept' }]
    expect(rerank(vectors, [{ share: 1, candidates: told }], { count: 1, diversity: 0.5 })[0]).toBe(told[0])
  })
})

describe('a longer list', () => {
  it('begins with the shorter one, holds each candidate once, and leaves its input alone', () => {
    const situation = fc.record({
      angles: fc.array(fc.integer({ min: 0, max: 359 }), { maxLength: 20 }),
      scores: fc.array(fc.double({ min: -2, max: 3, noNaN: true }), { minLength: 20, maxLength: 20 }),
      slotOf: fc.array(fc.nat(2), { minLength: 20, maxLength: 20 }),
      shares: fc.constantFrom([0.5, 0.25, 0.25], [1, 0, 0], [0.1, 0.2, 0.7]),
      diversity: fc.double({ min: 0, max: 1, noNaN: true }),
      count: fc.nat(25),
    })
    fc.assert(
      fc.property(situation, ({ angles, scores, slotOf, shares, diversity, count }) => {
        const slots = shares.map((share, i) => ({
          share,
          candidates: angles
            .map((_, row) => ({ row, score: scores[row]! }))
            .filter(({ row }) => slotOf[row] === i)
            .sort((a, b) => b.score - a.score || a.row - b.row),
        }))
        const before = JSON.stringify(slots)
        const vectors = vectorsAt(angles)
        const whole = rerank(vectors, slots, { count: 30, diversity })
        expect(whole.map(({ row }) => row).toSorted((a, b) => a - b)).toEqual([...angles.keys()])
        expect(rerank(vectors, slots, { count, diversity })).toEqual(whole.slice(0, count))
        expect(JSON.stringify(slots)).toBe(before)
      }),
      { seed: 1 },
    )
  })
})
