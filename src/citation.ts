/**
 * A paper as other programs cite it: BibTeX, RIS, CSL-JSON.
 *
 * A collection knows no journals, so a paper is what it can be shown to be: a text with an address. What our own
 * import reads back from each is the paper (tests/citation.test.ts).
 *
 * Formats: https://www.bibtex.org/Format/, https://en.wikipedia.org/wiki/RIS_(file_format),
 * https://docs.citationstyles.org/en/stable/specification.html
 */
import type { Paper } from './paper.ts'

export const CITATION_FORMATS = ['bibtex', 'ris', 'csl'] as const
export type CitationFormat = (typeof CITATION_FORMATS)[number]

/** How each is named, sent and called as a file. */
export const CITATION_FILES = {
  bibtex: { label: 'BibTeX', type: 'application/x-bibtex', extension: 'bib' },
  ris: { label: 'RIS', type: 'application/x-research-info-systems', extension: 'ris' },
  csl: { label: 'CSL-JSON', type: 'application/vnd.citationstyles.csl+json', extension: 'json' },
} as const satisfies Record<CitationFormat, { label: string; type: string; extension: string }>

/** One file that cites all of the papers, in their order. */
export function cite(papers: readonly Paper[], format: CitationFormat): string {
  if (format === 'csl') return `${JSON.stringify(papers.map(asCsl), null, 2)}\n`
  if (format === 'ris') return papers.map(asRis).join('')
  const keys = new Map<string, number>()
  return papers.map((paper) => asBibtex(paper, unused(keyOf(paper), keys))).join('\n')
}

/** Without an extension, fit for every file system. */
export const fileNameOf = (paper: Paper) => keyOf(paper)

function named({ aliases }: Paper, scheme: string): string | undefined {
  return aliases.find((alias) => alias.startsWith(`${scheme}:`))?.slice(scheme.length + 1)
}

function addressOf(paper: Paper): string | undefined {
  const arxiv = named(paper, 'arxiv')
  const url = named(paper, 'url')
  if (arxiv) return `https://arxiv.org/abs/${arxiv}`
  // An alias may hold any address; a citation leads to a web page or nowhere.
  return url && /^https?:\/\//.test(url) ? url : undefined
}

/** Family name, year, first word of the title: `gao2022pal`, in ASCII. */
function keyOf({ authors, publishedOn, title }: Paper): string {
  const ascii = (text: string) =>
    text
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
  const family = ascii(splitName(authors?.[0] ?? '').family)
  const word = title
    .split(/\s+/)
    .map(ascii)
    .find((one) => one.length > 2 && !/^(?:the|and|for|with)$/.test(one))
  return `${family}${publishedOn?.slice(0, 4) ?? ''}${word ?? ''}` || 'paper'
}

function unused(key: string, keys: Map<string, number>): string {
  const times = keys.get(key) ?? 0
  keys.set(key, times + 1)
  return times === 0 ? key : `${key}-${times + 1}`
}

const PARTICLES = /^(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|el|bin|ibn|al|ter|ten|zu)$/i

/** Sources give names as they are read; the family name is the last word, with the particles before it. */
function splitName(name: string): { family: string; given?: string } {
  const words = name.trim().split(/\s+/)
  let at = words.length - 1
  while (at > 1 && PARTICLES.test(words[at - 1]!)) at--
  return at < 1
    ? { family: words.join(' ') }
    : { family: words.slice(at).join(' '), given: words.slice(0, at).join(' ') }
}

const LATEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
}

function latex(text: string): string {
  return text.replace(/[\\{}$&#_%~^]/g, (sign) => LATEX[sign] ?? `\\${sign}`).replace(/\s+/g, ' ')
}

function asBibtex(paper: Paper, key: string): string {
  const { title, abstract, authors, publishedOn, categories } = paper
  const arxiv = named(paper, 'arxiv')
  const fields: [string, string | undefined][] = [
    // Twice, or a style would write the title in lower case.
    ['title', `{${latex(title)}}`],
    ['author', authors?.map(latex).join(' and ') || undefined],
    ['year', publishedOn?.slice(0, 4)],
    ['month', publishedOn && String(Number(publishedOn.slice(5, 7)))],
    ['eprint', arxiv],
    ['archivePrefix', arxiv && 'arXiv'],
    ['primaryClass', arxiv && categories?.[0] && latex(categories[0])],
    ['doi', named(paper, 'doi')],
    ['url', addressOf(paper)],
    ['abstract', abstract ? latex(abstract) : undefined],
  ]
  const lines = fields.flatMap(([name, value]) => (value ? `  ${name} = {${value}},\n` : []))
  return `@misc{${key},\n${lines.join('')}}\n`
}

/** A value is one line. */
const line = (text: string) => text.replace(/\s+/g, ' ').trim()

function asRis(paper: Paper): string {
  const { title, abstract, authors, publishedOn } = paper
  const arxiv = named(paper, 'arxiv')
  const fields: [string, string | undefined][] = [
    ['TY', 'GEN'],
    ['TI', line(title)],
    ...(authors ?? []).map((name): [string, string] => {
      const { family, given } = splitName(line(name))
      return ['AU', given ? `${family}, ${given}` : family]
    }),
    ['PY', publishedOn?.slice(0, 4)],
    ['DA', publishedOn?.replaceAll('-', '/')],
    ['DO', named(paper, 'doi')],
    ['UR', addressOf(paper)],
    ['AN', arxiv && `arXiv:${arxiv}`],
    ['AB', line(abstract) || undefined],
  ]
  return `${fields.flatMap(([tag, value]) => (value ? `${tag}  - ${value}\n` : [])).join('')}ER  - \n\n`
}

function asCsl(paper: Paper) {
  const { id, title, abstract, authors, publishedOn } = paper
  const arxiv = named(paper, 'arxiv')
  return {
    id,
    type: 'article',
    title,
    author: authors?.map(splitName),
    issued: publishedOn && { 'date-parts': [publishedOn.split('-').map(Number)] },
    abstract: abstract || undefined,
    DOI: named(paper, 'doi'),
    URL: addressOf(paper),
    number: arxiv && `arXiv:${arxiv}`,
  }
}
