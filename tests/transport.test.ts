import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { transportScore } from '../src/transport.ts'

const score = (rows: number[][], options = {}) =>
  transportScore(Float64Array.from(rows.flat()), rows.length, options)

describe('the transport score', () => {
  it('is the cosine where there is one sentence on either side', () => {
    expect(score([[0.3]])).toBeCloseTo(0.3, 10)
  })

  it('moves the mass of one sentence to all of the others', () => {
    // Everything must go somewhere: with the same mass for both columns, half of 0.9 and half of 0.1.
    expect(score([[0.9, 0.1]], { temperature: Number.POSITIVE_INFINITY })).toBeCloseTo(0.5, 6)
    // At τ = 0.2 the second column has e⁻⁴ times the mass: (0.9 + 0.1·0.018316) / 1.018316.
    expect(score([[0.9, 0.1]])).toBeCloseTo(0.885611, 6)
  })

  it('is what a reference implementation says', () => {
    // ot() of the study's reference.py (numpy, 30 rounds): uniform masses, masses by τ, and weights 1 and 3 besides.
    const cosines = [
      [0.9, 0.2, 0.1],
      [0.3, 0.8, 0.4],
    ]
    const long = { rounds: 30 }
    expect(score(cosines, { ...long, temperature: Number.POSITIVE_INFINITY })).toBeCloseTo(0.64976, 5)
    expect(score(cosines, long)).toBeCloseTo(0.842231, 6)
    expect(score(cosines, { ...long, weights: [1, 3] })).toBeCloseTo(0.697252, 6)
  })

  it('counts the rows that are asked for', () => {
    const cosines = [[0.9], [0.3]]
    expect(score(cosines, { weights: [1, 1e-9] })).toBeCloseTo(0.9, 6)
    expect(score(cosines, { weights: [1e-9, 1] })).toBeCloseTo(0.3, 6)
    // Only their proportion matters.
    expect(score(cosines, { weights: [2, 6] })).toBeCloseTo(score(cosines, { weights: [1, 3] }), 10)
  })

  const cosines = fc
    .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }))
    .chain(([rows, columns]) =>
      fc.array(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: columns, maxLength: columns }),
        { minLength: rows, maxLength: rows },
      ),
    )

  it('lies between the smallest and the largest cosine', () => {
    fc.assert(
      fc.property(cosines, (rows) => {
        const found = score(rows)
        expect(found).toBeGreaterThanOrEqual(Math.min(...rows.flat()) - 1e-9)
        expect(found).toBeLessThanOrEqual(Math.max(...rows.flat()) + 1e-9)
      }),
    )
  })

  it('does not depend on the order of the sentences', () => {
    fc.assert(
      fc.property(cosines, (rows) => {
        const turned = rows.map((row) => [...row].reverse()).reverse()
        expect(score(turned)).toBeCloseTo(score(rows), 8)
      }),
    )
  })

  it('is the same from either side, in the end', () => {
    fc.assert(
      fc.property(cosines, (rows) => {
        const across = rows[0]!.map((_, j) => rows.map((row) => row[j]!))
        expect(score(across, { rounds: 3_000 })).toBeCloseTo(score(rows, { rounds: 3_000 }), 2)
      }),
      { numRuns: 50 },
    )
  })
})
