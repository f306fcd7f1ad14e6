/** The point of a map that is nearest to a place, found by a grid: what a mouse points at. */
import { type Points, STEPS } from './points.ts'

const CELLS_ACROSS = 256

/** Row of the nearest point within a distance, both in the map's scale; undefined where there is none. */
export type NearestPoint = (x: number, y: number, distanceMax: number) => number | undefined

/** Cost: 5 ms for 100,000 points, then some cells a question. */
export function openNearestPoint({ count, places }: Points): NearestPoint {
  const cellOf = (x: number) => clamp(Math.floor(((x / STEPS + 1) / 2) * CELLS_ACROSS))
  const cells = Int32Array.from(
    { length: count },
    (_, at) => cellOf(places[2 * at + 1]!) * CELLS_ACROSS + cellOf(places[2 * at]!),
  )
  // Counting sort: the points of cell c are rows[starts[c]] to rows[starts[c + 1]].
  const starts = new Int32Array(CELLS_ACROSS ** 2 + 1)
  for (const cell of cells) starts[cell + 1]!++
  for (let cell = 0; cell < CELLS_ACROSS ** 2; cell++) starts[cell + 1]! += starts[cell]!
  const next = starts.slice()
  const rows = new Int32Array(count)
  for (let at = 0; at < count; at++) rows[next[cells[at]!]!++] = at

  return (x, y, distanceMax) => {
    const [px, py] = [x * STEPS, y * STEPS]
    let nearest: number | undefined
    let best = (distanceMax * STEPS) ** 2
    const reach = distanceMax * STEPS
    for (let v = cellOf(py - reach); v <= cellOf(py + reach); v++)
      for (let u = cellOf(px - reach); u <= cellOf(px + reach); u++) {
        const cell = v * CELLS_ACROSS + u
        for (let i = starts[cell]!; i < starts[cell + 1]!; i++) {
          const at = rows[i]!
          const squared = (places[2 * at]! - px) ** 2 + (places[2 * at + 1]! - py) ** 2
          if (squared > best || (squared === best && nearest !== undefined && nearest < at)) continue
          best = squared
          nearest = at
        }
      }
    return nearest
  }
}

function clamp(cell: number): number {
  return Math.max(0, Math.min(CELLS_ACROSS - 1, cell))
}
