/** Each evaluation from its data to its Markdown. */
import { termVectorsIn } from '../embed/embed-terms.ts'
import { type Library, type LibraryInMemory, withReadings } from '../library.ts'
import { findTopics } from '../topics/find.ts'
import { type Matrix, matrix, mean } from '../vector.ts'
import { mapOutcomes, mapTable, type NamedLayout, ownLayouts, readArxivSample } from './arxiv-map.ts'
import { type Grouping, groupingTable, ownGroupings, readArxiv } from './arxiv-topics.ts'
import { nullTable, plantedThemesTable, plantedWordsTable, readDatedArxiv } from './arxiv-trends.ts'
import { awayFromChance, backtestReaders, readingsOf, shuffledReaders } from './backtest-readers.ts'
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
import { ALIKE, evaluateSimilar, IN_FACET, readCsfCube, WHOLE } from './csfcube.ts'
import { paperOf } from './data.ts'
import { dataLibrary, embedAll, type Workbench } from './data-library.ts'
import { deletionCheck } from './deletion.ts'
import { INTEREST_COUNTS, manyInterestsTable } from './many-interests.ts'
import { windowIn } from './planted-trends.ts'
import { calibrationTable, comparison, outcomeTable } from './report.ts'
import { evaluateSearch, readSciFact } from './scifact.ts'
import { type ReaderItems, splitsOf } from './split.ts'
import { type Grown, stabilityTable } from './topic-stability.ts'

export interface Settings extends Workbench {
  readonly dataFolder: string
  /** Evaluates each so many-th reader; unless told each 8th, or each 32nd where each is tested five times. */
  readonly every?: number
  /** Papers of arXiv over time; the first 10,000 unless told. */
  readonly papers?: number
  /** Has other programs group the same vectors, where they are installed. */
  readonly otherGroupings?: (vectors: Matrix, documents: readonly string[]) => Promise<Grouping[]>
  /** Has other programs lay out the same vectors, and the last of them when the others have their places. */
  readonly otherLayouts?: (vectors: Matrix, added: number) => Promise<NamedLayout[]>
  /** Told how many readers there are to evaluate; gives what is called after each. */
  readonly onReaders?: (total: number) => () => void
}

export interface Section {
  readonly library: Library
  readonly markdown: string
}

const DELETIONS = 400

export const EVALUATIONS = { search, similar, recommend, backtest, interests, topics, trends, map } as const

async function search(settings: Settings): Promise<Section> {
  const { papers, claims } = readSciFact(settings.dataFolder)
  const embedded = await embedAll(papers, settings)
  const { vectors: claimVectors } = await embedAll(
    claims.map(({ text }) => paperOf('', text, '')),
    settings,
  )
  const library = await dataLibrary(papers, embedded, settings.embedder.model)
  const outcomes = await evaluateSearch(library, claims, claimVectors)
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
  const outcomes = await evaluateSimilar(library, queries)
  const markdown = [
    '### Similar papers (CSFCube)',
    `${queries.length} queries, mean and 95 % bootstrap interval over queries; published figures are these times 100.`,
    outcomeTable('method', outcomes),
    ...['MAP', 'NDCG%20'].map((measure) =>
      comparison(outcomes, measure, [
        [ALIKE, WHOLE],
        [IN_FACET, WHOLE],
        [IN_FACET, ALIKE],
      ]),
    ),
  ].join('\n\n')
  return { library, markdown }
}

async function recommend(settings: Settings): Promise<Section> {
  const { every = 8 } = settings
  const { papers, readers } = readCiteULike(settings.dataFolder)
  const splits = splitsOf(readers)
  const embedded = await embedAll(papers, settings)
  const library = await dataLibrary(papers, embedded, settings.embedder.model, visibleReadings(splits))
  const total = Math.ceil(readers.length / every)
  const onReader = settings.onReaders?.(total)
  const { outcomes, judged } = await evaluateRecommend(library, splits, { every, onReader })
  const lowered = await deletionCheck(library, splits, settings.embedder, { count: DELETIONS })
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
    calibrationTable(judged),
    `Cutting the cited sentence lowered the text score more than cutting another one: ${(100 * mean(lowered.map(Number))).toFixed(1)} % of ${lowered.length} papers.`,
  ].join('\n\n')
  return { library, markdown }
}

async function backtest(settings: Settings): Promise<Section> {
  const { every = 32 } = settings
  const { library, readers } = await openCiteULike(settings)
  const sample = readers.filter((_, at) => at % every === 0)
  const others = readers.filter((_, at) => at % every !== 0)
  const onReader = settings.onReaders?.(2 * sample.length)
  const outcomes = await backtestReaders(library, sample, onReader)
  const shuffled = shuffledReaders(sample, library.count)
  const shuffledLibrary = withReadings(library, readingsOf([...others, ...shuffled]))
  const random = await backtestReaders(shuffledLibrary, shuffled, onReader)
  const away = ['recall@20', 'recall@100'].flatMap((measure) =>
    awayFromChance(random, measure).map((strategy) => `${strategy} in ${measure}`),
  )
  const markdown = [
    '### Backtest (citeulike-a)',
    `${sample.length} of ${readers.length.toLocaleString('en')} readers, each fifth of whose papers is hidden in turn, mean and 95 % bootstrap interval over readers.`,
    outcomeTable('strategy', outcomes),
    'The same readers, with as many random papers each for a history:',
    outcomeTable('strategy', random),
    away.length === 0
      ? 'Every strategy is at chance: its recall@20 and recall@100 lie within 3.3 standard errors of it.'
      : `Not at chance: ${away.join(', ')}.`,
  ].join('\n\n')
  return { library, markdown }
}

const MADE_UP_READERS = 150

async function interests(settings: Settings): Promise<Section> {
  const { library } = await openCiteULike(settings)
  const onReader = settings.onReaders?.(INTEREST_COUNTS.length * MADE_UP_READERS)
  const markdown = [
    '### Several interests (citeulike-a)',
    `${MADE_UP_READERS} made-up readers with each number of interests, a fifth of each hidden; recall@20 of the smallest, mean and 95 % bootstrap interval over readers.`,
    await manyInterestsTable(library, MADE_UP_READERS, onReader),
  ].join('\n\n')
  return { library, markdown }
}

/** Papers that a collection has before it grows, step by step to all. */
const GROWN_FROM = [9_000, 9_900]

async function topics(settings: Settings): Promise<Section> {
  const { papers, primaries } = readArxiv(settings.dataFolder)
  const embedded = await embedAll(papers, settings)
  const library = await dataLibrary(papers, embedded, settings.embedder.model)
  const termVectors = termVectorsIn(settings.vectorsFolder, 'evaluation-terms', settings.embedder)
  const own = await ownGroupings(papers, library, termVectors)
  const documents = papers.map(({ title, abstract }) => `${title}. ${abstract}`)
  const grown: Grown[] = []
  for (const count of GROWN_FROM) {
    const vectors = matrix(
      library.vectors.data.slice(0, count * library.vectors.dimensions),
      library.vectors.dimensions,
    )
    grown.push(await dataLibrary(papers.slice(0, count), { vectors }, settings.embedder.model))
  }
  grown.push(library)
  const others = await settings.otherGroupings?.(library.vectors, documents)
  const markdown = [
    '### Topics (arXiv)',
    `${papers.length.toLocaleString('en')} papers of ${new Set(primaries).size} primary categories; seconds without embedding and, of Kindred’s, without the neighbour lists, which a snapshot has anyway.`,
    groupingTable([...own, ...(others ?? [])], { papers, primaries }),
    'The collection grown, and its topics gone on from those before, beside topics found anew and given the ids of those that they are:',
    await stabilityTable(grown, papers, primaries),
    ...(others ? [] : ['BERTopic and Leiden are not installed: `bash scripts/bench/install-peers.sh`.']),
  ].join('\n\n')
  return { library, markdown }
}

const SHUFFLES = 40
const PLANTED_THEMES = 100
const PLANTED_WORDS = { shuffles: 10, plants: 10 }

async function trends(settings: Settings): Promise<Section> {
  const papers = readDatedArxiv(settings.dataFolder, settings.papers)
  const embedded = await embedAll(papers, settings)
  const plain = await dataLibrary(papers, embedded, settings.embedder.model)
  const library = {
    ...plain,
    topics: await findTopics(plain.vectors, plain.neighbours, (row) => papers[row]!),
  }
  const { rows, recentCount } = windowIn(library)
  const markdown = [
    '### Over time (arXiv)',
    `${papers.length.toLocaleString('en')} papers, ${recentCount.toLocaleString('en')} of the last three months and ${(rows.length - recentCount).toLocaleString('en')} of the year before.`,
    `Dates shuffled among the papers, ${SHUFFLES} times, so that nothing rises:`,
    nullTable(library, SHUFFLES),
    `The dates as they are, and a random paper with those nearest to it made recent, ${PLANTED_THEMES} times for each size:`,
    plantedThemesTable(library, PLANTED_THEMES),
    `Dates shuffled, and a made-up word in random papers, ${PLANTED_WORDS.shuffles * PLANTED_WORDS.plants} times each:`,
    plantedWordsTable(library, PLANTED_WORDS),
  ].join('\n\n')
  return { library, markdown }
}

async function map(settings: Settings): Promise<Section> {
  const papers = readArxivSample(settings.dataFolder)
  const embedded = await embedAll(papers, settings)
  const library = await dataLibrary(papers, embedded, settings.embedder.model)
  const { layouts, stability, added } = ownLayouts(library)
  const others = await settings.otherLayouts?.(library.vectors, added)
  const all = [...layouts, ...(others ?? [])]
  const markdown = [
    '### Map (arXiv)',
    `${papers.length.toLocaleString('en')} papers drawn by chance, mean and 95 % bootstrap interval over 1,000 of them; 15 neighbours.`,
    mapTable(mapOutcomes(library.vectors, all), all),
    `The ${(papers.length - added).toLocaleString('en')} papers that were there before ${added.toLocaleString('en')} came:`,
    stability,
    ...(others ? [] : ['umap-learn is not installed: `bash scripts/bench/install-peers.sh`.']),
  ].join('\n\n')
  return { library, markdown }
}

/** With all that its readers have read. */
async function openCiteULike(
  settings: Settings,
): Promise<{ library: LibraryInMemory; readers: ReaderItems[] }> {
  const { papers, readers } = readCiteULike(settings.dataFolder)
  const embedded = await embedAll(papers, settings)
  return {
    library: await dataLibrary(papers, embedded, settings.embedder.model, readingsOf(readers)),
    readers,
  }
}
