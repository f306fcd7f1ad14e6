/** A text held whole, for the formats that can't be read in pieces. */
import { InvalidInput } from '../errors.ts'

/** A string of V8 ends at 2²⁹ characters, and what JSON makes of one takes several times its size. */
const LENGTH_MAX = 256 * 1024 * 1024

/**
 * All pieces as one text.
 *
 * @throws InvalidInput as soon as there is more than `lengthMax`, with the way out
 */
export async function wholeText(
  pieces: AsyncIterable<string>,
  path: string,
  lengthMax = LENGTH_MAX,
): Promise<string> {
  const held: string[] = []
  let length = 0
  for await (const piece of pieces) {
    length += piece.length
    if (length > lengthMax) {
      const limit = `${lengthMax.toLocaleString('en')} characters`
      throw new InvalidInput(`${path} has more than ${limit}: give it as JSON lines, which have no limit`)
    }
    held.push(piece)
  }
  return held.join('')
}
