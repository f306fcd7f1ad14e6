/**
 * Where most of a group of points stand: the place of its name on a map.
 *
 * The middle of a group in two parts lies where none of it is. So the half of the points nearest to the middle is
 * taken, again and again, until few are left: a half-sample mode in the plane, which ends in the densest part.
 */

/** The last ones, whose middle is the place. */
const ENOUGH = 8

/**
 * @param places (n × 2)
 * @param rows the group, at least one
 *
 * Cost: one sort of the group, and of the halves left.
 */
export function densestPlace(places: Float32Array, rows: readonly number[]): [x: number, y: number] {
  let left = rows
  for (;;) {
    const x = median(left.map((row) => places[2 * row]!))
    const y = median(left.map((row) => places[2 * row + 1]!))
    if (left.length <= ENOUGH) return [x, y]
    const away = (row: number) => (places[2 * row]! - x) ** 2 + (places[2 * row + 1]! - y) ** 2
    left = left
      .map((row) => ({ row, distance: away(row) }))
      .sort((a, b) => a.distance - b.distance || a.row - b.row)
      .slice(0, Math.ceil(left.length / 2))
      .map(({ row }) => row)
  }
}

function median(values: number[]): number {
  values.sort((a, b) => a - b)
  const middle = values.length >> 1
  return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2
}
