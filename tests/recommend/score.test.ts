import { describe, expect, it } from 'vitest'
import type { CoRead } from '../../src/co-reading.ts'
import { type Evidence, scoreCandidates } from '../../src/recommend/score.ts'
import type { TextScore } from '../../src/recommend/text-score.ts'
import { RowScores } from '../../src/row-scores.ts'

interface Told {
  /** Text score of each row. */
  readonly near: readonly number[]
  readonly against?: Readonly<Record<number, number>>
  /** Co-reading score by row. */
  readonly coRead?: Readonly<Record<number, number>>
  readonly readCount?: number
  readonly items?: number
  readonly allowed?: (row: number) => boolean
  readonly fresh?: (row: number) => number
}

/** All that the score looks at, as told. */
function evidence({ near, against = {}, coRead = {}, readCount = 0, items = 1, ...rest }: Told): Evidence {
  const scores = new RowScores(near.length)
  for (const [row, score] of Object.entries(coRead)) scores.add(Number(row), score)
  return {
    text: {
      positive: { items: new Array(items) },
      near: (row: number) => near[row]!,
      against: (row: number) => against[row] ?? 0,
    } as unknown as TextScore,
    coRead: { readCount, scores } as CoRead,
    allowed: () => true,
    fresh: () => 1,
    ...rest,
  }
}
const rounded = (value: number) => Number(value.toFixed(6))
const scored = (rows: readonly number[], told: Told) =>
  scoreCandidates(rows, evidence(told)).map(({ row, text, coRead, score }) => [
    row,
    ...[text, coRead, score].map(rounded),
  ])
const orderOf = (rows: readonly number[], told: Told) =>
  scoreCandidates(rows, evidence(told)).map(({ row }) => row)

describe('the score of a candidate', () => {
  // Of four texts the best fifth is one, ⌈0.8⌉: t̄ = 0.5. The lowest is f = 0.1, so one unit is 0.4.
  const near = [0.5, 0.3, 0.1, 0.2]

  it('is its text alone, from 0 for the lowest to 1 for the best, where nobody else has read anything', () => {
    expect(scored([0, 1, 2, 3], { near })).toEqual([
      [0, 1, 0, 1],
      [1, 0.5, 0, 0.5],
      [3, 0.25, 0, 0.25],
      [2, 0, 0, 0],
    ])
  })

  it('adds what other readers say, on the scale of their best, by how much they have read', () => {
    // 100 reads: λ = 100 / 200. c̄ = (3 + 1) / 2, so paper 1 gets ½ · 3/2 and paper 2 ½ · 1/2.
    expect(scored([0, 1, 2, 3], { near, coRead: { 1: 3, 2: 1 }, readCount: 100 })).toEqual([
      [1, 0.5, 0.75, 1.25],
      [0, 1, 0, 1],
      [2, 0, 0.25, 0.25],
      [3, 0.25, 0, 0.25],
    ])
  })

  it('trusts other readers the more, the more they have read: m / (m + 100)', () => {
    const partOf = (readCount: number) =>
      rounded(scoreCandidates([0, 1], evidence({ near, coRead: { 0: 7 }, readCount }))[0]!.coRead)
    // One paper alone is its own mean, so its part is λ.
    expect([1, 25, 100, 300].map(partOf)).toEqual([rounded(1 / 101), 0.2, 0.5, 0.75])
  })

  it('takes the mean of the best hundred that were read as the unit, not of all', () => {
    // 60 papers with 3 and 140 with 1: the mean of the best hundred is (60 · 3 + 40 · 1) / 100 = 2.2; λ = ½.
    const coRead = Object.fromEntries(Array.from({ length: 200 }, (_, row) => [row, row % 10 < 3 ? 3 : 1]))
    const all = scoreCandidates([], evidence({ near: new Array(200).fill(0), coRead, readCount: 100 }))
    expect(all).toHaveLength(200)
    expect([all.at(0)!.coRead, all.at(-1)!.coRead].map(rounded)).toEqual([1.5 / 2.2, 0.5 / 2.2].map(rounded))
  })

  it('loses what disliked papers take, on the scale of the text', () => {
    expect(scored([0, 1, 2, 3], { near, against: { 0: 0.3, 2: 0.1 } })).toEqual([
      [1, 0.5, 0, 0.5],
      // 1 − 0.3 / 0.4
      [0, 1, 0, 0.25],
      [3, 0.25, 0, 0.25],
      // 0 − 0.1 / 0.4
      [2, 0, 0, -0.25],
    ])
  })

  it('loses by age on either part, and not on what is against it', () => {
    const told = { near, coRead: { 0: 2 }, readCount: 100, against: { 0: 0.1 } }
    const [old] = scoreCandidates(
      [0, 1, 2, 3],
      evidence({ ...told, fresh: (row) => (row === 0 ? 0.5 : 1) }),
    ).filter(({ row }) => row === 0)
    // ½ · 1, ½ · λ · 1 = ¼, and − 0.1 / 0.4 as before.
    expect([old!.text, old!.coRead, old!.score].map(rounded)).toEqual([0.5, 0.25, 0.5])
  })

  it('is worked out for what others read even where its text is not near, and never below 0 for it', () => {
    // Paper 3 is no candidate by text, and further than the lowest of those.
    expect(scored([0, 1], { near: [0.5, 0.3, 0, 0.1], coRead: { 3: 1 }, readCount: 300 })).toEqual([
      [0, 1, 0, 1],
      [3, 0, 0.75, 0.75],
      [1, 0, 0, 0],
    ])
  })

  it('is not worked out for what others read and may not be recommended', () => {
    const coRead = { 1: 5, 2: 5 }
    expect(orderOf([0], { near, coRead, readCount: 100, allowed: (row) => row !== 1 })).toEqual([2, 0])
  })

  it('ties by row, and is 0 for all where all texts are as near', () => {
    expect(scored([3, 1, 2], { near: [0, 0.2, 0.2, 0.2] })).toEqual([
      [1, 0, 0, 0],
      [2, 0, 0, 0],
      [3, 0, 0, 0],
    ])
    expect(scored([0], { near })).toEqual([[0, 0, 0, 0]])
  })

  it('is a number where there is one paper, or only what others read, and there may be none', () => {
    expect(scored([], { near })).toEqual([])
    expect(scored([], { near: [0.3], coRead: { 0: 4 }, readCount: 100 })).toEqual([[0, 0.3, 0.5, 0.8]])
  })
})

describe('the candidates that are scored', () => {
  const near = Array.from({ length: 800 }, (_, row) => 1 - row / 1_000)
  const rows = [...near.keys()]

  it('are the 500 nearest of a short history, fewer of a longer one, and never fewer than 200', () => {
    const countOf = (items: number) => orderOf(rows, { near, items }).length
    // 40,000 products / 1.5 / 100 items = 266.7; of 128: 208.3.
    expect([1, 20, 100, 128, 1_000].map(countOf)).toEqual([500, 500, 266, 208, 200])
    expect(orderOf(rows, { near })).toEqual(rows.slice(0, 500))
  })

  it('are half as many again that others read most', () => {
    const coRead = Object.fromEntries(rows.slice(500).map((row) => [row, row]))
    // The 250 with the most: rows 550 to 799.
    const order = orderOf(rows, { near, coRead, readCount: 10 })
    expect(order.filter((row) => row >= 500).toSorted()).toEqual(rows.slice(550))
    expect(order).toHaveLength(750)
  })
})
