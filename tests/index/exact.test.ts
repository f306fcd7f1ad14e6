import { describe, expect, it } from 'vitest'
import { exactIndex } from '../../src/index/exact.ts'
import { matrix } from '../../src/vector.ts'

const at = (degrees: number) => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
const index = exactIndex(matrix(Float32Array.from([0, 60, 90, 60].flatMap(at)), 2))
const query = Float32Array.from(at(0))

describe('the exact index', () => {
  it('answers cosines, best first, ties by row', () => {
    // cos 0° = 1, cos 60° = 0.5 twice, cos 90° = 0
    const found = index.nearest(query, { count: 4 })
    expect(found.map(({ row }) => row)).toEqual([0, 1, 3, 2])
    expect(found.map(({ similarity }) => Number(similarity.toFixed(6)))).toEqual([1, 0.5, 0.5, 0])
  })

  it('looks only at the rows within', () => {
    expect(index.nearest(query, { count: 4, within: Uint32Array.of(2, 3) }).map(({ row }) => row)).toEqual([
      3, 2,
    ])
    expect(index.nearest(query, { count: 4, within: Uint32Array.of() })).toEqual([])
  })

  it('refuses a query that is no unit vector of its space', () => {
    for (const bad of [[1], [1, 0, 0], [2, 0], [Number.NaN, 1], [0, 0], [Number.POSITIVE_INFINITY, 0]])
      expect(() => index.nearest(Float32Array.from(bad), { count: 1 })).toThrow(RangeError)
  })
})
