/** How recommendations are answered, for a stored reader and for a history in the request. */
import { NotFound } from '../errors.ts'
import type { Filter } from '../filter.ts'
import type { Library } from '../library.ts'
import { distinctiveWords, sharedWords } from '../reasons.ts'
import type { History } from '../recommend/history.ts'
import type { Interest } from '../recommend/profile.ts'
import type { ListOptions, Recommended, Recommender, RecommendOptions } from '../recommend/recommend.ts'
import { chosenRecommender, strategyOf } from '../recommend/strategies.ts'
import { nextTurn } from '../turn.ts'
import { Page, RankedReply, z } from './contract.ts'
import { type PageRequest, rankedPage, rankedReply } from './ranked-page.ts'
import { RulesReply, ruleReport } from './rule-report.ts'

const WORDS = 5

const InterestBrief = z.object({ id: z.string(), label: z.string() })

export const RecommendedReply = RankedReply.extend({
  interest: InterestBrief.openapi({ description: 'The interest of the reader that did most for it.' }),
  probability: z.number().openapi({
    description:
      'How probable it is that the reader would have read it, in (0, 1); fitted and a lower bound.',
  }),
  explored: z.boolean().optional().openapi({
    description: 'True for a paper that stands here to be explored, not for its score (`explore`).',
  }),
  citation: z
    .object({
      theirs: z.string().openapi({ description: 'The sentence of this paper that did most for it.' }),
      yours: z.string().openapi({ description: 'The sentence, or title, of your history most like it.' }),
      of: z.string().openapi({ description: 'Id of the paper of your history.' }),
      similarity: z.number(),
    })
    .optional()
    .openapi({ description: 'Absent for a paper without two sentences.' }),
  shared: z
    .array(z.string())
    .openapi({ description: 'Telling words that the cited paper of yours has too.' }),
  distinctive: z.array(z.string()).openapi({ description: 'Telling words that it lacks.' }),
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
 * @throws Expired or InvalidInput when the cursor can't be used here; NotFound when there is no such interest
 */
export async function recommendationReply(
  library: Library,
  history: History,
  request: PageRequest & ListOptions & { question: unknown[]; interest?: string },
  filter: Filter,
) {
  const { question, limit, cursor, ...options } = request
  const recommender = await chosenRecommender(library, history)
  const { interest } = options
  if (interest !== undefined && !recommender.interests.some(({ id }) => id === interest))
    throw new NotFound(`the reader has no interest ${interest}`)
  // The list is one list only while the history is the same.
  const said = [history.positive, history.negative].map((items) =>
    items.map(({ id, weight, at }) => [id, weight, at]),
  )
  const list = [
    ...question,
    strategyOf(history),
    said,
    history.edits,
    history.rules,
    history.halfLifeDays,
    options,
  ]
  const wanted = (count: number) => ({ ...filter, ...options, count })
  const page = await rankedPage(library, { question: list, limit, cursor }, (count) =>
    recommender.rank(wanted(count)),
  )
  await nextTurn()
  const nothing = page.items.length === 0
  const reply = rankedReply(library, page, {
    reasonIfEmpty: (nothing && (await belowBar(recommender, wanted(limit)))) || whyEmpty(library, history),
    extra: (paper) => reasonsFor(library, recommender, paper),
  })
  return {
    ...reply,
    interests: recommender.interests.map(interestReply),
    rules: await ruleReport(library, recommender, wanted(limit)),
  }
}

function reasonsFor(library: Library, recommender: Recommender, paper: Recommended) {
  const { id, label } = recommender.interests[paper.interest]!
  const causes = recommender.because(paper)
  const citation = recommender.citation(paper, causes)
  const nearest = citation?.of ?? causes.find(({ item }) => item.row !== undefined)?.item.row
  return {
    interest: { id, label },
    probability: paper.probability,
    explored: paper.explored || undefined,
    citation: citation && {
      theirs: citation.theirs,
      yours: citation.yours,
      of: library.cards[citation.of]!.id,
      similarity: citation.similarity,
    },
    shared: nearest === undefined ? [] : sharedWords(library, nearest, paper.row, WORDS),
    distinctive: nearest === undefined ? [] : distinctiveWords(library, nearest, paper.row, WORDS),
    because: causes.map(({ item, share, similarity, readerCount }) => ({
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

/** What to say when papers were found and none was probable enough. */
async function belowBar(
  recommender: Recommender,
  { bar, ...wanted }: RecommendOptions,
): Promise<string | undefined> {
  const found = bar ? await recommender.rank(wanted) : []
  const probabilities = found.map(({ probability }) => probability)
  return probabilities.length === 0
    ? undefined
    : `nothing for you today: the most probable paper has ${Math.max(...probabilities).toFixed(3)}, below the bar of ${bar}`
}

export function whyEmpty(library: Library, history: History): string {
  if (library.count === 0) return 'the collection is empty: run `npm run ingest -- FILE`'
  if (history.positive.length === 0)
    return 'the history holds nothing liked, saved or read: react to a few papers first'
  if (history.known.size >= library.count)
    return 'the history holds the whole collection: there is nothing left to recommend'
  return 'no other paper passes the filter'
}
