/** Which format a reading history is in, by its first characters. */
import { InvalidInput } from '../../errors.ts'

export const HISTORY_FORMATS = ['bibtex', 'ris', 'csv', 'json', 'list'] as const
export type HistoryFormat = (typeof HISTORY_FORMATS)[number]

export const KNOWN_HISTORIES =
  'BibTeX, RIS, CSV with a header (as Zotero exports it), CSL-JSON, a Kindred export, Hugging Face papers as JSON, or one id, URL or title a line'

/** In characters. A BibTeX file may begin with a page of remarks. */
const HEAD_LENGTH = 64 * 1024
/** Columns by which a line is known for the header of a table. */
const TELLING_COLUMN = /^"?\s*(?:title|paper[ _]?title|doi|arxiv([ _]?id)?|url)\s*"?$/i
/** Longer than any title: prose. */
const LINE_LENGTH_MAX = 500

/** @throws InvalidInput when the text is empty or plainly something else */
export function recogniseHistory(text: string): HistoryFormat {
  const head = text.slice(0, HEAD_LENGTH).trimStart()
  if (!head) throw new InvalidInput(`the file is empty; known are ${KNOWN_HISTORIES}`)
  if (/^[[{]/.test(head)) return 'json'
  if (/^TY\s{1,2}-/m.test(head)) return 'ris'
  if (/^[ \t]*@[ \t]*[a-z]+[ \t]*[{(]/im.test(head)) return 'bibtex'
  const lines = head.split('\n').filter((line) => line.trim())
  if (lines[0]!.split(/[,;\t]/).some((cell) => TELLING_COLUMN.test(cell))) return 'csv'
  if (head.startsWith('<') || lines.some((line) => line.length > LINE_LENGTH_MAX))
    throw new InvalidInput(`the file is in no format we know; known are ${KNOWN_HISTORIES}`)
  return 'list'
}
