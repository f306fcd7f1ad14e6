import { describe, expect, it } from 'vitest'
import { centre } from '../src/centring.ts'
import { exactIndex } from '../src/index/exact.ts'
import { neighboursOfRows } from '../src/index/neighbours.ts'
import { scaleLocally } from '../src/local-scaling.ts'
import { matrix } from '../src/vector.ts'
import { unitAt } from './support/flat-library.ts'

// A square: the mean is the origin, so the centred cosine is the cosine. Each paper has three
// others, at 90°, 90° and 180°: its hubness is (0 + 0 − 1) / 3.
const square = matrix(Float32Array.from([0, 90, 180, 270].flatMap((degrees) => [...unitAt(degrees)])), 2)

describe('local scaling', () => {
  const index = exactIndex(square)
  const scaling = scaleLocally(centre(square), neighboursOfRows(square, index), index)

  it('knows how crowded it is around each paper', async () => {
    for (const at of [0, 1, 2, 3]) expect(scaling.ofRow(at).hubness).toBeCloseTo(-1 / 3, 6)
  })

  it('takes half of either paper’s crowdedness off the cosine', async () => {
    // cos 90° − ½(−⅓) − ½(−⅓) = ⅓
    expect(scaling.similarity(0, scaling.ofRow(1))).toBeCloseTo(1 / 3, 6)
  })

  it('says the same of two papers whose cosine is known', async () => {
    expect(scaling.ofCosine(0, 1, 0)).toBeCloseTo(1 / 3, 6)
  })

  it('finds how crowded it is around a text that is no paper', async () => {
    // At 0°, the four papers have the cosines 1, 0, 0 and −1: on average 0. So cos 0° − 0 + ⅙.
    expect(scaling.similarity(0, await scaling.of(unitAt(0)))).toBeCloseTo(1 + 1 / 6, 5)
  })

  it('is plain similarity for a single paper', async () => {
    const one = matrix(unitAt(30), 2)
    const index = exactIndex(one)
    const alone = scaleLocally(centre(one), neighboursOfRows(one, index), index)
    expect(alone.similarity(0, alone.ofRow(0))).toBeCloseTo(1, 6)
  })
})
