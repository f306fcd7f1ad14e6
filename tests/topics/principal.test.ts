import { describe, expect, it } from 'vitest'
import { seeded } from '../../src/random.ts'
import { projected } from '../../src/topics/principal.ts'
import { dot, matrix, meanOf, row, unit } from '../../src/vector.ts'

/** Rows that differ in two directions of 8, and hardly in the others. */
function flatRows(count: number) {
  const random = seeded(2)
  const axes = [
    unit(Array.from({ length: 8 }, () => random() - 0.5)),
    unit(Array.from({ length: 8 }, () => random() - 0.5)),
  ]
  const rows = Array.from({ length: count }, () => {
    const [a, b] = [random() - 0.5, random() - 0.5]
    return Float32Array.from(axes[0]!, (x, d) => 3 + a * x + b * axes[1]![d]! + (random() - 0.5) / 1e4)
  })
  return matrix(Float32Array.from(rows.flatMap((own) => [...own])), 8)
}

describe('principal directions', () => {
  it('keep the angles of what the rows differ in, without their mean', () => {
    const vectors = flatRows(40)
    const found = projected(vectors, 2, seeded(1))
    expect([found.count, found.dimensions]).toEqual([40, 2])
    const mean = meanOf(
      Array.from({ length: 40 }, (_, at) => row(vectors, at)),
      8,
    )
    const own = (at: number) => unit(row(vectors, at).map((number, d) => number - mean[d]!))
    for (let a = 0; a < 40; a += 3)
      for (let b = 0; b < 40; b += 5)
        expect(Math.abs(dot(row(found, a), row(found, b)) - dot(own(a), own(b)))).toBeLessThan(0.01)
  })

  it('are the same every time, and no more than there are', () => {
    const vectors = flatRows(10)
    expect(projected(vectors, 4, seeded(1)).data).toEqual(projected(vectors, 4, seeded(1)).data)
    expect(projected(vectors, 99, seeded(1)).dimensions).toBe(8)
  })

  it('leave nothing but zeros of rows that are all the same, or of none', () => {
    const same = matrix(new Float32Array(24).fill(0.5), 8)
    expect([...projected(same, 2, seeded(1)).data]).toEqual([0, 0, 0, 0, 0, 0])
    expect(projected(matrix(new Float32Array(), 8), 2, seeded(1)).count).toBe(0)
  })
})
