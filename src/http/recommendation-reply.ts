/** How recommendations are answered, for a stored reader and for a history in the request. */
import type { Library } from '../library.ts'
import type { History } from '../recommend/history.ts'
import { type RecommendOptions, recommenderFor } from '../recommend/recommend.ts'
import { RankedReply, z } from './contract.ts'
import { type PageRequest, rankedPage, rankedReply } from './ranked-page.ts'

export const RecommendedReply = RankedReply.extend({
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
      }),
    )
    .openapi({
      description: 'The history papers that did most for this recommendation, largest share first.',
    }),
}).openapi('RecommendedPaper')

export function recommendationReply(
  library: Library,
  history: History,
  request: Omit<PageRequest, 'question'> & { question: unknown[] },
  filter: Omit<RecommendOptions, 'count'>,
) {
  const recommender = recommenderFor(library, history)
  // The list is one list only while the history is the same.
  const said = [history.positive, history.negative].map((items) =>
    items.map(({ title, row, weight, at }) => [row ?? title, weight, at]),
  )
  const page = rankedPage(library, { ...request, question: [...request.question, said] }, (count) =>
    recommender.rank({ ...filter, count }),
  )
  return rankedReply(library, page, {
    reasonIfEmpty: whyEmpty(library, history),
    extra: ({ row }) => ({
      because: recommender.because(row).map(({ item, share, similarity }) => ({
        id: item.row === undefined ? undefined : library.cards[item.row]!.id,
        title: item.title,
        share,
        similarity,
      })),
    }),
  })
}

function whyEmpty(library: Library, history: History): string {
  if (library.count === 0) return 'the collection is empty: run `npm run ingest -- FILE`'
  if (history.positive.length === 0)
    return 'the history holds nothing liked, saved or read: react to a few papers first'
  if (history.known.size >= library.count)
    return 'the history holds the whole collection: there is nothing left to recommend'
  return 'no other paper passes the filter'
}
