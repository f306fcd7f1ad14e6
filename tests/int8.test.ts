import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cosinesInt8, quantise } from '../src/int8.ts'
import { productsInt8 } from '../src/int8-products.ts'
import { seeded } from '../src/random.ts'
import { dot, unit } from '../src/vector.ts'

describe('vectors in one byte a number', () => {
  it('are stretched until the largest number is 127, and rounded', () => {
    expect([...quantise([0.5, -1, 0.25])]).toEqual([64, -127, 32])
    expect([...quantise([2e-5, 0])]).toEqual([127, 0])
    expect([...quantise([0, 0])]).toEqual([0, 0])
  })

  it('have the dot products of their numbers, however many rows of whatever length', () => {
    const byte = fc.oneof(fc.integer({ min: -127, max: 127 }), fc.constantFrom(-127, 127))
    const rowsOf = (dimensions: number) =>
      fc.array(fc.array(byte, { minLength: dimensions, maxLength: dimensions }), { maxLength: 5 })
    const sets = fc
      .integer({ min: 1, max: 50 })
      .chain((dimensions) => fc.tuple(rowsOf(dimensions), rowsOf(dimensions), fc.constant(dimensions)))
    const product = (x: number[], y: number[]) => x.reduce((sum, number, i) => sum + number * y[i]!, 0)
    fc.assert(
      fc.property(sets, ([a, b, dimensions]) => {
        const found = productsInt8(Int8Array.from(a.flat()), Int8Array.from(b.flat()), dimensions)
        expect([...found.products]).toEqual(a.flatMap((x) => b.map((y) => product(x, y))))
        expect([...found.ofA]).toEqual(a.map((x) => product(x, x)))
        expect([...found.ofB]).toEqual(b.map((y) => product(y, y)))
      }),
    )
  })

  it('have the largest product that there can be, and more rows than fit where the first ones did', () => {
    const many = new Int8Array(384 * 200).fill(127)
    const { products } = productsInt8(
      many,
      many.map((number) => -number),
      384,
    )
    expect(products).toHaveLength(40_000)
    expect(new Set(products)).toEqual(new Set([-384 * 127 * 127]))
  })

  it('have the cosines of the vectors they were made from, within 0.003', () => {
    const random = seeded(3)
    const vectors = Array.from({ length: 12 }, () => unit(Array.from({ length: 384 }, () => random() - 0.5)))
    const bytes = (rows: Float32Array[]) => Int8Array.from(rows.flatMap((row) => [...quantise(row)]))
    const [a, b] = [vectors.slice(0, 5), vectors.slice(3)]
    const cosines = cosinesInt8(bytes(a), bytes(b), 384)
    a.forEach((row, i) => {
      b.forEach((other, j) => {
        expect(Math.abs(cosines[i * b.length + j]! - dot(row, other))).toBeLessThan(0.003)
      })
    })
    // Rows 3 and 4 of the one are rows 0 and 1 of the other.
    expect(cosines[3 * b.length]).toBeCloseTo(1, 10)
  })

  it('have the cosine 0 where one of them is zero', () => {
    expect([...cosinesInt8(Int8Array.of(1, 2, 0, 0), Int8Array.of(3, 4), 2)]).toEqual([
      11 / (5 * Math.sqrt(5)),
      0,
    ])
  })
})
