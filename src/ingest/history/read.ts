/**
 * A reading history, whatever its format, as entries: what runs in the thread.
 *
 * Nothing is dropped in silence: what can't be read comes out with its place and the reason.
 */
import { Readable } from 'node:stream'
import { readTable } from '../csv.ts'
import { type Begun, readBibtex } from './bibtex.ts'
import { decode } from './decode.ts'
import { type HistoryEntry, type Read, toEntry } from './entry.ts'
import { toldByFields } from './fields.ts'
import { type HistoryFormat, recogniseHistory } from './format.ts'
import { readJson } from './json.ts'
import { readList } from './list.ts'
import { readRis } from './ris.ts'

export interface UnreadEntry {
  readonly place: string
  readonly reason: string
}

export type Step = Begun | { readonly entry: HistoryEntry } | { readonly unreadable: UnreadEntry }

/** More than anybody has read; each costs a look into the database. */
export const ENTRIES_MAX = 20_000

/**
 * @param options.format recognised by the content when absent
 * @param options.from for BibTeX, the piece to begin with
 * @throws InvalidInput when the file is none of these as a whole
 */
export async function* readEntries(
  bytes: Uint8Array,
  options: { format?: HistoryFormat; from: number },
): AsyncGenerator<Step> {
  const text = decode(bytes)
  const format = options.format ?? recogniseHistory(text)
  let count = 0
  for await (const read of parts(text, format, options.from)) {
    if ('begun' in read) {
      yield read
      continue
    }
    if (++count > ENTRIES_MAX) {
      const reason = `over ${ENTRIES_MAX.toLocaleString('en')} entries: put this and what follows into another file`
      yield { unreadable: { place: read.place, reason } }
      return
    }
    const entry = 'reason' in read ? read : toEntry(read.place, read)
    if ('reason' in entry) yield { unreadable: { place: read.place, reason: entry.reason } }
    else yield { entry }
  }
}

function parts(
  text: string,
  format: HistoryFormat,
  from: number,
): AsyncIterable<Read | Begun> | Iterable<Read> {
  if (format === 'bibtex') return readBibtex(text, from)
  if (format === 'ris') return readRis(text)
  if (format === 'json') return readJson(text)
  if (format === 'list') return readList(text)
  const header = text.trimStart().split('\n', 1)[0]!
  const [delimiter] = [',', '\t', ';'].sort((a, b) => header.split(b).length - header.split(a).length)
  return readTable(Readable.from([text.trimStart()]), delimiter!, toldByFields)
}
