import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Line, splitLines } from '../../src/ingest/lines.ts'

async function* pieces(texts: Iterable<string>) {
  yield* texts
}
async function all(texts: Iterable<string>, lengthMax: number) {
  const lines: Line[] = []
  for await (const line of splitLines(pieces(texts), lengthMax)) lines.push(line)
  return lines
}

describe('splitLines', () => {
  it('gives the lines of split, however the text is cut into pieces', async () => {
    const text = fc.array(fc.constantFrom('a', 'bc', '\n', '\n\n', '\r', 'é', '\u2028'))
    await fc.assert(
      fc.asyncProperty(fc.array(text), async (cut) => {
        const texts = cut.map((part) => part.join(''))
        const expected = texts
          .join('')
          .split('\n')
          .map((line, index) => ({ number: index + 1, text: line }))
        expect(await all(texts, 1000)).toEqual(expected)
      }),
    )
  })

  it('passes over a line beyond the limit and goes on with the next', async () => {
    expect(await all(['ab', 'cd', 'e\nfgh\n', 'ijkl'], 3)).toEqual([
      { number: 1, tooLong: true },
      { number: 2, text: 'fgh' },
      { number: 3, tooLong: true },
    ])
  })

  it('holds no more of an endless line than the limit', async () => {
    // 2,000 pieces of 1 MiB: 2 GB in one line, more than a string can hold.
    const piece = 'x'.repeat(1024 * 1024)
    function* endless() {
      for (let count = 0; count < 2_000; count++) yield piece
    }
    expect(await all(endless(), 4 * 1024 * 1024)).toEqual([{ number: 1, tooLong: true }])
  })
})
