import { describe, expect, it } from 'vitest'
import {
  around,
  between,
  movedBy,
  parseView,
  toMap,
  toScreen,
  type View,
  viewText,
  WHOLE,
  ZOOM_MAX,
  zoomedBy,
} from '../../src/map/view.ts'

const SCREEN = { width: 1_000, height: 500 }
const VIEW: View = { x: 0.2, y: -0.1, zoom: 4 }

describe('the part of the map that is seen', () => {
  it('fits whole into the shorter side, y upwards', () => {
    // Half of 500, less 4 % of 500 as margin: 230 pixels for 1.
    expect(toScreen(WHOLE, SCREEN, 1, 1)).toEqual([730, 20])
    expect(toScreen(WHOLE, SCREEN, -1, -1)).toEqual([270, 480])
  })

  it('goes over into the screen and back', () => {
    const [x, y] = toMap(VIEW, SCREEN, ...toScreen(VIEW, SCREEN, 0.3, 0.05))
    expect(x).toBeCloseTo(0.3, 12)
    expect(y).toBeCloseTo(0.05, 12)
  })

  it('goes along with a finger', () => {
    const before = toScreen(VIEW, SCREEN, 0.3, 0.05)
    const [left, top] = toScreen(movedBy(VIEW, SCREEN, 40, -25), SCREEN, 0.3, 0.05)
    expect(left - before[0]).toBeCloseTo(40, 9)
    expect(top - before[1]).toBeCloseTo(-25, 9)
  })

  it('is zoomed around the place pointed at, and not beyond the whole map or the nearest view', () => {
    const at = toScreen(VIEW, SCREEN, 0.3, 0.05)
    const near = zoomedBy(VIEW, SCREEN, 2, at)
    expect(near.zoom).toBe(8)
    toScreen(near, SCREEN, 0.3, 0.05).forEach((pixel, axis) => {
      expect(pixel).toBeCloseTo(at[axis]!, 9)
    })
    expect(zoomedBy(VIEW, SCREEN, 1e-9).zoom).toBe(1)
    expect(zoomedBy(VIEW, SCREEN, 1e9).zoom).toBe(ZOOM_MAX)
  })

  it('shows some points with room around them, and one point no nearer than told', () => {
    expect(
      around(
        [
          [0.1, 0.1],
          [0.5, 0.3],
        ],
        10,
      ),
    ).toEqual({ x: 0.3, y: 0.2, zoom: 4 })
    expect(around([[0.1, 0.2]], 12)).toEqual({ x: 0.1, y: 0.2, zoom: 12 })
    expect(around([], 12)).toEqual(WHOLE)
  })

  it('flies from one view to the other, by the logarithm of the zoom, the aim never farther from the middle', () => {
    const to: View = { x: 0.6, y: 0.4, zoom: 16 }
    expect(between(WHOLE, to, 0)).toEqual(WHOLE)
    expect(between(WHOLE, to, 1)).toEqual(to)
    expect(between(WHOLE, to, 0.5).zoom).toBeCloseTo(4, 12)
    const pixels = [0, 0.25, 0.5, 0.75, 1].map((share) => {
      const [left, top] = toScreen(between(WHOLE, to, share), SCREEN, to.x, to.y)
      return Math.hypot(left - 500, top - 250)
    })
    expect(pixels).toEqual([...pixels].sort((a, b) => b - a))
  })

  it('is a text in an address and comes back from it; what is none is none', () => {
    expect(viewText(WHOLE)).toBe('')
    expect(parseView(viewText(VIEW))).toEqual(VIEW)
    expect(parseView('5,-7,1000')).toEqual({ x: 1, y: -1, zoom: ZOOM_MAX })
    for (const text of ['', '1,2', '1,2,3,4', 'a,b,c', '1,,3', 'NaN,0,1'])
      expect(parseView(text)).toBeUndefined()
  })
})
