import { describe, expect, it } from 'vitest'
import { exactIndex } from '../../src/index/exact.ts'
import { neighboursOfRows } from '../../src/index/neighbours.ts'
import { neighbourCount, smoothed } from '../../src/topics/smooth.ts'
import { dot, matrix, row } from '../../src/vector.ts'
import { unitAt } from '../support/flat-library.ts'

const plane = (angles: readonly number[]) =>
  matrix(Float32Array.from(angles.flatMap((degrees) => [...unitAt(degrees)])), 2)
const smoothedAt = (angles: readonly number[]) => {
  const vectors = plane(angles)
  const found = smoothed(vectors, neighboursOfRows(vectors, exactIndex(vectors)))
  return angles.map((_, at) => (Math.atan2(row(found, at)[1]!, row(found, at)[0]!) * 180) / Math.PI)
}

describe('smoothing', () => {
  it('moves a paper halfway to its two neighbours, twice', () => {
    // Of three papers each has the other two for neighbours. Round 1: 0° and the middle of 30° and 60°, 45°, give
    // 22.5°; 30° and 30° stay; 60° and 15° give 37.5°. Round 2: 22.5° with 33.75° gives 28.125°, and so on.
    const [low, middle, high] = smoothedAt([0, 30, 60])
    expect(low).toBeCloseTo(28.125, 3)
    expect(middle).toBeCloseTo(30, 3)
    expect(high).toBeCloseTo(31.875, 3)
  })

  it('draws groups together and leaves them apart', () => {
    const angles = [0, 8, 16, 90, 98, 106]
    const found = smoothedAt(angles)
    expect(Math.abs(found[0]! - found[2]!)).toBeLessThan(4)
    expect(Math.abs(found[3]! - found[1]!)).toBeGreaterThan(80)
  })

  it('keeps unit length, and a paper without neighbours as it is', () => {
    expect(smoothedAt([40])[0]).toBeCloseTo(40, 4)
    const vectors = plane([0, 30, 60, 200])
    const found = smoothed(vectors, neighboursOfRows(vectors, exactIndex(vectors)))
    for (let at = 0; at < 4; at++) expect(dot(row(found, at), row(found, at))).toBeCloseTo(1, 5)
    expect(
      smoothed(plane([]), { perRow: 0, rows: new Uint32Array(), similarities: new Float32Array() }).count,
    ).toBe(0)
  })

  it('asks 15 neighbours, and fewer in a small collection', () => {
    expect(
      [1, 3, 82, 400, 900, 100_000].map((papers) => neighbourCount(papers, Math.min(32, papers - 1))),
    ).toEqual([0, 2, 5, 10, 15, 15])
  })
})
