import { describe, expect, it } from 'vitest'
import { membershipCurve } from '../../src/map/membership-curve.ts'

describe('the curve of membership', () => {
  // umap-learn 0.5.12, find_ab_params(1, minDist)
  it.each([
    [0, 1.932808, 0.790495],
    [0.1, 1.576943, 0.895061],
    [0.5, 0.58303, 1.334167],
  ])('with a least distance of %f has the parameters that umap-learn fits', (minDist, a, b) => {
    const found = membershipCurve(minDist)
    expect(found.a).toBeCloseTo(a, 4)
    expect(found.b).toBeCloseTo(b, 4)
  })
})
