/**
 * Text in pieces, cut into lines, in constant memory.
 *
 * node:readline has no limit on the length of a line: one file without a line break, however large,
 * would be held whole. Here a line beyond the limit is counted and passed over.
 */

export type Line =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly tooLong: true }

/**
 * The lines of a text, numbered from 1, without their `\n`; just those of `text.split('\n')`.
 *
 * @param lengthMax in UTF-16 units; a longer line comes as `tooLong`, and at most one piece beyond
 *   the limit is ever held
 */
export async function* splitLines(pieces: AsyncIterable<string>, lengthMax: number): AsyncGenerator<Line> {
  let number = 1
  let pending = ''
  let tooLong = false
  const add = (text: string) => {
    if (tooLong) return
    pending += text
    if (pending.length <= lengthMax) return
    tooLong = true
    pending = ''
  }
  const take = (): Line => {
    const line = tooLong ? { number, tooLong } : { number, text: pending }
    number++
    pending = ''
    tooLong = false
    return line as Line
  }
  for await (const piece of pieces) {
    let start = 0
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', start)) {
      add(piece.slice(start, end))
      start = end + 1
      yield take()
    }
    add(piece.slice(start))
  }
  yield take()
}
