import { describe, expect, it } from 'vitest'
import { drawOrder, LAYERS } from '../../src/map/draw-order.ts'
import { decodePoints, encodePoints, placeOf } from '../../src/map/points.ts'
import { seeded } from '../../src/random.ts'

const COUNT = 4_000
const random = seeded(5)
const points = decodePoints(
  encodePoints(
    Array.from({ length: 2 * COUNT }, () => 2 * random() - 1),
    new Uint16Array(COUNT),
  ).buffer,
)
const { rows, ranges } = drawOrder(points)
const drawn = (pieces: readonly { first: number; count: number }[]) =>
  pieces.flatMap(({ first, count }) => [...rows.subarray(first, first + count)])

describe('the order in which points are drawn', () => {
  it('holds each point once, and one call draws all of them', () => {
    expect([...rows].sort((a, b) => a - b)).toEqual([...Array(COUNT).keys()])
    expect(ranges({ left: -1, right: 1, bottom: -1, top: 1 }, LAYERS)).toEqual([{ first: 0, count: COUNT }])
  })

  it('draws every point within bounds and few others', () => {
    const bounds = { left: 0.1, right: 0.4, bottom: -0.5, top: -0.3 }
    const found = drawn(ranges(bounds, LAYERS))
    const inside = [...Array(COUNT).keys()].filter((row) => {
      const [x, y] = placeOf(points, row)
      return x >= 0.1 && x <= 0.4 && y >= -0.5 && y <= -0.3
    })
    expect(new Set(found).size).toBe(found.length)
    expect(inside.filter((row) => !found.includes(row))).toEqual([])
    // Cells are a sixteenth wide: at most 0.4 + 2/16 by 0.2 + 2/16 of the 4 units there are.
    expect(found.length).toBeLessThan((COUNT * 0.425 * 0.325 * 1.2) / 4)
  })

  it('draws in a layer an eighth of the points, the same in each view', () => {
    const all = { left: -1, right: 1, bottom: -1, top: 1 }
    const one = new Set(drawn(ranges(all, 1)))
    expect(one.size).toBe(COUNT / LAYERS)
    for (const row of drawn(ranges({ ...all, right: 0 }, 1))) expect(one.has(row)).toBe(true)
  })
})
