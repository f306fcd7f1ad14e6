/**
 * Text to sentences.
 *
 * Intl.Segmenter knows the Unicode rules, but breaks after "et al. " and "i.e. " when a capital
 * follows; such pieces are joined again.
 */

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })
const ABBREVIATION_AT_END =
  /(?:\b(?:al|e\.g|i\.e|cf|vs|etc|fig|figs|eq|eqs|sec|ref|refs|approx|resp|no|dr|prof|st)|\b[A-Z])\.\s*$/i

export interface Sentence {
  readonly text: string
  readonly start: number
}

/** Sentences in order, trimmed, none empty, each with its place in the text. */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = []
  let start = 0
  let open = ''
  const close = () => {
    const trimmed = open.trim()
    if (trimmed) sentences.push({ text: trimmed, start: start + open.indexOf(trimmed) })
    open = ''
  }
  for (const { segment, index } of segmenter.segment(text)) {
    if (!open) start = index
    open += segment
    if (!ABBREVIATION_AT_END.test(open)) close()
  }
  close()
  return sentences
}
