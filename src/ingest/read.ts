/**
 * A file of papers, whatever it is, as records: the one way into ingest.
 *
 * The format is told by the content and never by the file's name, because names lie: a download
 * is called `papers (1).txt`, and a `.csv` holds tabs. Each format has its own file and yields
 * drafts; record.ts decides what is kept. Nothing is dropped in silence: what can't be read comes
 * out with its place and the reason, between the records that can.
 */
import { Damaged, readText } from './bytes.ts'
import { readTable } from './csv.ts'
import { readDailyPapers } from './daily-papers.ts'
import { readJsonDocument } from './json-document.ts'
import { readJsonLines } from './jsonl.ts'
import { recognise } from './recognise.ts'
import { type Found, type Ingested, toRecord } from './record.ts'
import { wholeText } from './whole-text.ts'

export interface ReadOptions {
  /** The day, or the year, of a Daily Papers page whose dates leave out the year: `YYYY-MM-DD` or `YYYY`. */
  readonly pageDate?: string
  /** Called with the bytes of the file read so far, out of its size on disk, packed or not. */
  readonly onBytes?: (bytes: number) => void
}

/**
 * The papers of a file, in its order, with what could not be read and what should be known.
 *
 * Formats: a copied Daily Papers page; Hugging Face's, arXiv's or any named fields as JSON or JSON
 * lines; a table with named columns; each also packed by gzip. JSON lines and tables take constant
 * memory; a page or a JSON document is held whole, up to 256 million characters.
 *
 * @throws InvalidInput when there is no such file, or it is none of these as a whole
 */
export async function* readPapers(path: string, options: ReadOptions = {}): AsyncGenerator<Ingested> {
  try {
    for await (const found of findPapers(path, options)) yield* admit(found, path)
  } catch (error) {
    if (!(error instanceof Damaged)) throw error
    const reason = `${error.message}; what follows, and perhaps a little before, is missing`
    yield { unreadable: { source: path, place: `byte ${error.byte}`, reason } }
  }
}

async function* findPapers(path: string, { pageDate, onBytes }: ReadOptions): AsyncGenerator<Found> {
  const text = readText(path, onBytes)
  try {
    const { format, pieces } = await recognise(text, path)
    if (format.kind === 'json lines') yield* readJsonLines(pieces)
    else if (format.kind === 'json document') yield* readJsonDocument(pieces, path)
    else if (format.kind === 'table') yield* readTable(pieces, format.delimiter)
    else yield* readDailyPapers(await wholeText(pieces, path), pageDate)
  } finally {
    // A refused file was never read to its end, and would stay open.
    await text.return(undefined)
  }
}

/** What the gate says to one thing found: a record, with a note where part of it was left out, or neither. */
function* admit(found: Found, source: string): Generator<Ingested> {
  if ('note' in found) {
    yield { note: { source, place: found.place, text: found.note } }
    return
  }
  const { place } = found
  const result = 'draft' in found ? toRecord(found.draft) : found
  if ('reason' in result) {
    yield { unreadable: { source, place, reason: result.reason } }
    return
  }
  yield { record: result.record }
  if (result.doubt) yield { note: { source, place, text: result.doubt } }
}
