/**
 * The card of a paper: what a list shows of it. The whole collection's cards are held in memory, so a
 * ranked list needs no database; abstracts and author names are not part of them.
 */
import type { Paper } from './paper.ts'

export interface Card {
  readonly id: string
  readonly title: string
  readonly authorCount?: number
  readonly organisation?: string
  readonly publishedOn?: string
  readonly commentCount?: number
  readonly upvoteCount?: number
  /** Where the paper can be read. */
  readonly url?: string
}

export function cardOf(paper: Paper): Card {
  return {
    id: paper.id,
    title: paper.title,
    authorCount: paper.authorCount,
    organisation: paper.organisation,
    publishedOn: paper.publishedOn,
    commentCount: paper.commentCount,
    upvoteCount: paper.upvoteCount,
    url: paperUrl(paper.aliases),
  }
}

/** The best address among a paper's aliases: arXiv, then DOI, then any page. */
function paperUrl(aliases: readonly string[]): string | undefined {
  const named = (prefix: string) => aliases.find((alias) => alias.startsWith(prefix))?.slice(prefix.length)
  const arxiv = named('arxiv:')
  if (arxiv) return `https://arxiv.org/abs/${arxiv}`
  const doi = named('doi:')
  if (doi) return `https://doi.org/${doi}`
  return named('url:')
}
