import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openNearestPoint } from '../../src/map/nearest-point.ts'
import { decodePoints, encodePoints, placeOf } from '../../src/map/points.ts'

const Coordinate = fc.double({ min: -1, max: 1, noNaN: true })

describe('the points of a map as bytes', () => {
  it('are as the layout says, by hand', () => {
    // 1 is 32,767 = 0x7fff, -1 is 0x8001, one half is 16,384 (16,383.5 up) = 0x4000; leaf 258 is 0x0102, none 0xffff.
    expect(Buffer.from(encodePoints([1, -1, 0.5, 0], [258, -1])).toString('hex')).toBe(
      'ff7f018000400000' + '0201ffff',
    )
  })

  it('come back as they were, to a 65,534th', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(Coordinate, Coordinate, fc.nat(60_000))), (papers) => {
        const bytes = encodePoints(
          papers.flatMap((paper) => paper.slice(0, 2)),
          papers.map(([, , leaf]) => leaf),
        )
        const points = decodePoints(bytes.buffer)
        expect(points.count).toBe(papers.length)
        expect([...points.leaves]).toEqual(papers.map(([, , leaf]) => leaf))
        papers.forEach(([x, y], at) => {
          const place = placeOf(points, at)
          expect(Math.abs(place[0] - x)).toBeLessThanOrEqual(1 / 65_533)
          expect(Math.abs(place[1] - y)).toBeLessThanOrEqual(1 / 65_533)
        })
      }),
      { seed: 1 },
    )
  })

  it('are refused when their length is that of none', () => {
    expect(() => decodePoints(new ArrayBuffer(13))).toThrow('13 bytes are no points of 6 each')
  })
})

describe('the nearest point', () => {
  it('is that of a look at all of them, or none when it is out of reach', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(Coordinate, Coordinate), { maxLength: 40 }),
        fc.tuple(Coordinate, Coordinate),
        fc.double({ min: 0.001, max: 0.5, noNaN: true }),
        (places, [x, y], reach) => {
          const points = decodePoints(
            encodePoints(
              places.flat(),
              places.map(() => 0),
            ).buffer,
          )
          const away = (row: number) => Math.hypot(placeOf(points, row)[0] - x, placeOf(points, row)[1] - y)
          const rows = places.map((_, row) => row).filter((row) => away(row) <= reach)
          const found = openNearestPoint(points)(x, y, reach)
          if (rows.length === 0) expect(found).toBeUndefined()
          else expect(away(found!)).toBeCloseTo(Math.min(...rows.map(away)), 9)
        },
      ),
      { seed: 1 },
    )
  })
})
