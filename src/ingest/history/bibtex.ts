/**
 * BibTeX and BibLaTeX, by @retorquere/bibtex-parser, which turns LaTeX into plain Unicode.
 *
 * The only module that imports it. It is healthy on what people write and slow on what nobody
 * does: 128,000 quotes in one title take it 7 s, and an unclosed brace the rest of the file. So the
 * file is cut where a line begins an entry, and each piece is parsed by itself: one that is broken
 * costs only itself, and one that hangs is named before it is begun, so that thread.ts can pass
 * over it. What is lost is inheritance between entries (crossref), which no title depends on.
 */
import type { Library, Options, parse } from '@retorquere/bibtex-parser'
import { arxivAliases, linkAliases } from '../aliases.ts'
import type { Read, Told } from './entry.ts'

/** What thread.ts is told before each piece. */
export interface Begun {
  readonly begun: number
  readonly place: string
}

interface Piece {
  readonly line: number
  readonly text: string
}

const ENTRY = /^[ \t]*@[ \t]*([a-z]+)[ \t]*[{(]/gim
/** In characters: the longest abstract kept, and the rest of its entry. */
const PIECE_LENGTH_MAX = 128 * 1024
/** In characters. They are parsed anew by each thread; as many of anything take it under a second. */
const STRINGS_LENGTH_MAX = 16 * 1024

const OPTIONS: Options = {
  // Titles stay as they are written; lower-casing them "as a sentence" is for bibliographies.
  english: false,
  sentenceCase: false,
  caseProtection: false,
  unsupported: 'ignore',
  applyCrossRef: false,
}

/** Not the one of an address: `%20`. */
const BARE_PERCENT = /(?<!\\)%(?![0-9A-Fa-f]{2})/g

/** The parser's words for an entry that ends within a field, which holds the following ones then. */
const UNCLOSED = /^Token mismatch, expected "\}", found ""/

/** Markup that stands for LaTeX without a letter of its own. */
const MARKUP = /<\/?(?:b|i|sc|span|sub|sup|tt)(?: [^<>]{0,100})?>/g

/** @param from the piece to begin with, after one that hung */
export async function* readBibtex(content: string, from: number): AsyncGenerator<Read | Begun> {
  const { parse } = await import('@retorquere/bibtex-parser')
  const { strings, entries } = piecesOf(content)
  const macros = parsed(parse, strings.slice(0, STRINGS_LENGTH_MAX))?.strings
  for (const [index, { line, text }] of entries.entries()) {
    if (index < from) continue
    const place = `line ${line}`
    yield { begun: index, place }
    yield* papersIn(parse, text, macros).map((told) => ({ place, ...told }))
  }
}

/** The entries, and all `@string`s as one text; comments and preambles are nothing to us. */
function piecesOf(content: string): { strings: string; entries: Piece[] } {
  const found = [...content.matchAll(ENTRY)]
  const entries: Piece[] = []
  let strings = ''
  let line = 1
  let counted = 0
  for (const [at, match] of found.entries()) {
    for (; counted < match.index; counted++) if (content.charCodeAt(counted) === 10) line++
    const text = content.slice(match.index, found[at + 1]?.index)
    const type = match[1]!.toLowerCase()
    if (type === 'string') strings += text
    else if (type !== 'comment' && type !== 'preamble') entries.push({ line, text })
  }
  return { strings, entries }
}

function papersIn(
  parser: typeof parse,
  text: string,
  strings: Record<string, string> | undefined,
): (Told | { reason: string })[] {
  if (text.length > PIECE_LENGTH_MAX)
    return [{ reason: `longer than ${PIECE_LENGTH_MAX.toLocaleString('en')} characters, skipped` }]
  // BibTeX has no comments within an entry, and people write `50% more`; LaTeX would end the line there.
  const library = parsed(parser, text.replace(BARE_PERCENT, '\\%'), strings)
  if (library?.errors.some(({ error }) => UNCLOSED.test(error))) return [{ reason: 'a brace is not closed' }]
  const told = (library?.entries ?? []).filter(({ fields }) => Object.keys(fields).length > 0)
  if (told.length === 0) return [{ reason: 'not BibTeX: a brace, quote or comma is missing' }]
  return told.map(({ fields }) => toldBy(fields as Record<string, unknown>))
}

function parsed(
  parser: typeof parse,
  text: string,
  strings: Record<string, string> = {},
): Library | undefined {
  try {
    return parser(text, { ...OPTIONS, strings })
  } catch {
    // It throws on some LaTeX that never closes; the piece is told as no BibTeX.
    return undefined
  }
}

function toldBy(fields: Record<string, unknown>): Told {
  const text = (name: string) => {
    const value = fields[name]
    // Accents come as characters of their own, behind their letters.
    return (typeof value === 'string' ? value : '').replace(MARKUP, '').normalize('NFC')
  }
  const eprint = text('eprint')
  const arxiv = [
    eprint,
    // Old ids come without their archive: eprint = {0309136}, primaryClass = {math.GT}.
    `${text('primaryclass')}/${eprint}`,
    text('arxivid'),
    // CoRR's own way: journal = {CoRR}, volume = {abs/1412.6980}.
    text('volume').replace(/^abs\//, ''),
    ...['journal', 'journaltitle', 'note', 'howpublished', 'number', 'pages'].map(text),
  ]
  // A record of dblp tells when dblp changed it.
  const changed = /dblp/i.test(text('bibsource')) ? '' : text('timestamp')
  return {
    draft: {
      title: text('title'),
      abstract: text('abstract'),
      aliases: [
        ...arxiv.flatMap(arxivAliases),
        ...[text('doi'), text('url'), text('ee'), text('howpublished')].flatMap(linkAliases),
      ],
    },
    at: [text('date-added'), text('dateadded'), text('creationdate'), changed, text('urldate')].find(Boolean),
  }
}
