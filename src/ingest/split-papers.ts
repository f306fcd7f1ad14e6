/**
 * The papers in a stretch of the Daily Papers page that ends at a byline: most often one, its title
 * first and the rest its abstract.
 *
 * The page shows some papers without a byline, so a stretch may hold several. Where an abstract may
 * run over several paragraphs, nothing marks the next title for certain; we take a paragraph for a
 * title when it is a short line without the end of a sentence, between two long paragraphs. A
 * heading inside an abstract (`Methods`) is shorter still, and a list item or a link says what it is.
 */

export interface SplitPaper {
  /** Line of the title, counted from 0. */
  readonly line: number
  readonly title: string
  readonly abstract: string
  /** Whether it has the lengths of a title with its abstract, and can't be a menu or a footer. */
  readonly looksWhole: boolean
}

interface Paragraph {
  readonly line: number
  readonly lines: readonly string[]
}

/** In characters. The shortest abstract of the sample has 470; the longest title of 100,000 on arXiv 272. */
const ABSTRACT_LENGTH_MIN = 200
const TITLE_LENGTH_MAX = 300
/** `Materials and Methods` has three words; so have some titles, but those rarely lack a byline as well. */
const TITLE_WORDS_MIN = 3

/** The papers of `lines[from]` up to but without `lines[to]`, in order; lines are trimmed. */
export function splitPapers(lines: readonly string[], from: number, to: number): SplitPaper[] {
  const paragraphs = paragraphsOf(lines, from, to)
  const starts = paragraphs.flatMap((_, index) =>
    index === 0 || isNextTitle(paragraphs, index) ? [index] : [],
  )
  return starts.map((start, index) => paperOf(paragraphs.slice(start, starts[index + 1])))
}

function paperOf(paragraphs: readonly Paragraph[]): SplitPaper {
  const { line, lines } = paragraphs[0]!
  const [title, ...rest] = lines
  // A copy that lost its blank lines has title and abstract in one paragraph: the first line is the title.
  const abstract = [rest, ...paragraphs.slice(1).map((paragraph) => paragraph.lines)]
  return {
    line,
    title: title!,
    abstract: abstract.map((part) => part.join('\n')).join('\n\n'),
    looksWhole: looksLikeTitle(paragraphs[0]!) && looksLikeAbstract(paragraphs[1]),
  }
}

function isNextTitle(paragraphs: readonly Paragraph[], index: number): boolean {
  const around = [paragraphs[index - 1], paragraphs[index + 1]]
  return index > 1 && looksLikeTitle(paragraphs[index]!) && around.every(looksLikeAbstract)
}

function looksLikeTitle({ lines }: Paragraph): boolean {
  const text = lines[0]!
  if (lines.length > 1 || text.length > TITLE_LENGTH_MAX) return false
  if (text.split(/\s+/).length < TITLE_WORDS_MIN) return false
  return !/[.:;,]$/.test(text) && !/^(?:[-*•–]|\(?\d{1,2}[.)])\s/.test(text) && !/https?:\/\//.test(text)
}

const looksLikeAbstract = (paragraph: Paragraph | undefined) =>
  paragraph !== undefined && paragraph.lines.join(' ').length >= ABSTRACT_LENGTH_MIN

/** Runs of lines between blank ones. */
function paragraphsOf(lines: readonly string[], from: number, to: number): Paragraph[] {
  const paragraphs: { line: number; lines: string[] }[] = []
  for (let line = from; line < to; line++) {
    const text = lines[line]
    if (!text) continue
    if (line > from && lines[line - 1]) paragraphs.at(-1)!.lines.push(text)
    else paragraphs.push({ line, lines: [text] })
  }
  return paragraphs
}
