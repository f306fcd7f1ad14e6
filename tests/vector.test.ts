import { describe, expect, it } from 'vitest'
import { dot, isUnit, matrix, meanOf, norm, row, unit } from '../src/vector.ts'

describe('vectors', () => {
  it('multiply element by element, whatever their length modulo four', () => {
    for (const length of [0, 1, 2, 3, 4, 5, 7, 8, 384, 385]) {
      const numbers = Float32Array.from({ length }, (_, i) => i + 1)
      // 1² + 2² + … + n² = n(n + 1)(2n + 1) / 6
      expect(dot(numbers, numbers)).toBe((length * (length + 1) * (2 * length + 1)) / 6)
    }
  })

  it('have unit length afterwards, but for the zero vector', () => {
    expect([...unit([3, 4])]).toEqual([Math.fround(0.6), Math.fround(0.8)])
    expect(norm(unit([5, 5, 5]))).toBeCloseTo(1, 6)
    expect([...unit([0, 0])]).toEqual([0, 0])
  })

  it('have a weighted mean', () => {
    // (3·[1, 0] + 1·[0, 1]) / 4
    const rows = [Float32Array.of(1, 0), Float32Array.of(0, 1)]
    expect([...meanOf(rows, 2, [3, 1])]).toEqual([0.75, 0.25])
    expect([...meanOf([], 2)]).toEqual([0, 0])
  })

  it('are refused by isUnit when not finite or of another length', () => {
    expect(isUnit(unit([1, 2, 3]))).toBe(true)
    for (const bad of [
      [0, 0],
      [1, 1],
      [Number.NaN, 1],
      [Number.POSITIVE_INFINITY, 0],
    ])
      expect(isUnit(bad)).toBe(false)
  })

  it('stand in rows of a matrix', () => {
    const rows = matrix(Float32Array.of(1, 2, 3, 4, 5, 6), 2)
    expect(rows.count).toBe(3)
    expect([...row(rows, 1)]).toEqual([3, 4])
    expect(() => matrix(Float32Array.of(1, 2, 3), 2)).toThrow('3 numbers are no rows of 2')
  })
})
