import { describe, expect, it } from 'vitest'
import { COLOURS, colourTopics } from '../../src/map/colouring.ts'
import { densestPlace } from '../../src/map/densest-place.ts'

describe('colours of topics', () => {
  it('differ where topics share a place, and go round where none touches another', () => {
    // Eight topics with a paper each in the same cell.
    const together = colourTopics(new Float32Array(16), [0, 1, 2, 3, 4, 5, 6, 7], 8)
    expect(new Set(together).size).toBe(COLOURS)
    // Nine topics far apart: each colour once, then the first again.
    const apart = Float32Array.from({ length: 18 }, (_, i) => (i % 2 === 0 ? -0.9 + 0.1 * i : 0))
    expect([...colourTopics(apart, [0, 1, 2, 3, 4, 5, 6, 7, 8], 9)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 0])
  })

  it('are far apart around the circle for the two that touch most', () => {
    const [a, b] = colourTopics(new Float32Array(4), [0, 1], 2)
    expect(Math.min(Math.abs(a! - b!), COLOURS - Math.abs(a! - b!))).toBeGreaterThanOrEqual(3)
  })

  it('leave papers of no topic out', () => {
    expect([...colourTopics(new Float32Array(4), [-1, 0], 1)]).toEqual([0])
  })
})

describe('the place of a name', () => {
  it('is where most of a group stand, not the middle of its two parts', () => {
    // Twenty papers around (0.5, 0.5), ten around (-0.5, -0.5): the middle would be (0.17, 0.17).
    const places = Float32Array.from(
      Array.from({ length: 30 }, (_, at) => (at < 20 ? 0.5 : -0.5) + 0.001 * (at % 5)).flatMap((x) => [x, x]),
    )
    const [x, y] = densestPlace(
      places,
      Array.from({ length: 30 }, (_, at) => at),
    )
    expect(x).toBeGreaterThan(0.49)
    expect(y).toBeGreaterThan(0.49)
  })

  it('is the median of a few', () => {
    expect(densestPlace(Float32Array.of(0, 0, 0.5, 0.25, 1, 0.5), [0, 1, 2])).toEqual([0.5, 0.25])
    expect(densestPlace(Float32Array.of(0, 0, 0.5, 0.25), [1])).toEqual([0.5, 0.25])
  })
})
