import { describe, expect, it } from 'vitest'
import type { Library } from '../../src/library.ts'
import type { History } from '../../src/recommend/history.ts'
import type { RecommendOptions } from '../../src/recommend/recommend.ts'
import { STRATEGIES, STRATEGY_NAMES, type StrategyName } from '../../src/recommend/strategies.ts'
import { row } from '../../src/vector.ts'
import { flatLibrary } from '../support/flat-library.ts'

// On a circle, and on days that don't follow it; the last one is undated.
const flat = flatLibrary([
  { degrees: 0, publishedOn: '2025-01-03' },
  { degrees: 30, publishedOn: '2025-01-05' },
  { degrees: 60, publishedOn: '2025-01-01' },
  { degrees: 90, publishedOn: '2025-01-05' },
  { degrees: 180, publishedOn: '2025-01-02' },
  { degrees: 270 },
])
const TOLD = [
  { upvoteCount: 5, commentCount: 1 },
  { upvoteCount: 5, commentCount: 2 },
  { upvoteCount: 9 },
  {},
  { commentCount: 3 },
  { upvoteCount: 5, commentCount: 1 },
]
const library: Library = { ...flat, cards: flat.cards.map((card, at) => ({ ...card, ...TOLD[at] })) }

const historyOf = (liked: readonly number[], weights: readonly number[] = []): History => ({
  positive: liked.map((at, i) => ({
    id: library.cards[at]!.id,
    vector: row(library.vectors, at),
    weight: weights[i] ?? 1,
    row: at,
    title: `Paper ${at}`,
  })),
  negative: [],
  known: new Set(liked),
})
const nothing = historyOf([])
const rank = async (name: StrategyName, history: History, options: Partial<RecommendOptions> = {}) =>
  (await STRATEGIES[name](library, history)).rank({ count: 10, ...options })
const rows = async (...args: Parameters<typeof rank>) => (await rank(...args)).map((found) => found.row)

describe('a strategy', () => {
  it.each(STRATEGY_NAMES)(
    '%s leaves out what is known, keeps to the filter, and gives as many as asked',
    async (name) => {
      const history = historyOf([0])
      expect((await rows(name, history)).toSorted()).toEqual([1, 2, 3, 4, 5])
      expect((await rows(name, history, { from: '2025-01-02', to: '2025-01-05' })).toSorted()).toEqual([
        1, 3, 4,
      ])
      expect((await rows(name, history, { candidates: [0, 2, 5] })).toSorted()).toEqual([2, 5])
      expect(await rows(name, history, { count: 2 })).toEqual((await rows(name, history)).slice(0, 2))
    },
  )

  it.each(STRATEGY_NAMES)('%s scores on a scale like a cosine’s, best first', async (name) => {
    const scores = (await rank(name, historyOf([0]))).map(({ score }) => score)
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
    for (const score of scores) expect(Math.abs(score)).toBeLessThanOrEqual(1)
  })
})

describe('the mean of the history', () => {
  it('is what papers are ranked by their cosine to', async () => {
    // Liked at 0° and 60°, the mean points to 30°: 0° away, then 60°, 120° and 150°.
    const found = await rank('mean', historyOf([0, 2]))
    expect(found.map((each) => each.row)).toEqual([1, 3, 5, 4])
    expect(found.map(({ score }) => score).map((score) => Number(score.toFixed(3)))).toEqual([
      1, 0.5, -0.5, -0.866,
    ])
  })

  it('points to what weighs more', async () => {
    // (cos 0° + 3 cos 90°, sin 0° + 3 sin 90°) = (1, 3), at 71.6°: 60° is 11.6° away, 30° is 41.6°.
    expect(await rows('mean', historyOf([0, 3], [1, 3]))).toEqual([2, 1, 4, 5])
  })

  it('points nowhere without a history, and nothing is recommended', async () => {
    expect(await rows('mean', nothing)).toEqual([])
  })
})

describe('strategies that look at no history', () => {
  it('take the newest, undated ones last, ties by id', async () => {
    expect(await rows('recent', nothing)).toEqual([1, 3, 0, 4, 2, 5])
    expect(await rows('recent', nothing)).toEqual([...library.newestFirst])
  })

  it('take the most upvoted, then the most discussed, ties by id', async () => {
    expect(await rows('popular', nothing)).toEqual([2, 1, 0, 5, 4, 3])
  })

  it('draw lots that fall the same for one snapshot, and otherwise for another', async () => {
    const orderOf = async (id: string) => {
      const ranker = await STRATEGIES.random({ ...library, id }, nothing)
      return (await ranker.rank({ count: 6 })).map((found) => found.row).join()
    }
    const orders = await Promise.all(['one', 'two', 'three', 'four'].map(orderOf))
    expect(new Set(orders).size).toBeGreaterThan(2)
    expect(await rows('random', nothing)).toEqual(await rows('random', nothing))
  })

  it('score by reciprocal rank', async () => {
    const ranked = await rank('recent', historyOf([1]), { count: 3 })
    expect(ranked.map(({ score }) => score)).toEqual([1, 1 / 2, 1 / 3])
  })
})
