import { describe, expect, it } from 'vitest'
import { centre } from '../src/centring.ts'
import { matrix } from '../src/vector.ts'
import { unitAt } from './support/flat-library.ts'

const of = (...angles: number[]) =>
  centre(matrix(Float32Array.from(angles.flatMap((degrees) => [...unitAt(degrees)])), 2))

describe('centring', () => {
  it('compares papers without what all of them share', () => {
    // Papers at 0° and 90° have the mean (½, ½). Less the mean they are (½, −½) and (−½, ½): opposite.
    const centring = of(0, 90)
    expect(centring.similarity(0, centring.of(unitAt(0)))).toBeCloseTo(1, 6)
    expect(centring.similarity(0, centring.ofRow(1))).toBeCloseTo(-1, 6)
    // (0, 1) less the mean is (−½, ½); (1, 1)/√2 less it is (0.2071, 0.2071): at a right angle.
    expect(centring.similarity(1, centring.of(unitAt(45)))).toBeCloseTo(0, 6)
  })

  it('compares plainly where the mean is all there is', () => {
    for (const centring of [of(30), of(30, 30)]) {
      expect(centring.similarity(0, centring.of(unitAt(90)))).toBeCloseTo(0.5, 5)
    }
  })
})
