/**
 * The paper: what a reader opens, and how we tell whether two records are the same one.
 *
 * A daily list carries no ids, so a paper's id is made from its title alone: the sha1 of the
 * normalised title, 40 hex digits, the shape that clients of other paper services already parse.
 */
import { createHash } from 'node:crypto'

/** What a source said of one paper. Absent means that the source did not say. */
export interface PaperRecord {
  readonly title: string
  /** Empty when unknown. */
  readonly abstract: string
  readonly authorCount?: number
  readonly authors?: readonly string[]
  readonly organisation?: string
  /** Calendar day, `YYYY-MM-DD`. */
  readonly publishedOn?: string
  readonly commentCount?: number
  readonly upvoteCount?: number
  /** arXiv categories or a like scheme, the primary one first. */
  readonly categories?: readonly string[]
  /** Version of the paper, from 1, where the source numbers them. */
  readonly version?: number
  /** Other names, canonical: `arxiv:…`, `doi:…`, `url:…`, `id:…` (see reference.ts). */
  readonly aliases: readonly string[]
}

/** A paper as we hold it. */
export interface Paper extends PaperRecord {
  /** sha1 of the normalised title under which the paper was first stored: 40 hex digits. */
  readonly id: string
}

/**
 * The title without what differs between two spellings of it: letter case, accents, Unicode form,
 * markup, punctuation and white space. A title with no letter or digit at all is kept as it is,
 * so that two such titles stay two papers.
 */
export function normaliseTitle(title: string): string {
  const folded = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const words = folded.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
  return words || folded.trim()
}

/** The id of the paper with this title: sha1 of the normalised title, 40 hex digits. */
export function paperId(title: string): string {
  return createHash('sha1').update(normaliseTitle(title)).digest('hex')
}

/** The text that stands for a paper wherever text is compared: title, then abstract where known. */
export function paperText(paper: Pick<PaperRecord, 'title' | 'abstract'>): string {
  if (!paper.abstract) return paper.title
  return /[.!?]$/.test(paper.title) ? `${paper.title} ${paper.abstract}` : `${paper.title}. ${paper.abstract}`
}
