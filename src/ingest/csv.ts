/**
 * Tables with named columns: commas, tabs or semicolons, read as a stream by csv-parse.
 *
 * A quote where none may stand is taken for text, as in `"Why Should I Trust You?": Explaining` in
 * a table that quotes nothing: the strict way would look on for the end of the field through all
 * the rows that follow. Two things go wrong with the lenient way, and both are reported. Text moves
 * to another column, which gives the row too many of them. Or a quote that is never closed takes
 * rows into its field until another quote turns up; such a field still begins with its quote.
 */
import { pipeline, Readable } from 'node:stream'
import { type CsvError, parse } from 'csv-parse'
import { fromNamedFields } from './named-fields.ts'
import type { Mapped } from './record.ts'

/** In bytes. Enough for the longest abstract kept (100,000 characters of up to 4 bytes) with its row. */
const ROW_SIZE_MAX = 1024 * 1024
const ENDLESS =
  'the row that begins here has a quote that never closes, or over 1 MiB; nothing after it was read'

interface TableRow {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

/** What a reader of tables makes of the named cells of one row. */
type FromFields<Row> = (fields: readonly (readonly [name: string, value: string | undefined])[]) => Row

type Unread = { readonly place: string; readonly reason: string }

/** The papers of a table, or whatever else `fromFields` makes of a row, each placed by the line on which its row begins. */
export async function* readTable<Row extends object = Mapped>(
  pieces: AsyncIterable<string>,
  delimiter: string,
  fromFields: FromFields<Row | Mapped> = fromNamedFields,
): AsyncGenerator<((Row | Mapped) & { place: string }) | Unread> {
  let header: readonly string[] | undefined
  const skipped: Unread[] = []
  for await (const { record, info } of rowsOf(pieces, delimiter, skipped)) {
    if (!header) header = record
    // Spreadsheets write rows of commas below the last one.
    else if (record.some((cell) => cell.trim())) {
      yield {
        place: `line ${info.lines - breaksIn(record)}`,
        ...fromRow(header, record, info.lines, fromFields),
      }
    }
  }
  yield* skipped
}

function fromRow<Row extends object>(
  header: readonly string[],
  cells: readonly string[],
  lastLine: number,
  fromFields: FromFields<Row>,
): Row | { reason: string } {
  if (cells.some((cell) => cell.startsWith('"') && cell.includes('\n'))) {
    return {
      reason: `a quote opened here is not closed as it should be; nothing up to line ${lastLine} was read`,
    }
  }
  if (cells.length !== header.length) {
    return { reason: `${cells.length} columns, but the header names ${header.length}` }
  }
  return fromFields(header.map((name, column) => [name, cells[column]] as const))
}

/** Rows in order; `skipped` takes what csv-parse gives up on. */
function rowsOf(
  pieces: AsyncIterable<string>,
  delimiter: string,
  skipped: Unread[],
): AsyncIterable<TableRow> {
  let lineOfEnd = 0
  let endless = false
  const parser = parse({
    delimiter,
    quote: '"',
    escape: '"',
    columns: false,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: ROW_SIZE_MAX,
    info: true,
    on_record: (record, { lines }) => {
      lineOfEnd = lines
      // csv-parse can't find its way back after an endless row: what it still yields is debris.
      return endless ? null : record
    },
    on_skip: (error) => {
      const ends = ['CSV_MAX_RECORD_SIZE', 'CSV_QUOTE_NOT_CLOSED'].includes((error as CsvError).code)
      if (!endless) skipped.push({ place: `line ${lineOfEnd + 1}`, reason: ends ? ENDLESS : error!.message })
      endless ||= ends
    },
  })
  // An error reaches whoever iterates over the parser, so the callback has nothing left to do.
  return pipeline(Readable.from(pieces), parser, () => {})
}

/** csv-parse tells the line on which a row ends; quoted cells may have begun some lines above. */
const breaksIn = (cells: readonly string[]) =>
  cells.reduce((count, cell) => count + cell.split('\n').length - 1, 0)
