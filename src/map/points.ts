/**
 * The points of a map in few bytes, for a page that draws all of them: six a paper, where JSON takes about twenty.
 *
 * Layout, little-endian: n pairs of int16 (x, y in 32,767ths), then n uint16 (the paper's leaf in the tree of
 * topics, 65,535 for none). A point is off by at most 1/65,534, half a pixel of a map 32,767 pixels wide.
 */

/** The edge of the map. */
export const STEPS = 32_767
const NO_LEAF = 65_535
const BYTES_EACH = 6

/** Rows as a graphics card and a grid take them. */
export interface Points {
  readonly count: number
  /** (count × 2), in 32,767ths: x to the right, y upwards. */
  readonly places: Int16Array
  readonly leaves: Uint16Array
}

/** @param places (n × 2), each in [−1, 1] */
export function encodePoints(places: ArrayLike<number>, leaves: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(leaves.length * BYTES_EACH)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < places.length; i++) view.setInt16(2 * i, Math.round(places[i]! * STEPS), true)
  const after = 2 * places.length
  for (let i = 0; i < leaves.length; i++) {
    const leaf = leaves[i]!
    view.setUint16(after + 2 * i, leaf < 0 ? NO_LEAF : leaf, true)
  }
  return bytes
}

/** @throws RangeError for a length that no points have */
export function decodePoints(bytes: ArrayBuffer): Points {
  const count = bytes.byteLength / BYTES_EACH
  if (!Number.isInteger(count)) throw new RangeError(`${bytes.byteLength} bytes are no points of 6 each`)
  const view = new DataView(bytes)
  const places = Int16Array.from({ length: 2 * count }, (_, i) => view.getInt16(2 * i, true))
  const leaves = Uint16Array.from({ length: count }, (_, i) => view.getUint16(4 * count + 2 * i, true))
  return { count, places, leaves }
}

/** From −1 to 1. */
export function placeOf({ places }: Points, at: number): [x: number, y: number] {
  return [places[2 * at]! / STEPS, places[2 * at + 1]! / STEPS]
}
