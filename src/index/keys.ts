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

/**
 * Finds rows. By halves of 32 bits: a comparison of bigints is ten times as slow. Where keys with the same first bits begin
 * is known, so that among keys of papers, which are spread evenly, there is hardly anything left to halve.
 */
export function rowFinder({ numbers }: Keys): (found: BigUint64Array) => Uint32Array {
  const own = halvesOf(numbers)
  const bits = Math.ceil(Math.log2(numbers.length + 1))
  const starts = startsOf(own, bits)
  return (found) => {
    const asked = halvesOf(found)
    return Uint32Array.from({ length: found.length }, (_, i) => {
      const [lower, upper] = [asked[2 * i]!, asked[2 * i + 1]!]
      const first = firstBits(upper, bits)
      let low = starts[first]!
      for (let high = starts[first + 1]!; low < high; ) {
        const middle = (low + high) >>> 1
        const ownUpper = own[2 * middle + 1]!
        if (ownUpper < upper || (ownUpper === upper && own[2 * middle]! < lower)) low = middle + 1
        else high = middle
      }
      return low
    })
  }
}

/** Where the keys with each value of their first bits begin; one more for the end. @param own halves of them, rising */
function startsOf(own: Uint32Array, bits: number): Uint32Array {
  const starts = new Uint32Array(2 ** bits + 1)
  for (let at = 1; at < own.length; at += 2) starts[firstBits(own[at]!, bits) + 1]!++
  for (let at = 1; at < starts.length; at++) starts[at]! += starts[at - 1]!
  return starts
}

const firstBits = (upper: number, bits: number) => Math.floor(upper / 2 ** (32 - bits))

/** Low and high halves in turn. */
const halvesOf = ({ buffer, byteOffset, length }: BigUint64Array) =>
  new Uint32Array(buffer, byteOffset, 2 * length)
