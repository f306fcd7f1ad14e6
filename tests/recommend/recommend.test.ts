import { describe, expect, it } from 'vitest'
import { logMeanExp } from '../../src/interest.ts'
import type { Library } from '../../src/library.ts'
import { fadedWeights, type HistoryItem, historyOf } from '../../src/recommend/history.ts'
import { recommenderFor } from '../../src/recommend/recommend.ts'
import { row } from '../../src/vector.ts'
import { flatLibrary } from '../support/flat-library.ts'

// Two fields, around 0° and around 180°, and one paper between.
const library = flatLibrary([0, 10, 20, 170, 180, 190, 95].map((degrees) => ({ degrees })))
const item = (at: number, options: Partial<HistoryItem> = {}): HistoryItem => ({
  id: library.cards[at]!.id,
  vector: row(library.vectors, at),
  weight: 1,
  row: at,
  title: `Paper ${at}`,
  ...options,
})
const recommended = (positive: number[], negative: number[] = [], of: Library = library) =>
  recommenderFor(of, {
    positive: positive.map((at) => item(at)),
    negative: negative.map((at) => item(at)),
    known: new Set([...positive, ...negative]),
  })
const rows = (positive: number[], negative?: number[]) =>
  recommended(positive, negative)
    .rank({ count: 10 })
    .map((found) => found.row)

describe('recommendations', () => {
  it('serve both interests of a history before what lies between them', () => {
    const order = rows([1, 4])
    expect(order).toHaveLength(5)
    expect(order.at(-1)).toBe(6)
  })

  it('never name a paper of the history', () => {
    for (const known of [0, 4, 6]) expect(rows([0, 4], [6])).not.toContain(known)
  })

  it('move away from what was disliked, and from nothing else', () => {
    const scores = (negative: number[]) => {
      const found = recommended([1, 4], negative).rank({ count: 10 })
      return new Map(found.map(({ row, score }) => [row, score]))
    }
    const [before, after] = [scores([]), scores([5])]
    // The disliked paper lies at 190°: the one at 170° loses, the ones around 0° don't.
    expect(after.get(3)).toBeLessThan(before.get(3)! - 0.1)
    expect(after.get(0)).toBeCloseTo(before.get(0)!, 6)
  })

  it('score by the log-mean-exp of locally scaled similarities, from the lowest to the best', () => {
    const { scaling } = library
    const list = recommended([1, 4]).rank({ count: 5 })
    const near = ({ row }: { row: number }) =>
      logMeanExp(
        [1, 4].map((at) => scaling.similarity(row, scaling.ofRow(at))),
        [1, 1],
      )
    // Of five papers the best fifth is one: it gets 1, the lowest 0.
    const [worst, best] = [Math.min(...list.map(near)), Math.max(...list.map(near))]
    for (const paper of list) expect(paper.score).toBeCloseTo((near(paper) - worst) / (best - worst), 6)
  })

  it('name their causes, largest share first, all shares adding up to 1', () => {
    const recommender = recommended([1, 4])
    const causes = recommender.because(recommender.rank({ count: 5 }).find(({ row }) => row === 2)!)
    expect(causes[0]!.item.row).toBe(1)
    expect(causes[0]!.share).toBeGreaterThan(0.9)
    expect(causes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10)
  })

  it('are none without anything liked', () => {
    expect(rows([], [3])).toEqual([])
  })

  it('rank only the candidates that they are given', () => {
    const found = recommended([1]).rank({ count: 10, candidates: [5, 6, 1] })
    expect(found.map((paper) => paper.row)).toEqual([6, 5])
  })
})

describe('a history', () => {
  const reaction = (paper: number, kind: 'like' | 'read' | 'save' | 'dislike' | 'hide', weight = 1) => ({
    paperId: library.cards[paper]!.id,
    kind,
    weight,
    at: new Date('2025-01-01'),
  })

  it('counts likes, saves and reads for, dislikes against, and hidden papers as known only', () => {
    const { positive, negative, known } = historyOf(library, [
      reaction(0, 'like'),
      reaction(1, 'read'),
      reaction(2, 'save'),
      reaction(3, 'dislike'),
      reaction(4, 'hide'),
    ])
    expect(positive.map(({ row, weight }) => [row, weight])).toEqual([
      [0, 1],
      [1, 0.5],
      [2, 1],
    ])
    expect(negative.map(({ row }) => row)).toEqual([3])
    expect([...known]).toEqual([0, 1, 2, 3, 4])
  })

  it('counts a paper once, by its heaviest reaction', () => {
    const { positive } = historyOf(library, [
      reaction(0, 'read'),
      reaction(0, 'like', 3),
      reaction(0, 'save'),
    ])
    expect(positive.map(({ weight }) => weight)).toEqual([3])
  })

  it('leaves out papers that the snapshot does not hold', () => {
    const { positive, known } = historyOf(library, [{ ...reaction(0, 'like'), paperId: 'f'.repeat(40) }])
    expect([positive.length, known.size]).toEqual([0, 0])
  })

  it('halves the weight of an item for each year that it is older than the newest', () => {
    const weights = fadedWeights([
      item(0, { at: new Date('2025-01-01') }),
      item(1, { at: new Date('2024-01-02') }),
      item(2, { at: new Date('2023-01-02'), weight: 4 }),
      item(3),
    ])
    expect([...weights].map((weight) => Number(weight.toFixed(6)))).toEqual([1, 0.5, 1, 1])
  })
})
