import { describe, expect, it } from 'vitest'
import { calibrationError, type Judged, reliability } from '../../src/evaluate/calibration.ts'
import { seeded } from '../../src/random.ts'

const judged = (probability: number, hit: boolean): Judged => ({ method: 'any', probability, hit })

describe('reliability', () => {
  it('compares what was said with what was found, in bins of as many papers each', () => {
    // The lower half: said (0.1 + 0.3) / 2, one of two found. The upper: said (0.6 + 0.8) / 2, both found.
    const bins = reliability([judged(0.8, true), judged(0.1, false), judged(0.6, true), judged(0.3, true)], 2)
    expect(bins.map(({ count }) => count)).toEqual([2, 2])
    expect(bins.map(({ said }) => said)).toEqual([expect.closeTo(0.2, 12), expect.closeTo(0.7, 12)])
    expect(bins.map(({ found }) => found)).toEqual([0.5, 1])
    // ½ · |0.2 − 0.5| + ½ · |0.7 − 1| = 0.3.
    expect(calibrationError(bins)).toBeCloseTo(0.3, 12)
  })

  it('finds little error where hits come as often as was said, and much where they come twice as often', () => {
    const random = seeded(3)
    const drawn = (factor: number) =>
      Array.from({ length: 20_000 }, () => {
        const probability = 0.5 * random()
        return judged(probability, random() < factor * probability)
      })
    // With 2,000 a bin the standard error of a share is at most 0.011.
    expect(calibrationError(reliability(drawn(1), 10))).toBeLessThan(0.02)
    expect(calibrationError(reliability(drawn(2), 10))).toBeGreaterThan(0.2)
  })

  it('makes no more bins than there are papers', () => {
    expect(reliability([judged(0.5, true)], 10)).toHaveLength(1)
  })
})
