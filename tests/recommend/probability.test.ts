import { describe, expect, it } from 'vitest'
import { historyOf } from '../../src/recommend/history.ts'
import { probabilityOf } from '../../src/recommend/probability.ts'
import { recommenderFor } from '../../src/recommend/recommend.ts'
import { flatLibrary } from '../support/flat-library.ts'

describe('the probability of a recommendation', () => {
  it('is a logistic function of what texts and other readers say', async () => {
    // ln 1 = 0, so only the constant is left: 1 / (1 + e^5.89).
    expect(probabilityOf({ near: 0, coRead: 0 }, 1)).toBeCloseTo(1 / (1 + Math.exp(5.89)), 12)
    // 8.2 · 0.5 + 1.64 · 1 − 5.89 = −0.15, and 1 / (1 + e^0.15) = 0.4626.
    expect(probabilityOf({ near: 0.5, coRead: 1 }, 1)).toBeCloseTo(0.4626, 4)
  })

  it('grows with nearness, with what others read, and with the history up to 300 papers', async () => {
    const at = (near: number, coRead: number, count: number) => probabilityOf({ near, coRead }, count)
    expect(at(0.2, 0, 10)).toBeGreaterThan(at(0.1, 0, 10))
    expect(at(0.1, 1, 10)).toBeGreaterThan(at(0.1, 0, 10))
    expect(at(0.1, 0, 20)).toBeGreaterThan(at(0.1, 0, 10))
    expect(at(0.1, 0, 5_000)).toBe(at(0.1, 0, 300))
  })
})

describe('the bar', async () => {
  const library = flatLibrary([0, 5, 90, 180].map((degrees) => ({ degrees })))
  const recommender = await recommenderFor(
    library,
    historyOf(library, [{ paperId: library.cards[0]!.id, kind: 'like', weight: 1, at: new Date(0) }]),
  )

  it('leaves out what is less probable, and nothing else', async () => {
    const all = await recommender.rank({ count: 10 })
    const bar = all.map(({ probability }) => probability).toSorted((a, b) => a - b)[1]!
    const kept = await recommender.rank({ count: 10, bar })
    expect(kept.map(({ row }) => row)).toEqual(
      all.filter(({ probability }) => probability >= bar).map(({ row }) => row),
    )
    expect(kept).toHaveLength(2)
  })

  it('leaves nothing when nothing clears it', async () => {
    expect(await recommender.rank({ count: 10, bar: 1 })).toEqual([])
  })
})
