/**
 * What a vector is called in a graph that outlives its row: rows move when papers come and go, keys stay.
 *
 * A key is the first 64 bits of the paper's id. Ids rise with the row, and so do keys, so a row is found by
 * halving. Among 250 million ids, two begin alike with a probability of 0.2 %.
 */

export interface Keys {
  /** Rising, one a row. */
  readonly numbers: BigUint64Array
  /** Whether they are the papers'; else they are the rows, and mean nothing to another snapshot. */
  readonly lasting: boolean
}

/** Rows where the ids are no rising hex digits, or two begin alike. */
export function keysOf(ids: readonly string[]): Keys {
  const numbers = new BigUint64Array(ids.length)
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row]!
    if (!/^[0-9a-f]{16}/.test(id)) return rowsAsKeys(ids.length)
    numbers[row] = BigInt(`0x${id.slice(0, 16)}`)
    if (row > 0 && numbers[row]! <= numbers[row - 1]!) return rowsAsKeys(ids.length)
  }
  return { numbers, lasting: true }
}

export function rowsAsKeys(count: number): Keys {
  return { numbers: BigUint64Array.from({ length: count }, (_, row) => BigInt(row)), lasting: false }
}

/** Finds rows. By halves of 32 bits: a comparison of bigints is ten times as slow. */
export function rowFinder({ numbers }: Keys): (found: BigUint64Array) => Uint32Array {
  const own = halvesOf(numbers)
  const count = numbers.length
  return (found) => {
    const asked = halvesOf(found)
    return Uint32Array.from({ length: found.length }, (_, i) => {
      const [lower, upper] = [asked[2 * i]!, asked[2 * i + 1]!]
      let low = 0
      for (let high = count; low < high; ) {
        const middle = (low + high) >>> 1
        const ownUpper = own[2 * middle + 1]!
        if (ownUpper < upper || (ownUpper === upper && own[2 * middle]! < lower)) low = middle + 1
        else high = middle
      }
      return low
    })
  }
}

/** Low and high halves in turn. */
const halvesOf = ({ buffer, byteOffset, length }: BigUint64Array) =>
  new Uint32Array(buffer, byteOffset, 2 * length)
