/**
 * Recommendation from a reading history, on citeulike-a: 16,980 articles (most of them a title
 * alone) and the libraries of 2,776 readers. A fifth of each is hidden and looked for.
 *
 * Source: Wang, Chen & Li 2013, after Wang & Blei 2011, https://doi.org/10.1145/2020408.2020480
 */
import { z } from 'zod'
import { coReadingOf } from '../co-reading.ts'
import { byScore } from '../diversify.ts'
import type { Library } from '../library.ts'
import type { Paper } from '../paper.ts'
import { seeded } from '../random.ts'
import { compactReadings, NO_READINGS, type Readings } from '../readings.ts'
import { type Recommended, recommenderFor } from '../recommend/recommend.ts'
import { Top } from '../top.ts'
import type { Judged } from './calibration.ts'
import { paperOf, readRecords } from './data.ts'
import { itemCosine } from './item-cosine.ts'
import { likedHistory, likedTextScore } from './liked-history.ts'
import { hitsOf, ndcg, recall, recallOfPossible } from './metrics.ts'
import { type Measures, type Outcome, Outcomes } from './outcome.ts'
import type { ReaderItems, Split } from './split.ts'
import { textScoresFor } from './text-scores.ts'

const Item = z.object({ id: z.int().nonnegative(), title: z.string(), abstract: z.string().nullable() })
const Reader = z.object({ reader: z.int().nonnegative(), items: z.array(z.int().nonnegative()).min(2) })

/** Item i is paper i. @throws NotReady when the data is absent */
export function readCiteULike(folder: string): { papers: Paper[]; readers: ReaderItems[] } {
  const items = readRecords(folder, 'citeulike-items.jsonl.gz', Item)
  const readers = readRecords(folder, 'citeulike-readers.jsonl.gz', Reader)
  return { papers: items.map(({ id, title, abstract }) => paperOf(`${id}`, title, abstract ?? '')), readers }
}

/** The product's own lines among the methods, and what they are compared with. */
export const JOINED = 'Kindred'
export const TEXT = 'Kindred, text alone'
export const EXHAUSTIVE = 'the same text score for every paper'
export const CO_READING = 'Kindred’s co-reading alone'
export const ITEM_COSINE = 'item-item co-reading, cosine'
export const MEAN = 'cosine to the mean of the history'

const DEPTH = 100
/** The probabilities were fitted to each so many-th reader (recommend/probability.ts): they are judged by the others. */
const FITTED_EVERY = 12

/** The readings that readers show: what a library is opened with, so that nothing hidden speaks. */
export function visibleReadings(splits: readonly Split[]): Readings {
  return compactReadings(splits.map(({ reader, visible }) => ({ reader: `${reader}`, rows: visible })))
}

/**
 * @param library opened with `visibleReadings`
 * @param splits of all readers: those not evaluated still count as others
 * @param options.every evaluates each so many-th reader, from the first
 * @param options.onReader called after each
 */
export async function evaluateRecommend(
  library: Library,
  splits: readonly Split[],
  options: { every: number; onReader?: () => void },
): Promise<{ outcomes: Outcome[]; judged: Judged[] }> {
  const outcomes = new Outcomes()
  const judged: Judged[] = []
  const fitted = new Set(splits.filter((_, at) => at % FITTED_EVERY === 0))
  const others = itemCosine(splits, library.count)
  const textOnly = { ...library, coReading: coReadingOf(NO_READINGS, library.count) }
  const textScores = textScoresFor(library)
  for (const split of splits.filter((_, at) => at % options.every === 0)) {
    const note = (method: string, ranked: readonly number[]) =>
      outcomes.add(method, measure(ranked, split.hidden))
    const noteScores = (method: string, scores: Float64Array) => note(method, best(scores, split.visible))
    const random = seeded(split.reader)
    const byText = textScores(split.visible)
    noteScores('random', new Float64Array(library.count).map(random))
    noteScores('most popular', others.popularity(split))
    noteScores(MEAN, byText.mean)
    noteScores('nearest item of the history', byText.nearest)
    noteScores('mean of the 3 nearest items', byText['nearest three'])
    const noteProduct = async (method: string, of: Library) => {
      const list = await recommend(of, split)
      note(
        method,
        list.map((paper) => paper.row),
      )
      if (!fitted.has(split))
        for (const { row, probability } of list)
          judged.push({ method, probability, hit: split.hidden.has(row) })
    }
    await noteProduct(TEXT, textOnly)
    noteScores(EXHAUSTIVE, await scoreOfAll(library, split))
    noteScores(ITEM_COSINE, others.scores(split))
    noteScores(CO_READING, coRead(library, split))
    await noteProduct(JOINED, library)
    options.onReader?.()
  }
  return { outcomes: outcomes.all(), judged }
}

function measure(ranked: readonly number[], hidden: ReadonlySet<number>): Measures {
  const hits = hitsOf(ranked, hidden)
  const judged = Array.from(hidden, () => 1)
  return {
    'recall@20': recallOfPossible(hits, hidden.size, 20),
    'recall@100': recall(hits, hidden.size, DEPTH),
    'nDCG@20': ndcg(hits, judged, 20),
  }
}

/** What the product answers a reader who liked these papers. */
async function recommend(library: Library, { reader, visible }: Split): Promise<Recommended[]> {
  const recommender = await recommenderFor(library, likedHistory(library, visible, reader))
  return recommender.rank({ count: DEPTH })
}

/** The product's own text score, of every paper. */
async function scoreOfAll(library: Library, { visible }: Split): Promise<Float64Array> {
  const text = await likedTextScore(library, visible)
  return Float64Array.from(library.cards, (_, row) => text.near(row))
}

/** One score a paper from the product's co-reading. */
function coRead(library: Library, { reader, visible }: Split): Float64Array {
  const history = visible.map((row) => ({ row, weight: 1 }))
  const { scores } = library.coReading.from(history, `${reader}`)
  return Float64Array.from(library.cards, (_, row) => scores.get(row))
}

/** The rows with the best scores but for those of the history. */
function best(scores: Float64Array, visible: readonly number[]): number[] {
  const known = new Set(visible)
  const top = new Top(DEPTH, byScore)
  scores.forEach((score, row) => {
    if (!known.has(row)) top.add({ row, score })
  })
  return top.sorted().map(({ row }) => row)
}
