/**
 * Which format a text is in, by its first characters.
 */
import { InvalidInput } from '../errors.ts'
import { Damaged } from './bytes.ts'
import { isDailyPapers } from './daily-papers.ts'
import { parseJson } from './json-record.ts'
import { namesTitle } from './named-fields.ts'

export type Format =
  | { readonly kind: 'json lines' | 'json document' | 'daily papers' }
  | { readonly kind: 'table'; readonly delimiter: string }

/** In characters. A page shows its first byline within 5,000, even below a long abstract. */
const HEAD_LENGTH = 256 * 1024
const DELIMITERS = [',', '\t', ';']
/** Of the head's characters. A picture or a PDF has a third; a text in an old encoding a few hundredths. */
const ODD_SHARE_MAX = 0.1
const KNOWN =
  'a Daily Papers page as text, Hugging Face or arXiv records as JSON or JSON lines, ' +
  'or a table (CSV, TSV) with a "title" column, each also packed by gzip'

/**
 * The format of a text, and the text again from its beginning.
 *
 * @throws InvalidInput when it is empty, no text, or in no format we know
 */
export async function recognise(
  pieces: AsyncGenerator<string>,
  path: string,
): Promise<{ format: Format; pieces: AsyncIterable<string> }> {
  const head = await readHead(pieces, path)
  if (!head.trim()) throw new InvalidInput(`${path} is empty. Known formats: ${KNOWN}`)
  const odd = head.match(/[\u0000-\u0008\u000e-\u001f\ufffd]/g)?.length ?? 0
  if (odd > head.length * ODD_SHARE_MAX) throw new InvalidInput(`${path} is no text. Known formats: ${KNOWN}`)
  const format = jsonFormat(head) ?? tableFormat(head) ?? pageFormat(head)
  if (!format) throw new InvalidInput(`${path} is in no format we know. Known formats: ${KNOWN}`)
  const whole = async function* () {
    yield head
    yield* pieces
  }
  return { format, pieces: whole() }
}

async function readHead(pieces: AsyncGenerator<string>, path: string): Promise<string> {
  let head = ''
  try {
    while (head.length < HEAD_LENGTH) {
      const next = await pieces.next()
      if (next.done) break
      head += next.value
    }
  } catch (error) {
    // Damage within the head leaves next to nothing to read, so the file is refused as a whole.
    if (error instanceof Damaged) throw new InvalidInput(`${path} can't be unpacked: ${error.message}`)
    throw error
  }
  return head
}

/**
 * JSON lines or one document. A first line that is an object by itself begins JSON lines, unless it
 * holds the list; so does a broken one when the next line begins an object of its own at the margin.
 */
function jsonFormat(head: string): Format | undefined {
  const text = head.trimStart()
  if (/^\[\s*[[{"\]]/.test(text)) return { kind: 'json document' }
  if (!text.startsWith('{')) return undefined
  if (/^\{\s*"papers"\s*:\s*\[/.test(text)) return { kind: 'json document' }
  const [first, next] = text.split('\n').filter((line) => line.trim())
  const wholeLine = next === undefined || next.startsWith('{') || 'value' in parseJson(first!)
  return { kind: wholeLine ? 'json lines' : 'json document' }
}

/** A table when its first line names a title column; the delimiter that gives it most columns. */
function tableFormat(head: string): Format | undefined {
  const header = head.trimStart().split('\n', 1)[0]!
  const [best] = DELIMITERS.map((delimiter) => ({ delimiter, cells: header.split(delimiter) }))
    .filter(({ cells }) => cells.some((cell) => namesTitle(cell)))
    .sort((a, b) => b.cells.length - a.cells.length)
  return best && { kind: 'table', delimiter: best.delimiter }
}

const pageFormat = (head: string): Format | undefined =>
  isDailyPapers(head) ? { kind: 'daily papers' } : undefined
