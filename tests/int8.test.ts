import { describe, expect, it } from 'vitest'
import { cosinesInt8, quantise } from '../src/int8.ts'
import { seeded } from '../src/random.ts'
import { dot, unit } from '../src/vector.ts'

describe('vectors in one byte a number', () => {
  it('are stretched until the largest number is 127, and rounded', () => {
    expect([...quantise([0.5, -1, 0.25])]).toEqual([64, -127, 32])
    expect([...quantise([2e-5, 0])]).toEqual([127, 0])
    expect([...quantise([0, 0])]).toEqual([0, 0])
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
