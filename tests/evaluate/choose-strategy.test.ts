import { describe, expect, it } from 'vitest'
import { advantageOf, chooseStrategy } from '../../src/evaluate/choose-strategy.ts'
import type { Sought } from '../../src/evaluate/sought.ts'
import { seeded } from '../../src/random.ts'

const K = 20
/** One hidden paper for each rank; 0 is one that was not found. */
const found = (ranks: readonly number[]): Sought[] =>
  ranks.map((rank, row) => ({
    row,
    interest: 0,
    list: 0,
    hiddenCount: 1,
    candidateCount: 1_000,
    rank: rank === 0 ? undefined : rank,
  }))
const repeated = (count: number, rank: number) => Array.from({ length: count }, () => rank)
const choose = (text: readonly number[], kindred: readonly number[]) =>
  chooseStrategy({ text: advantageOf(found(text), found(kindred), K) })

describe('another strategy is chosen', () => {
  it('when recall, nDCG and the sign test say that it is better', () => {
    // It alone finds 12 of 40 papers at rank 3, kindred alone one: p = 2 · (1 + 13) / 2¹³ = 0.0034.
    const text = [...repeated(12, 3), 0, ...repeated(27, 5)]
    const kindred = [...repeated(12, 0), 3, ...repeated(27, 5)]
    const { strategy, why } = choose(text, kindred)
    expect(strategy).toBe('text')
    // 11 of 40 more: +0.275.
    expect(why).toMatch(/^text is clearly better: recall \+0\.275 \[\+0\.\d+, \+0\.\d+\], nDCG \+0\.\d+/)
    expect(why).toMatch(/it alone finds 12, kindred alone 1, p = 0\.003$/)
  })
})

describe('the usual one stays', () => {
  it('when the other is worse, or the same', () => {
    expect(choose(repeated(40, 0), repeated(40, 3)).strategy).toBe('kindred')
    const same = choose(repeated(40, 3), repeated(40, 3))
    expect(same.strategy).toBe('kindred')
    expect(same.why).toBe(
      'kindred, as no other is clearly better (text: recall +0.000 [+0.000, +0.000], nDCG +0.000 [+0.000, +0.000]; it alone finds 0, kindred alone 0, p = 1.000)',
    )
  })

  it('when five papers say otherwise, of which every bootstrap draw is the same', () => {
    expect(choose(repeated(5, 1), repeated(5, 0)).strategy).toBe('kindred')
    // Six heads of six: p = 2 / 2⁶ = 0.031.
    expect(choose(repeated(6, 1), repeated(6, 0)).strategy).toBe('text')
  })

  it('when the other finds more, but lower', () => {
    // It finds 12 more at rank 20, and puts the other 28 from rank 1 to rank 8.
    const text = [...repeated(12, 20), ...repeated(28, 8)]
    expect(choose(text, [...repeated(12, 0), ...repeated(28, 1)]).strategy).toBe('kindred')
  })

  it('when a strategy that gives no reasons is better: that one is never chosen', () => {
    const [all, none] = [found(repeated(40, 1)), found(repeated(40, 0))]
    const advantages = { text: advantageOf(none, none, K), mean: advantageOf(all, none, K) }
    expect(chooseStrategy(advantages).strategy).toBe('kindred')
  })

  it('on noise, but for one reader in twenty', () => {
    // Both find each paper with the same probability, at any rank of 20.
    const random = seeded(4)
    const drawn = () => Array.from({ length: 60 }, () => (random() < 0.3 ? 1 + Math.floor(20 * random()) : 0))
    const chosen = Array.from({ length: 200 }, () => choose(drawn(), drawn()).strategy)
    // Only to one side: 2.5 % of 200 are 5, ± 1.96 · √4.9 = 4.3; three tests at once are on the careful side.
    expect(chosen.filter((strategy) => strategy !== 'kindred').length).toBeLessThanOrEqual(9)
  })
})
