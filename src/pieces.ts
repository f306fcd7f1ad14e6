/**
 * A text in pieces: its title, then its sentences. What two papers share is often said in one sentence of
 * each, which the vector of a whole abstract has averaged away.
 *
 * Each is embedded by itself, so that its vector is of what it says and of nothing around it. Read among
 * the sentences around it (Günther et al. 2024, https://arxiv.org/abs/2409.04701, late chunking), CSFCube is
 * ranked as well (MAP 43.7 against 43.8), and nothing could be said of one sentence alone.
 */
import type { PaperRecord } from './paper.ts'
import { type Span, spansOf } from './text/highlight.ts'
import { sentencesOf } from './text/sentences.ts'

type Text = Pick<PaperRecord, 'title' | 'abstract'>

/** Every pair of pieces of two papers is compared. Of 100,000 arXiv abstracts, 7 have more. */
export const PIECES_MAX = 24

/** The title, which is a sentence too, and the sentences of the abstract: `paperText` but for white space. */
export function piecesOf({ title, abstract }: Text): string[] {
  return piecesAt({ title, abstract }, spansOf(abstract))
}

/** The same where it is known where the sentences of the abstract stand. */
export function piecesAt({ title, abstract }: Text, sentences: readonly Span[]): string[] {
  if (!abstract) return [title]
  const texts = sentences.map(([start, end]) => abstract.slice(start, end))
  return [/[.!?]$/.test(title) ? title : `${title}.`, ...texts].slice(0, PIECES_MAX)
}

/**
 * The same of a text of which nobody says where its title ends: its first sentence stands for one, which
 * is right where a title comes first, and where none does as good as any (on CSFCube, by abstracts alone).
 */
export function piecesOfText(text: string): string[] {
  const sentences = sentencesOf(text).slice(0, PIECES_MAX)
  return sentences.length > 0 ? sentences.map((sentence) => sentence.text) : [text]
}
