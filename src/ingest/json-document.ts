/**
 * A whole JSON document: a list of records, `{"papers": [...]}`, or a single record.
 *
 * It can't be read before its last bracket, so unlike JSON lines it is held whole.
 */
import { InvalidInput } from '../errors.ts'
import { fromJson, parseJson } from './json-record.ts'
import type { Found } from './record.ts'
import { wholeText } from './whole-text.ts'

/** The papers of a document, each placed by its position in the list, from 1. */
export async function* readJsonDocument(pieces: AsyncIterable<string>, path: string): AsyncGenerator<Found> {
  const parsed = parseJson(await wholeText(pieces, path))
  if ('reason' in parsed) throw new InvalidInput(`${path} can't be read: ${parsed.reason}`)
  for (const [index, value] of listIn(parsed.value).entries()) {
    yield { place: `paper ${index + 1}`, ...fromJson(value) }
  }
}

function listIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  const papers = (value as { papers?: unknown } | null)?.papers
  return Array.isArray(papers) ? papers : [value]
}
