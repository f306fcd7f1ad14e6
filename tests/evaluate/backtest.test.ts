import { beforeAll, describe, expect, it } from 'vitest'
import { type Backtest, backtest } from '../../src/evaluate/backtest.ts'
import {
  awayFromChance,
  backtestReaders,
  CHANCE,
  readingsOf,
  shuffledReaders,
} from '../../src/evaluate/backtest-readers.ts'
import { reportOf } from '../../src/evaluate/backtest-report.ts'
import { paperOf } from '../../src/evaluate/data.ts'
import { dataLibrary } from '../../src/evaluate/data-library.ts'
import { likedHistory } from '../../src/evaluate/liked-history.ts'
import { type Outcome, valuesOf } from '../../src/evaluate/outcome.ts'
import { meanOfParts, recallPart } from '../../src/evaluate/sought.ts'
import type { ReaderItems } from '../../src/evaluate/split.ts'
import { type Library, withReadings } from '../../src/library.ts'
import { seeded, shuffled } from '../../src/random.ts'
import { STRATEGY_NAMES, type StrategyName } from '../../src/recommend/strategies.ts'
import { matrix, unit } from '../../src/vector.ts'
import { flatLibrary } from '../support/flat-library.ts'
import { historyOfRows } from '../support/histories.ts'
import { modelOf } from './model.ts'

const recallOf = ({ found }: Backtest, strategy: StrategyName, k: number) =>
  meanOfParts(found[strategy], recallPart(k))

describe('a backtest', () => {
  // Ten papers at 0°, 1°, … 9°, which the reader likes, and 90 all round from 13° on.
  const library = flatLibrary([
    ...Array.from({ length: 10 }, (_, at) => ({ degrees: at })),
    ...Array.from({ length: 90 }, (_, at) => ({ degrees: 13 + 3.8 * at })),
  ])
  const liked = historyOfRows(library, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])

  it('finds again what lies among what is shown, by every strategy that looks at the history', async () => {
    // Two papers are hidden from each list, and nothing else is as near to the other eight.
    const tested = await backtest(library, liked)
    for (const strategy of ['kindred', 'text', 'mean'] as const) expect(recallOf(tested, strategy, 2)).toBe(1)
    expect(recallOf(tested, 'random', 2)).toBeLessThan(0.5)
    expect([tested.split, tested.listCount]).toEqual(['seeded', 5])
  })

  it('looks for the same papers with every strategy, each in a list without it', async () => {
    const { found } = await backtest(library, liked)
    const asked = (strategy: StrategyName) => found[strategy].map(({ rank: _, ...of }) => of)
    expect(
      asked('kindred')
        .map(({ row }) => row)
        .sort(),
    ).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    for (const strategy of STRATEGY_NAMES) expect(asked(strategy)).toEqual(asked('kindred'))
    // Of 100 papers eight are shown.
    for (const sought of found.kindred) expect(sought).toMatchObject({ hiddenCount: 2, candidateCount: 92 })
  })

  it('says of each interest how much of it was found', async () => {
    // A second interest on the other side, three papers.
    const both = historyOfRows(library, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 53, 54, 55])
    const { interests, hiddenCount, chance } = await reportOf(await backtest(library, both), 5)
    expect(interests.map((interest) => interest.hiddenCount)).toEqual([10, 3])
    expect(hiddenCount).toBe(13)
    expect(interests[0]!.recall.text!.value).toBe(1)
    for (const { recall } of interests) expect(Object.keys(recall)).toEqual(STRATEGY_NAMES)
    // 13 are dealt 3, 3, 3, 2, 2; shown are 10 or 11: (9 · 5/90 + 4 · 5/89) / 13.
    expect(chance).toBeCloseTo((9 * (5 / 90) + 4 * (5 / 89)) / 13, 12)
  })

  it('comes out the same twice', async () => {
    const report = async () => reportOf(await backtest(library, liked), 20)
    expect(await report()).toEqual(await report())
  })

  it('lets others have their turn between any two lists, and any two figures', async () => {
    const turnsWhile = async <T>(work: Promise<T>): Promise<[T, number]> => {
      let turns = 0
      let next: NodeJS.Immediate
      const turn = () => {
        turns++
        next = setImmediate(turn)
      }
      next = setImmediate(turn)
      const result = await work
      clearImmediate(next)
      return [result, turns]
    }
    const [tested, ofLists] = await turnsWhile(backtest(library, liked))
    expect(ofLists).toBeGreaterThanOrEqual(5 * STRATEGY_NAMES.length - 1)
    const [, ofFigures] = await turnsWhile(reportOf(tested, 20))
    // Four measures and one advantage, and the recall of one interest, of each strategy; the usual one has no advantage.
    expect(ofFigures).toBeGreaterThanOrEqual(6 * STRATEGY_NAMES.length - 2)
  })
})

describe('with histories that are random papers', () => {
  // 300 papers with random vectors, and 60 readers of 20 of them, drawn blindly.
  const PAPERS = 300
  const random = seeded(6)
  const data = new Float32Array(PAPERS * 16)
  for (let at = 0; at < PAPERS; at++)
    data.set(unit(Array.from({ length: 16 }, () => random() - 0.5)), at * 16)
  const papers = Array.from({ length: PAPERS }, (_, at) => paperOf(`${at}`, `paper ${at}`, ''))
  const groups = Array.from({ length: 60 }, (_, reader) => ({
    reader,
    items: shuffled(
      Array.from({ length: 30 }, (_, at) => (reader % 10) * 30 + at),
      random,
    ).slice(0, 20),
  }))
  const readers = shuffledReaders(groups, PAPERS)
  let bare: Library
  beforeAll(async () => {
    bare = await dataLibrary(papers, { vectors: matrix(data, 16) }, modelOf(16))
  })
  const meanOf = (outcomes: readonly Outcome[], method: string) => {
    const values = valuesOf(outcomes.find((one) => one.method === method)!, 'recall@20')
    return values.reduce((sum, value) => sum + value, 0) / values.length
  }

  it('every strategy finds as many hidden papers as chance, though all readings hold them', async () => {
    const outcomes = await backtestReaders(withReadings(bare, readingsOf(readers)), readers)
    // 20 of the 284 that are not shown; 1,200 papers are looked for, so three standard errors are 0.022.
    expect(meanOf(outcomes, CHANCE)).toBeCloseTo(20 / 284, 12)
    for (const strategy of STRATEGY_NAMES)
      expect(Math.abs(meanOf(outcomes, strategy) - 20 / 284), strategy).toBeLessThan(0.022)
    for (const measure of ['recall@20', 'recall@100', 'nDCG@20'])
      expect(awayFromChance(outcomes, measure), measure).toEqual([])
  })

  it('the reader’s own reading says nothing, though it would give them all away', async () => {
    const [reader] = readers
    const { items, reader: name } = reader!
    const testedAmong = (read: readonly ReaderItems[]) => {
      const library = withReadings(bare, readingsOf(read))
      return backtest(library, likedHistory(library, items, name))
    }
    expect((await testedAmong([reader!])).found).toEqual((await testedAmong([])).found)
    // Thirty others who have read just the same.
    const twins = Array.from({ length: 30 }, (_, at) => ({ items, reader: 1_000 + at }))
    expect(recallOf(await testedAmong(twins), 'kindred', 20)).toBeGreaterThan(0.9)
  })

  it('nor does it say anything by making its papers more read', async () => {
    // With the others’ readings: as if the reader’s own were taken out of them.
    const [reader, ...others] = readers
    const [within, without] = [readers, others].map((read) => withReadings(bare, readingsOf(read)))
    const history = likedHistory(bare, reader!.items, reader!.reader)
    expect((await backtest(within!, history)).found).toEqual((await backtest(without!, history)).found)
  })

  it('the same is not said of readers who share their papers, of whom others tell what is hidden', async () => {
    const outcomes = await backtestReaders(withReadings(bare, readingsOf(groups)), groups)
    expect(awayFromChance(outcomes, 'recall@20')).toContain('kindred')
    expect(meanOf(outcomes, 'kindred')).toBeGreaterThan(4 * meanOf(outcomes, CHANCE))
  })
})
