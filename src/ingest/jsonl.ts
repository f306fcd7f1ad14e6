/**
 * JSON lines: one record per line, in constant memory. The full arXiv dump is 5 GB of them.
 */
import { fromJson, parseJson } from './json-record.ts'
import { splitLines } from './lines.ts'
import type { Found } from './record.ts'

/** In characters. The largest records known, papers of thousands of authors, have under 200,000. */
const LINE_LENGTH_MAX = 4 * 1024 * 1024

/** The papers of a file of JSON lines, each placed by its line. Blank lines are passed over. */
export async function* readJsonLines(pieces: AsyncIterable<string>): AsyncGenerator<Found> {
  for await (const line of splitLines(pieces, LINE_LENGTH_MAX)) {
    const place = `line ${line.number}`
    if ('tooLong' in line) {
      yield { place, reason: `longer than ${LINE_LENGTH_MAX.toLocaleString('en')} characters` }
    } else if (line.text.trim()) {
      const parsed = parseJson(line.text)
      yield { place, ...('reason' in parsed ? parsed : fromJson(parsed.value)) }
    }
  }
}
