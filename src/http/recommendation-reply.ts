/** How recommendations are answered, for a stored reader and for a history in the request. */
import type { Filter } from '../filter.ts'
import type { Library } from '../library.ts'
import type { History } from '../recommend/history.ts'
import type { Interest } from '../recommend/profile.ts'
import {
  type ListOptions,
  type Recommended,
  type Recommender,
  recommenderFor,
} from '../recommend/recommend.ts'
import { Page, RankedReply, z } from './contract.ts'
import { type PageRequest, rankedPage, rankedReply } from './ranked-page.ts'
import { RulesReply, ruleReport } from './rule-report.ts'

const InterestBrief = z.object({ id: z.string(), label: z.string() })

export const RecommendedReply = RankedReply.extend({
  interest: InterestBrief.openapi({ description: 'The interest of the reader that did most for it.' }),
  explored: z.boolean().optional().openapi({
    description: 'True for a paper that stands here to be explored, not for its score (`explore`).',
  }),
  because: z
    .array(
      z.object({
        id: z
          .string()
          .optional()
          .openapi({ description: 'Absent for a paper given by title and abstract alone.' }),
        title: z.string(),
        share: z.number().openapi({
          description: 'Part of the score that this paper made; the shares of the whole history add up to 1.',
        }),
        similarity: z.number(),
        readers: z.int().openapi({ description: 'How many other readers have read both.' }),
      }),
    )
    .openapi({
      description: 'The history papers that did most for this recommendation, largest share first.',
    }),
}).openapi('RecommendedPaper')

const InterestsReply = z
  .array(InterestBrief.extend({ share: z.number(), size: z.int() }))
  .openapi({ description: 'The interests found in the history, with the share and number of its papers.' })

/** What every answer with recommendations holds. */
export const Recommendations = z.object({
  papers: z.array(RecommendedReply),
  interests: InterestsReply,
  rules: RulesReply,
  ...Page,
})

/**
 * @param request.question what the list depends on beside the history, the filter and the options
 * @throws Expired or InvalidInput when the cursor can't be used here
 */
export function recommendationReply(
  library: Library,
  history: History,
  request: PageRequest & ListOptions & { question: unknown[] },
  filter: Filter,
) {
  const { question, limit, cursor, ...options } = request
  const recommender = recommenderFor(library, history)
  // The list is one list only while the history is the same.
  const said = [history.positive, history.negative].map((items) =>
    items.map(({ id, weight, at }) => [id, weight, at]),
  )
  const list = [...question, said, history.edits, history.rules, history.halfLifeDays, options]
  const page = rankedPage(library, { question: list, limit, cursor }, (count) =>
    recommender.rank({ ...filter, ...options, count }),
  )
  const reply = rankedReply(library, page, {
    reasonIfEmpty: whyEmpty(library, history),
    extra: (paper) => reasonsFor(library, recommender, paper),
  })
  return {
    ...reply,
    interests: recommender.interests.map(interestReply),
    rules: ruleReport(library, recommender, { ...filter, ...options, count: limit }),
  }
}

function reasonsFor(library: Library, recommender: Recommender, paper: Recommended) {
  const { id, label } = recommender.interests[paper.interest]!
  return {
    interest: { id, label },
    explored: paper.explored || undefined,
    because: recommender.because(paper).map(({ item, share, similarity, readerCount }) => ({
      id: item.row === undefined ? undefined : library.cards[item.row]!.id,
      title: item.title,
      share,
      similarity,
      readers: readerCount,
    })),
  }
}

function interestReply({ id, label, share, members }: Interest) {
  return { id, label, share, size: members.length }
}

export function whyEmpty(library: Library, history: History): string {
  if (library.count === 0) return 'the collection is empty: run `npm run ingest -- FILE`'
  if (history.positive.length === 0)
    return 'the history holds nothing liked, saved or read: react to a few papers first'
  if (history.known.size >= library.count)
    return 'the history holds the whole collection: there is nothing left to recommend'
  return 'no other paper passes the filter'
}
