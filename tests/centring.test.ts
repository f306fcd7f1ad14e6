import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { centre } from '../src/centring.ts'
import { seeded } from '../src/random.ts'
import { dot, matrix, norm, row, unit } from '../src/vector.ts'
import { unitAt } from './support/flat-library.ts'

const of = (...angles: number[]) =>
  centre(matrix(Float32Array.from(angles.flatMap((degrees) => [...unitAt(degrees)])), 2))

describe('centring', () => {
  it('compares papers without what all of them share', () => {
    // Papers at 0° and 90° have the mean (½, ½). Less the mean they are (½, −½) and (−½, ½): opposite.
    const centring = of(0, 90)
    expect(centring.similarity(0, centring.of(unitAt(0)))).toBeCloseTo(1, 6)
    expect(centring.similarity(0, centring.ofRow(1))).toBeCloseTo(-1, 6)
    // (0, 1) less the mean is (−½, ½); (1, 1)/√2 less it is (0.2071, 0.2071): at a right angle.
    expect(centring.similarity(1, centring.of(unitAt(45)))).toBeCloseTo(0, 6)
  })

  it('has the mean of several units and their products with any direction, without making the units', () => {
    const centring = of(0, 40, 90, 200)
    const some = [centring.ofRow(1), centring.of(unitAt(300)), centring.ofRow(3)]
    const units = some.map(({ vector }) => centring.unit(vector))
    const directions = [unitAt(10), unitAt(100)]
    const mean = centring.meanUnit(some)
    for (const axis of [0, 1])
      expect(mean[axis]).toBeCloseTo(units.reduce((total, own) => total + own[axis]!, 0) / 3, 6)
    const expected = units.flatMap((own) => directions.map((direction) => dot(own, direction)))
    expect(centring.products(some, directions)).toHaveLength(6)
    centring.products(some, directions).forEach((product, i) => {
      expect(product).toBeCloseTo(expected[i]!, 6)
    })
    expect(norm(centring.meanUnit([]))).toBe(0)
  })

  it('compares plainly where the mean is all there is', () => {
    for (const centring of [of(30), of(30, 30)]) {
      expect(centring.similarity(0, centring.of(unitAt(90)))).toBeCloseTo(0.5, 5)
    }
  })

  it('says the same of two rows by their cosine, by their vectors, and by the vectors without the mean', () => {
    const angle = fc.integer({ min: 0, max: 359 })
    fc.assert(
      fc.property(fc.array(angle, { minLength: 2, maxLength: 8 }), angle, (angles, other) => {
        // Where all papers nearly are their mean, what is left of them is rounding.
        fc.pre(new Set(angles).size > 1)
        const centring = of(...angles)
        const outside = unitAt(other)
        angles.forEach((degrees, at) => {
          const own = centring.unit(unitAt(degrees))
          expect(norm(own)).toBeCloseTo(1, 3)
          angles.forEach((to, toAt) => {
            const cosine = dot(unitAt(degrees), unitAt(to))
            const similarity = centring.similarity(at, centring.ofRow(toAt))
            expect(centring.ofCosine(at, toAt, cosine)).toBeCloseTo(similarity, 6)
            expect(dot(own, centring.unit(unitAt(to)))).toBeCloseTo(similarity, 3)
          })
          expect(dot(own, centring.unit(outside))).toBeCloseTo(
            centring.similarity(at, centring.of(outside)),
            3,
          )
        })
      }),
      { seed: 1 },
    )
  })

  it('leaves a vector as it is where there is no mean to take off', () => {
    expect([...of(30).unit(unitAt(75))]).toEqual([...unitAt(75)])
    // Opposite papers have the mean 0.
    expect(of(0, 180).unit(unitAt(75))[0]).toBeCloseTo(unitAt(75)[0]!, 6)
  })
})

describe('the spread of a collection', () => {
  it('is how far the similarity of two of its papers lies from 0', () => {
    // At 0°, 120° and 240° the mean is 0 and every pair has the cosine −½.
    expect(of(0, 120, 240).spread).toBeCloseTo(0.5, 5)
    // Opposite papers: −1. One at 0° and one at 90° are opposite too, without their mean.
    expect(of(10, 190).spread).toBeCloseTo(1, 5)
    expect(of(0, 90).spread).toBeCloseTo(1, 5)
    // A square: two thirds of all pairs have the cosine 0, one third −1. √⅓ = 0.5774, of a sample within a few percent.
    expect(Math.abs(of(0, 90, 180, 270).spread / Math.sqrt(1 / 3) - 1)).toBeLessThan(0.05)
  })

  it('is that of all pairs, but for what drawing 2,000 of them leaves open', () => {
    const random = seeded(4)
    const data = new Float32Array(200 * 8)
    for (let at = 0; at < 200; at++) data.set(unit(Array.from({ length: 8 }, () => random() - 0.3)), at * 8)
    const vectors = matrix(data, 8)
    const centring = centre(vectors)
    let squares = 0
    for (let a = 0; a < 200; a++)
      for (let b = 0; b < a; b++)
        squares += dot(centring.unit(row(vectors, a)), centring.unit(row(vectors, b))) ** 2
    const ofAll = Math.sqrt(squares / ((200 * 199) / 2))
    // The squares vary about as much as they measure, so the root of their mean is off by 2 %, thrice that at most.
    expect(Math.abs(centring.spread / ofAll - 1)).toBeLessThan(0.06)
  })

  it('is the same every time, and 0 without two papers', () => {
    expect(of(0, 40, 90, 200).spread).toBe(of(0, 40, 90, 200).spread)
    expect([of().spread, of(30).spread]).toEqual([0, 0])
  })
})
