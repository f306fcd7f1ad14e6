import { describe, expect, it } from 'vitest'
import { rowsWithin } from '../src/filter.ts'
import { similarPapers } from '../src/similar.ts'
import { row } from '../src/vector.ts'
import { flatLibrary, unitAt } from './support/flat-library.ts'

// Papers in the plane at 0°, 20°, 60°, 90° and 180°: cosines can be read off the angles.
const library = flatLibrary([
  { degrees: 0, publishedOn: '2025-01-01', topic: 0 },
  { degrees: 20, publishedOn: '2025-01-02', topic: 0 },
  { degrees: 60, publishedOn: '2025-01-03', topic: 1 },
  { degrees: 90, topic: 1 },
  { degrees: 180, publishedOn: '2025-01-05', topic: 1 },
])
const rows = (seeds: Float32Array[], options: object = {}) =>
  similarPapers(library, seeds, { count: 10, exclude: new Set([0]), ...options }).map((found) => found.row)

describe('similar papers', () => {
  it('come nearest first with their cosine, without the seed', () => {
    const found = similarPapers(library, [row(library.vectors, 0)], { count: 10, exclude: new Set([0]) })
    expect(found.map((paper) => paper.row)).toEqual([1, 2, 3, 4])
    // cos 20°, cos 60°, cos 90°, cos 180°
    for (const [i, cosine] of [0.9397, 0.5, 0, -1].entries()) expect(found[i]!.score).toBeCloseTo(cosine, 4)
  })

  it('come from the days asked for, both ends included, and never undated then', () => {
    expect(rows([unitAt(0)], { from: '2025-01-02', to: '2025-01-03' })).toEqual([1, 2])
    expect(rows([unitAt(0)], { to: '2030-01-01' })).toEqual([1, 2, 4])
  })

  it('come from one topic, or from given candidates, when asked', () => {
    expect(rows([unitAt(0)], { topic: 1 })).toEqual([2, 3, 4])
    expect(rows([unitAt(0)], { candidates: [4, 1, 1, 0] })).toEqual([1, 4])
  })

  it('are near any of several seeds, not to their middle', () => {
    // Seeds at 0° and 180°: the middle is nowhere. 20° is nearest to one of them, then 180° itself.
    expect(rows([unitAt(0), unitAt(180)], { exclude: new Set([0, 4]) })).toEqual([1, 2, 3])
  })

  it('are as many as asked for, though the seed is its own nearest neighbour', () => {
    expect(rows([unitAt(0)], { count: 2 })).toEqual([1, 2])
  })
})

describe('the rows within a filter', () => {
  it('are not listed when every paper passes', () => {
    expect(rowsWithin(library, {})).toBeUndefined()
  })

  it('are ascending, each once', () => {
    expect([...rowsWithin(library, { candidates: [3, 1, 3] })!]).toEqual([1, 3])
  })
})
