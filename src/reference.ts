/**
 * How people name a paper, and the canonical alias behind each way.
 *
 * An arXiv id may arrive bare, with a version, as a URL of several sites, or inside a DOI; a DOI
 * bare, with a prefix, or as a URL. All spellings of one name must meet in one alias, or the same
 * paper is stored twice. Aliases: `arxiv:2411.14703`, `doi:10.1145/290941.291025`,
 * `url:https://…`, and `id:…` for whatever a file's own id column said.
 */
import { paperId } from './paper.ts'

/** Year, month and number: four digits of number from 0704 to 1412, five since. */
const ARXIV_NEW = /^(?:(?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\.\d{4}|(?:1[5-9]|[2-9]\d)(?:0[1-9]|1[0-2])\.\d{5})$/
const ARXIV_OLD = /^[a-z][a-z-]*(?:\.[a-z]{2})?\/\d{7}$/i
const VERSION = /v(\d+)$/i
const DOI = /^10\.\d{4,9}\/\S+$/

/** Longest name of a paper that we look up. Longer ones are no names but pasted text. */
export const REFERENCE_LENGTH_MAX = 500

/** The alias of an arXiv id in any spelling, with its version where one was given; undefined for anything else. */
export function arxivAlias(text: string): { alias: string; version?: number } | undefined {
  const bare = text
    .trim()
    .replace(
      /^https?:\/\/(?:www\.|export\.)?(?:arxiv\.org\/(?:abs|pdf|html)|huggingface\.co\/papers|alphaxiv\.org\/abs)\//i,
      '',
    )
    .replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)?10\.48550\/arxiv\./i, '')
    .replace(/^arxiv:\s*/i, '')
    .replace(/[?#].*$/, '')
    .replace(/\.pdf$/i, '')
  const version = VERSION.exec(bare)?.[1]
  const id = bare.replace(VERSION, '')
  if (!ARXIV_NEW.test(id) && !ARXIV_OLD.test(id)) return undefined
  // math.GT/0309136 and math/0309136 are one paper: the subject class is not part of the id.
  const alias = `arxiv:${id.toLowerCase().replace(/\.[a-z]{2}\//, '/')}`
  return version ? { alias, version: Number(version) } : { alias }
}

/** The alias of a DOI in any spelling; undefined for anything else. */
export function doiAlias(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^https?:\/\/(?:dx\.)?doi\.org\//i, '')
    .replace(/^doi:\s*/i, '')
  if (!DOI.test(bare)) return undefined
  // DOIs are case-insensitive by their own specification.
  return `doi:${bare.toLowerCase()}`
}

/** The alias of a web address: scheme, `www.`, fragment and a trailing slash don't tell pages apart. */
export function urlAlias(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text.trim())) return undefined
  try {
    const url = new URL(text.trim())
    return `url:https://${url.host.replace(/^www\./, '')}${url.pathname.replace(/\/+$/, '')}${url.search}`
  } catch {
    return undefined
  }
}

/** The most telling alias of a text from a column of ids or addresses: arXiv, then DOI, URL, and `id:` for the rest. */
export function aliasOf(text: string): { alias: string; version?: number } {
  const arxiv = arxivAlias(text)
  if (arxiv) return arxiv
  return { alias: doiAlias(text) ?? urlAlias(text) ?? `id:${text.trim()}` }
}

/**
 * Every name under which the paper that someone asks for may be stored, most telling first:
 * our own id, the alias of an arXiv id, DOI or URL, the id of a file, and the id of that title.
 */
export function namesOf(reference: string): string[] {
  const text = reference.trim()
  const names = new Set<string>()
  if (/^[0-9a-f]{40}$/i.test(text)) names.add(text.toLowerCase())
  if (/^(?:arxiv|doi|url|id):/i.test(text)) {
    const colon = text.indexOf(':')
    names.add(text.slice(0, colon).toLowerCase() + text.slice(colon))
  }
  names.add(aliasOf(text.replace(/^url:\s*/i, '')).alias)
  names.add(`id:${text}`)
  names.add(paperId(text))
  return [...names]
}
