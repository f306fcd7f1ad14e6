import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seeded } from '../src/random.ts'
import { products, productsInt8 } from '../src/row-products.ts'
import { dot } from '../src/vector.ts'

/** Two sets of rows of one length, to be multiplied. */
const setsOf = <T>(number: fc.Arbitrary<T>, minLength: number) => {
  const rowsOf = (dimensions: number) =>
    fc.array(fc.array(number, { minLength: dimensions, maxLength: dimensions }), { minLength, maxLength: 5 })
  return fc
    .integer({ min: 1, max: 50 })
    .chain((dimensions) => fc.tuple(rowsOf(dimensions), rowsOf(dimensions), fc.constant(dimensions)))
}
const product = (x: number[], y: number[]) => x.reduce((sum, number, i) => sum + number * y[i]!, 0)

describe('rows of one byte a number', () => {
  it('have the dot products of their numbers, however many rows of whatever length', () => {
    const byte = fc.oneof(fc.integer({ min: -127, max: 127 }), fc.constantFrom(-127, 127))
    fc.assert(
      fc.property(setsOf(byte, 0), ([a, b, dimensions]) => {
        const found = productsInt8(Int8Array.from(a.flat()), Int8Array.from(b.flat()), dimensions)
        expect([...found.products]).toEqual(a.flatMap((x) => b.map((y) => product(x, y))))
        expect([...found.ofA]).toEqual(a.map((x) => product(x, x)))
        expect([...found.ofB]).toEqual(b.map((y) => product(y, y)))
      }),
    )
  })

  it('have the largest product that there can be, and more rows than fit where the first ones did', () => {
    const many = new Int8Array(384 * 200).fill(127)
    const opposite = many.map((number) => -number)
    const found = productsInt8(many, opposite, 384)
    expect(found.products).toHaveLength(40_000)
    expect(new Set(found.products)).toEqual(new Set([-384 * 127 * 127]))
  })
})

describe('rows of four bytes a number', () => {
  it('have the dot products of their numbers, exactly where every sum fits', () => {
    const whole = fc.integer({ min: -500, max: 500 })
    const rows = (set: number[][]) => set.map((numbers) => Float32Array.from(numbers))
    fc.assert(
      fc.property(setsOf(whole, 0), ([a, b]) => {
        expect([...products(rows(a), rows(b))]).toEqual(a.flatMap((x) => b.map((y) => product(x, y))))
      }),
    )
  })

  it('have those of unit vectors within what float32 rounds, more of them than fit where the first did', () => {
    const random = seeded(3)
    const vectors = Array.from({ length: 200 }, () =>
      Float32Array.from({ length: 384 }, () => (random() - 0.5) / 5.66),
    )
    const found = products(vectors, vectors)
    for (let i = 0; i < 200; i += 7)
      for (let j = 0; j < 200; j += 3)
        expect(Math.abs(found[i * 200 + j]! - dot(vectors[i]!, vectors[j]!))).toBeLessThan(1e-5)
  })

  it('are those of the set that was asked for, whichever was asked for before it', () => {
    const one = [Float32Array.of(1, 0), Float32Array.of(0, 1)]
    const other = [Float32Array.of(2, 0), Float32Array.of(0, 3)]
    const a = [Float32Array.of(5, 7)]
    expect([...products(a, one)]).toEqual([5, 7])
    expect([...products(a, one)]).toEqual([5, 7])
    expect([...products(a, other)]).toEqual([10, 21])
    expect([...products([...a, ...a], one)]).toEqual([5, 7, 5, 7])
  })
})
