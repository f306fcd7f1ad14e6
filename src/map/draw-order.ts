/**
 * An order of a map's points in which few calls draw those that are seen, and an evenly thinned part of them draws
 * faster where nothing but a processor draws.
 *
 * Points are dealt out into layers, each a fair sample of all, and stand in each layer by the cells of a grid, row of
 * cells after row of cells.
 */
import { type Points, STEPS } from './points.ts'

export const LAYERS = 8
const CELLS_ACROSS = 32
const CELLS = CELLS_ACROSS ** 2
/** Coprime to the layers, so that papers of one day do not come into one layer. */
const DEAL = 5

/** In the map's scale. */
export interface Bounds {
  readonly left: number
  readonly right: number
  readonly bottom: number
  readonly top: number
}

export interface DrawOrder {
  /** The rows of the points as they are to stand. */
  readonly rows: Uint32Array
  /**
   * Where in that order the points within bounds are, and some just outside.
   * @param layers of LAYERS, to draw
   */
  ranges(bounds: Bounds, layers: number): { first: number; count: number }[]
}

/** Cost: 5 ms for 100,000 points. */
export function drawOrder({ count, places }: Points): DrawOrder {
  const bucketOf = (row: number) =>
    ((row * DEAL) % LAYERS) * CELLS +
    cellOf(places[2 * row + 1]! / STEPS) * CELLS_ACROSS +
    cellOf(places[2 * row]! / STEPS)
  const starts = new Uint32Array(LAYERS * CELLS + 1)
  for (let row = 0; row < count; row++) starts[bucketOf(row) + 1]!++
  for (let bucket = 0; bucket < LAYERS * CELLS; bucket++) starts[bucket + 1]! += starts[bucket]!
  const next = starts.slice()
  const rows = new Uint32Array(count)
  for (let row = 0; row < count; row++) rows[next[bucketOf(row)]!++] = row

  return {
    rows,
    ranges({ left, right, bottom, top }, layers) {
      const [u0, u1, v0, v1] = [cellOf(left), cellOf(right), cellOf(bottom), cellOf(top)]
      const isAll = u0 === 0 && v0 === 0 && u1 === CELLS_ACROSS - 1 && v1 === CELLS_ACROSS - 1
      if (isAll) return [{ first: 0, count: starts[layers * CELLS]! }]
      const found = []
      for (let layer = 0; layer < layers; layer++)
        for (let v = v0; v <= v1; v++) {
          const rowOfCells = layer * CELLS + v * CELLS_ACROSS
          const first = starts[rowOfCells + u0]!
          const count = starts[rowOfCells + u1 + 1]! - first
          if (count > 0) found.push({ first, count })
        }
      return found
    },
  }
}

function cellOf(x: number): number {
  return Math.max(0, Math.min(CELLS_ACROSS - 1, Math.floor(((x + 1) / 2) * CELLS_ACROSS)))
}
