/**
 * The Daily Papers page as text, as a reader copies it from the browser.
 *
 * A paper is a title, its abstract, then a byline of three lines: `• 4 authors` or an organisation,
 * a lone `·`, and a date with, maybe, a count of comments. Only the byline has a shape of its own,
 * so bylines are found first and papers are what stands between them. What comes before the first
 * title and after the last byline is the site's own header and footer.
 *
 * Some papers come without a byline (4 of the 86 in the sample, though it has 82 bylines). Read
 * naively, such a paper swallows the next one and takes its authors and date; see splitPapers.
 */
import { type PageDate, pageCalendar, readPageDate } from './page-date.ts'
import type { Found } from './record.ts'
import { type SplitPaper, splitPapers } from './split-papers.ts'

interface Byline {
  /** The lines it takes, from `start` up to but without `end`, counted from 0. */
  readonly start: number
  readonly end: number
  readonly authorCount?: number
  readonly organisation?: string
  readonly date: PageDate
  readonly commentCount?: number
}

const AUTHORS = /^•?\s?(\d{1,6}) authors?$/i
/** Lines of the site's own header that may stand between its date and the first title. */
const HEADER =
  /^(?:new|subscribe|daily papers|by ?ak and the research community|get trending papers in your email inbox!?|previous|next|daily|weekly|monthly)$/i

/** Above this it is the last line of an abstract. */
const ORGANISATION_LENGTH_MAX = 120

/** Whether a text, or the beginning of one, is such a page: it has a lone `·` with a date below. */
export function isDailyPapers(text: string): boolean {
  return findBylines(linesOf(text)).length > 0
}

/**
 * The papers of a page, each placed by the line of its title.
 *
 * @param pageDate the page's own date, `YYYY-MM-DD` or `YYYY`, where the caller knows it
 * @throws InvalidInput when `pageDate` is neither
 */
export function* readDailyPapers(text: string, pageDate?: string): Generator<Found> {
  const lines = linesOf(text)
  const bylines = findBylines(lines)
  const header = readHeader(lines.slice(0, bylines[0]?.start))
  const dates = bylines.map((byline) => byline.date)
  const { inFull, note } = pageCalendar(pageDate, header.date, dates)
  if (note) yield { note }

  let from = header.end
  for (const { start, end, date, ...counts } of bylines) {
    const papers = splitPapers(lines, from, start)
    const last = papers.pop() ?? { line: start, title: '', abstract: '' }
    yield* withoutByline(papers)
    const { line, ...texts } = last
    yield { place: `line ${line + 1}`, draft: { ...texts, ...counts, date: inFull(date) } }
    from = end
  }
  // The copy may end within a paper. What else stands here is the site's footer.
  yield* withoutByline(splitPapers(lines, from, lines.length).filter((paper) => paper.looksWhole))
}

function* withoutByline(papers: readonly SplitPaper[]): Generator<Found> {
  for (const { line, title, abstract } of papers) {
    const place = `line ${line + 1}`
    yield { place, draft: { title, abstract } }
    yield { place, note: 'no authors and no date below this paper; kept without them' }
  }
}

function findBylines(lines: readonly string[]): Byline[] {
  return lines.flatMap((line, dot) => (line === '·' ? (bylineAround(lines, dot) ?? []) : []))
}

/** The byline whose lone `·` is that line; undefined when no date follows, because then it is mere text. */
function bylineAround(lines: readonly string[], dot: number): Byline | undefined {
  const below = lines[dot + 1] ? dot + 1 : dot + 2
  const read = readPageDate(lines[below] ?? '')
  if (!read) return undefined
  const byline = { ...read, end: below + 1 }
  const above = lines[dot - 1] ? dot - 1 : dot - 2
  const authorCount = AUTHORS.exec(lines[above] ?? '')?.[1]
  if (authorCount) return { ...byline, start: above, authorCount: Number(authorCount) }
  // Directly above the dot and alone in its paragraph: else it is the abstract's last line.
  const organisation = lines[dot - 1]
  if (organisation && !lines[dot - 2] && organisation.length <= ORGANISATION_LENGTH_MAX) {
    return { ...byline, start: dot - 1, organisation: displayName(organisation) }
  }
  return { ...byline, start: dot }
}

/**
 * `Z.ai` of `zai-org Z.ai`: the page shows the account's name as the picture's text, then the
 * organisation's own. Without a likeness between the two (`Google DeepMind`) it is one name.
 */
function displayName(line: string): string {
  const [account, ...words] = line.split(/\s+/)
  const name = words.join(' ')
  const folded = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  const start = folded(name).slice(0, 3)
  return start && folded(account!).startsWith(start) ? name : line
}

/** The page's own date, and the line after the last one that is the site's and no paper's. */
function readHeader(lines: readonly string[]): { end: number; date?: PageDate } {
  const dates = lines.map((line) => readPageDate(line)?.date)
  const end = lines.findLastIndex((line, index) => dates[index] || HEADER.test(line)) + 1
  return { end, date: dates.find(Boolean) }
}

const linesOf = (text: string) => text.split('\n').map((line) => line.trim())
