/** Each evaluation from its data to its Markdown. */
import type { Library } from '../library.ts'
import {
  EXHAUSTIVE,
  evaluateRecommend,
  ITEM_COSINE,
  JOINED,
  MEAN,
  readCiteULike,
  TEXT,
  visibleReadings,
} from './citeulike.ts'
import { evaluateSimilar, readCsfCube } from './csfcube.ts'
import { paperOf } from './data.ts'
import { dataLibrary, embedAll, type Workbench } from './data-library.ts'
import { comparison, outcomeTable } from './report.ts'
import { evaluateSearch, readSciFact } from './scifact.ts'
import { splitsOf } from './split.ts'

export interface Settings extends Workbench {
  readonly dataFolder: string
  /** Evaluates each so many-th reader. */
  readonly every: number
  /** Told how many readers there are to evaluate; gives what is called after each. */
  readonly onReaders?: (total: number) => () => void
}

export interface Section {
  readonly library: Library
  readonly markdown: string
}

export const EVALUATIONS = { search, similar, recommend } as const

async function search(settings: Settings): Promise<Section> {
  const { papers, claims } = readSciFact(settings.dataFolder)
  const vectors = await embedAll(papers, settings)
  const claimVectors = await embedAll(
    claims.map(({ text }) => paperOf('', text, '')),
    settings,
  )
  const library = await dataLibrary(papers, vectors, settings.embedder.model)
  const outcomes = evaluateSearch(library, claims, claimVectors)
  const pairs = [
    ['hybrid', 'keyword'],
    ['hybrid', 'semantic'],
  ] as const
  const markdown = [
    '### Search by free text (SciFact)',
    `${claims.length} claims, mean and 95 % bootstrap interval over claims.`,
    outcomeTable('search', outcomes),
    comparison(outcomes, 'nDCG@10', pairs),
  ].join('\n\n')
  return { library, markdown }
}

async function similar(settings: Settings): Promise<Section> {
  const { papers, queries } = readCsfCube(settings.dataFolder)
  const library = await dataLibrary(papers, await embedAll(papers, settings), settings.embedder.model)
  const markdown = [
    '### Similar papers (CSFCube)',
    `${queries.length} queries, mean and 95 % bootstrap interval over queries; published figures are these times 100.`,
    outcomeTable('facet', evaluateSimilar(library, queries)),
  ].join('\n\n')
  return { library, markdown }
}

async function recommend(settings: Settings): Promise<Section> {
  const { papers, readers } = readCiteULike(settings.dataFolder)
  const splits = splitsOf(readers)
  const vectors = await embedAll(papers, settings)
  const library = await dataLibrary(papers, vectors, settings.embedder.model, visibleReadings(splits))
  const total = Math.ceil(readers.length / settings.every)
  const onReader = settings.onReaders?.(total)
  const outcomes = evaluateRecommend(library, splits, { every: settings.every, onReader })
  const markdown = [
    '### Recommendation (citeulike-a)',
    `${total.toLocaleString('en')} of ${readers.length.toLocaleString('en')} readers, mean and 95 % bootstrap interval over readers.`,
    outcomeTable('method', outcomes),
    comparison(outcomes, 'recall@20', [
      [TEXT, MEAN],
      [TEXT, EXHAUSTIVE],
    ]),
    ...['recall@20', 'recall@100', 'nDCG@20'].map((measure) =>
      comparison(outcomes, measure, [[JOINED, ITEM_COSINE]]),
    ),
  ].join('\n\n')
  return { library, markdown }
}
