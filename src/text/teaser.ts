/** The first sentences of an abstract: enough to see what a paper is about. */
import { plainText } from './plain.ts'
import { sentencesOf } from './sentences.ts'

const TEASER_LENGTH = 220

/** The first sentences of an abstract, until they say enough; empty for an empty one. */
export function teaser(abstract: string): string {
  let text = ''
  // Three times the length always holds the sentences wanted, and spares the rest of a long abstract.
  for (const sentence of sentencesOf(plainText(abstract).slice(0, 3 * TEASER_LENGTH))) {
    if (text.length >= TEASER_LENGTH / 2) break
    text = text ? `${text} ${sentence.text}` : sentence.text
  }
  return text.length > 2 * TEASER_LENGTH
    ? `${text.slice(0, 2 * TEASER_LENGTH).replace(/\s+\S*$/, '')}…`
    : text
}
