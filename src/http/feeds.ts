/**
 * What each feed holds.
 *
 * A list by likeness or score is cut where it was best, and what is left is told newest first: a
 * paper enters a feed when it is among the best, and is news by its own date. A feed of another kind
 * is one more function here and one more route in routes/feeds.ts.
 */
import { listReactions } from '../db/readers.ts'
import type { Library } from '../library.ts'
import { newestRows } from '../newest.ts'
import { saidOf } from '../reader.ts'
import { becauseText, evidenceOf, type Reasons, toldCauses } from '../recommend/why.ts'
import type { SavedSearch } from '../saved-search.ts'
import { similarToPaper } from '../similar.ts'
import { plainText } from '../text/plain.ts'
import type { Draft } from './feed-document.ts'
import { topicNamed } from './named-papers.ts'
import { readerHistory } from './reader-history.ts'
import { recommendationReply } from './recommendation-reply.ts'
import { searchReply } from './routes/search.ts'
import { topicRows } from './routes/topics.ts'
import type { Service } from './service.ts'
import { becauseOf } from './similar-reply.ts'

/** Who looks once a week misses nothing, unless that week has more papers than anybody reads. */
const TODAY = { days: 7, atLeast: 30, atMost: 200 }
const ENTRIES = 50
/** Of similar papers and what a search finds, so many count; further down they are less and less alike. */
const BEST = 100
/** Of recommendations, which are of new papers. */
const RECOMMENDED = { days: 30, atLeast: 100 }
const RECOMMENDED_ENTRIES = 30

/** The papers of the last week; the newest paper's day stands for today. */
export function todayFeed(library: Library): Draft {
  return {
    name: ['today'],
    title: 'Kindred: today’s papers',
    description: 'The newest papers, by their own dates.',
    page: '/',
    entries: newestRows(library, TODAY).map((row) => ({ row })),
  }
}

/** @throws NotFound when there is no such topic */
export function topicFeed(library: Library, id: string): Draft {
  const topic = topicNamed(library, id)
  return {
    name: ['topic', id],
    title: `Kindred: ${topic.label}`,
    description: topic.about || `Papers on ${topic.label}, newest first.`,
    page: `/topics/${id}`,
    entries: topicRows(library, topic)
      .slice(0, ENTRIES)
      .map((row) => ({ row })),
  }
}

/** The papers most like one, each with what both say. */
export async function similarFeed(library: Library, seed: number): Promise<Draft> {
  const { id, title } = library.cards[seed]!
  const similar = await similarToPaper(library, seed, { count: BEST })
  const because = becauseOf(library, seed)
  const rows = newestFirst(
    library,
    similar.map(({ row }) => row),
  )
  return {
    name: ['similar', id],
    title: `Kindred: like “${title}”`,
    description: `The ${BEST} papers most like “${title}”, newest first.`,
    page: `/papers/${id}`,
    entries: rows.map((row) => {
      const [pair] = because(row).sentences
      return {
        row,
        reasons: pair && [`There: ${plainText(pair.theirs)}`, `In “${title}”: ${plainText(pair.yours)}`],
      }
    }),
  }
}

/** @throws NotFound when its topic is no more */
export async function searchFeed(
  service: Service,
  library: Library,
  readerId: string,
  search: SavedSearch,
): Promise<Draft> {
  const { id, name, q, mode, from, to, topic } = search
  const { papers } = await searchReply(service, { q, mode, limit: BEST, filter: { from, to, topic } })
  const rows = papers.flatMap((paper) => library.rowOf(paper.id) ?? [])
  const query = Object.entries({ q, mode, from, to, topic }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return {
    name: ['search', readerId, id],
    title: `Kindred: ${name ?? q}`,
    description: `The ${BEST} papers that answer “${q}” best, newest first.`,
    page: `/?${new URLSearchParams(query)}`,
    entries: newestFirst(library, rows).map((row) => ({ row })),
  }
}

/** New papers for a reader, each with why. @throws NotFound when there is no such reader */
export async function recommendationsFeed(
  service: Service,
  library: Library,
  readerId: string,
): Promise<Draft> {
  const history = await readerHistory(service, library, readerId)
  const reactions = await listReactions(service.db, readerId)
  const said = saidOf(reactions)
  const { papers } = await recommendationReply(
    library,
    history,
    { question: [], limit: RECOMMENDED_ENTRIES },
    { candidates: newestRows(library, RECOMMENDED) },
  )
  const reasons = new Map(papers.map((paper) => [library.rowOf(paper.id)!, paper]))
  return {
    name: ['recommendations', readerId],
    title: 'Kindred: for you',
    description: 'New papers recommended to you, each with the reasons.',
    page: '/for-you',
    // Newest first.
    changedAt: reactions[0]?.at,
    entries: newestFirst(library, [...reasons.keys()]).map((row) => {
      const paper: Reasons = reasons.get(row)!
      const evidence = evidenceOf(paper).map(([what, text]) => `${what}: ${text}`)
      return { row, reasons: [`${becauseText(toldCauses(paper.because, said))}.`, ...evidence] }
    }),
  }
}

function newestFirst({ days }: Library, rows: readonly number[]): number[] {
  return rows.toSorted((a, b) => days[b]! - days[a]!).slice(0, ENTRIES)
}
