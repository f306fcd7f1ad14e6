import { beforeAll, describe, expect, it } from 'vitest'
import { meanEstimate } from '../../src/evaluate/bootstrap.ts'
import { evaluateRecommend, visibleReadings } from '../../src/evaluate/citeulike.ts'
import { paperOf } from '../../src/evaluate/data.ts'
import { dataLibrary } from '../../src/evaluate/data-library.ts'
import { itemCosine } from '../../src/evaluate/item-cosine.ts'
import { type Outcome, valuesOf } from '../../src/evaluate/outcome.ts'
import { type Split, splitsOf } from '../../src/evaluate/split.ts'
import { seeded, shuffled } from '../../src/random.ts'
import { matrix, unit } from '../../src/vector.ts'
import { modelOf } from './model.ts'

describe('itemCosine', () => {
  const visible = [[0], [0, 1], [0, 1, 2], [2]]
  const splits = visible.map((items, reader): Split => ({ reader, visible: items, hidden: new Set([3]) }))
  const others = itemCosine(splits, 4)

  it('adds up the readers who join a paper to the history, by cosine', () => {
    // For reader 0 the others have n = 2, 2, 2, 0. Paper 1: readers 1 and 2, 1/√(2·2) each: 1.
    // Paper 2: reader 2 alone: 1/2; reader 3 has nothing of the history. Paper 3 is hidden everywhere: 0.
    const [, ...scores] = others.scores(splits[0]!)
    expect(scores).toEqual([1, 0.5, 0])
  })

  it('never counts the reader themselves, nor what anyone hides', () => {
    expect([...others.popularity(splits[2]!)]).toEqual([2, 1, 1, 0])
  })
})

describe('evaluateRecommend, where readers keep to ten groups of papers and the texts say nothing', () => {
  // 200 papers in groups of 20, with random vectors. 100 readers have 15 of one group: 3 hidden, 12 visible,
  // so every hidden paper is among the 8 of the group that are left, and 20 places hold them all.
  const random = seeded(5)
  const papers = Array.from({ length: 200 }, (_, at) => paperOf(`${at}`, `paper ${at}`, ''))
  const vectors = new Float32Array(200 * 8)
  for (let at = 0; at < 200; at++) vectors.set(unit(Array.from({ length: 8 }, () => random() - 0.5)), at * 8)
  const readers = Array.from({ length: 100 }, (_, reader) => {
    const group = Array.from({ length: 20 }, (_, at) => (reader % 10) * 20 + at)
    return { reader, items: shuffled(group, random).slice(0, 15) }
  })
  const splits = splitsOf(readers)
  const opened = () =>
    dataLibrary(papers, { vectors: matrix(vectors, 8) }, modelOf(8), visibleReadings(splits))
  let outcomes: Outcome[]
  const meanOf = (method: string) => {
    const outcome =
      outcomes.find((one) => one.method === method) ?? outcomes.find((one) => one.method.startsWith(method))!
    return meanEstimate(valuesOf(outcome, 'recall@20')).value
  }

  beforeAll(async () => {
    ;({ outcomes } = await evaluateRecommend(await opened(), splits, { every: 1 }))
  })

  it('finds every hidden paper by what others read, and by text alone hardly one', () => {
    for (const method of ['item-item', 'Kindred’s co-reading']) expect(meanOf(method)).toBe(1)
    expect(meanOf('Kindred')).toBeGreaterThan(4 * meanOf('Kindred, text alone'))
    for (const method of ['Kindred, text alone', 'cosine to the mean', 'nearest item', 'most popular'])
      expect(meanOf(method)).toBeLessThan(0.5)
  })

  it('puts random at chance', () => {
    // 20 of the 188 papers that are not visible: 0.106; of 300 hidden papers, three standard errors are 0.053.
    expect(Math.abs(meanOf('random') - 20 / 188)).toBeLessThan(0.053)
  })

  it('gives the product, whose candidates are all 200 papers here, what scoring every paper gives, but for its slots', () => {
    expect(Math.abs(meanOf('Kindred, text alone') - meanOf('the same text score'))).toBeLessThan(0.03)
  })

  it('evaluates each n-th reader alone', async () => {
    const { outcomes: some } = await evaluateRecommend(await opened(), splits, { every: 8 })
    // Readers 0, 8, … 96: the same values as before for these.
    const expected = outcomes.map(({ measured }) => measured.filter((_, at) => at % 8 === 0))
    expect(some.map(({ measured }) => measured)).toEqual(expected)
  })
})
