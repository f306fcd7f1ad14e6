/**
 * How many of the points are drawn while the map is moved: all where there is a graphics card, fewer where frames come
 * too late. At rest all are drawn.
 */
import { LAYERS } from '../../map/draw-order.ts'

/** Milliseconds from frame to frame: above the one it is seen, below the other a screen sets the pace. */
const SLOW = 26
const FAST = 18
/** Frames on end before more points are tried. */
const PATIENCE = 20
/** Between movements that belong together. */
const PAUSE = 150

export interface Pace {
  /** @returns layers of points to draw in a frame of a movement at this time, in milliseconds */
  layersAt(now: number): number
}

export function openPace(): Pace {
  let layers = LAYERS
  let before = Number.NEGATIVE_INFINITY
  let fast = 0
  return {
    layersAt(now) {
      const took = now - before
      before = now
      if (took > PAUSE) return layers
      fast = took < FAST ? fast + 1 : 0
      if (took > SLOW) layers = Math.max(1, Math.floor(layers * 0.75))
      else if (fast >= PATIENCE && layers < LAYERS) {
        layers++
        fast = 0
      }
      return layers
    },
  }
}
