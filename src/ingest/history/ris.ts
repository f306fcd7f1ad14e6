/**
 * RIS: a tag and its value a line, from `TY` to `ER`.
 *
 * A value may go on in lines without a tag. The type says nothing that we need, and preprints come
 * as `GEN`, so it is not looked at. Some programs write one blank before the dash instead of two;
 * the first `TY` tells which, so that a wrapped line `AI - the next step` stays text.
 *
 * Format: https://en.wikipedia.org/wiki/RIS_(file_format)
 */
import { arxivAliases, linkAliases } from '../aliases.ts'
import type { Read } from './entry.ts'

/** Tags in which DOIs, addresses and arXiv ids are found. */
const LINKS = ['DO', 'UR', 'L1', 'L2', 'M3']
const ARXIV = ['AN', 'C7', 'JO', 'JF', 'T2', 'M1', 'M3', 'N1', 'PB', 'SP']

type Fields = Map<string, string[]>

/** The entries of a file, each placed by its first line. */
export function* readRis(text: string): Generator<Read> {
  const blanks = /^TY(\s{1,2})-/m.exec(text)?.[1]?.length ?? 2
  const tagged = new RegExp(`^([A-Z][A-Z0-9])\\s{${blanks}}-(?:\\s(.*))?$`)
  let fields: Fields | undefined
  let start = 0
  let last: string[] | undefined
  for (const [index, line] of text.split('\n').entries()) {
    const [, tag, value = ''] = tagged.exec(line.trimEnd()) ?? []
    if (tag === 'TY' || tag === 'ER') {
      // A new entry also ends the one before, should its ER be missing.
      if (fields) yield { place: `line ${start}`, ...toldBy(fields) }
      fields = tag === 'TY' ? new Map() : undefined
      start = index + 1
      last = undefined
    } else if (tag && fields) {
      last = [...(fields.get(tag) ?? []), value]
      fields.set(tag, last)
    } else if (last && line.trim()) last[last.length - 1] += `\n${line}`
  }
  if (fields) yield { place: `line ${start}`, ...toldBy(fields) }
}

function toldBy(fields: Fields) {
  const all = (tags: readonly string[]) => tags.flatMap((tag) => fields.get(tag) ?? [])
  const first = (...tags: string[]) => all(tags).find((value) => value.trim())
  const dois = all(['N1', 'M3']).flatMap((value) => /\bdoi:\s?(10\.\S{1,400})/i.exec(value)?.[1] ?? [])
  return {
    draft: {
      title: first('TI', 'T1', 'CT'),
      abstract: first('AB', 'N2'),
      aliases: [...all(ARXIV).flatMap(arxivAliases), ...[...dois, ...all(LINKS)].flatMap(linkAliases)],
    },
    // DA, PY and Y1 say when it was published; Y2 when it was looked at.
    at: /^\d{4}\/\d{2}\/\d{2}/.exec(first('Y2') ?? '')?.[0],
  }
}
