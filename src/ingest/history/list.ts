/** One paper a line: an id, an address or a title, maybe behind a bullet. */
import type { Read } from './entry.ts'

export function* readList(text: string): Generator<Read> {
  for (const [index, line] of text.split('\n').entries()) {
    const reference = line.trim().replace(/^(?:[-*•–]|\d{1,4}[.)])\s+/, '')
    if (reference) yield { place: `line ${index + 1}`, reference }
  }
}
