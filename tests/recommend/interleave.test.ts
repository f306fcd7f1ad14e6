import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TEAMS } from '../../src/impression.ts'
import { seeded } from '../../src/random.ts'
import { teamDraft } from '../../src/recommend/interleave.ts'

/** A coin that falls as told, and fails when it is thrown once more: heads let team a pick first. */
const coin = (...heads: boolean[]) => {
  const left = [...heads]
  return () => {
    if (left.length === 0) throw new Error('one throw too many')
    return left.shift() ? 0 : 0.999
  }
}
const drafted = (a: number[], b: number[], count: number, random: () => number) =>
  teamDraft({ a, b }, { count, random }).map(({ row, team }) => `${row}${team ?? ''}`)

describe('a team draft', () => {
  it('lets the coin decide who picks first in each round, and the other pick next', () => {
    // Round 1, a first: a takes 1, b its best left, 2. Round 2, b first: b takes 4 and a takes 3.
    expect(drafted([1, 2, 3], [2, 4, 3], 4, coin(true, false))).toEqual(['1a', '2b', '4b', '3a'])
    // Round 1, b first: b takes 2, a takes 1. Round 2, a first: 2 is taken, so 3; then b takes 4.
    expect(drafted([1, 2, 3], [2, 4, 3], 4, coin(false, true))).toEqual(['2b', '1a', '3a', '4b'])
  })

  it('gives a paper of both rankings to whoever picks it', () => {
    expect(drafted([1, 2], [1, 2], 2, coin(true))).toEqual(['1a', '2b'])
    expect(drafted([1, 2], [1, 2], 2, coin(false))).toEqual(['1b', '2a'])
  })

  it('goes on without teams, and without a coin, where one ranking has nothing left', () => {
    expect(drafted([1], [1, 2, 3], 4, coin(false))).toEqual(['1b', '2', '3'])
    expect(drafted([], [2, 1], 5, coin())).toEqual(['2', '1'])
    expect(drafted([], [], 5, coin())).toEqual([])
  })

  it('lets the second of a round answer the first, who has nothing left', () => {
    expect(drafted([1], [1, 2, 3], 4, coin(true))).toEqual(['1a', '2b', '3'])
  })

  it('gives the same list for the same seed, and others for others', () => {
    const rows = Array.from({ length: 20 }, (_, at) => at)
    const list = (seed: number) => drafted(rows, rows.toReversed(), 20, seeded(seed)).join()
    expect(list(1)).toBe(list(1))
    expect(new Set([1, 2, 3, 4, 5].map(list)).size).toBe(5)
  })

  const ranking = fc.uniqueArray(fc.nat(30), { maxLength: 20 })
  const drafts = fc
    .record({ a: ranking, b: ranking, count: fc.nat(45), seed: fc.nat() })
    .map(({ a, b, count, seed }) => ({
      a,
      b,
      count,
      picks: teamDraft({ a, b }, { count, random: seeded(seed) }),
    }))

  it('names each paper once, and as many as were asked for while there are any', () => {
    fc.assert(
      fc.property(drafts, ({ a, b, count, picks }) => {
        const rows = picks.map(({ row }) => row)
        const all = new Set([...a, ...b])
        expect(new Set(rows).size).toBe(rows.length)
        expect(rows.length).toBe(Math.min(count, all.size))
        expect(rows.every((row) => all.has(row))).toBe(true)
      }),
    )
  })

  it('keeps the teams even, to one paper, down to any rank', () => {
    fc.assert(
      fc.property(drafts, ({ picks }) => {
        const size = { a: 0, b: 0 }
        for (const { team } of picks) {
          if (team) size[team]++
          expect(Math.abs(size.a - size.b)).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('lets each team pick the best of its own ranking that is left', () => {
    fc.assert(
      fc.property(drafts, ({ a, b, picks }) => {
        picks.forEach(({ row, team }, at) => {
          const before = new Set(picks.slice(0, at).map((pick) => pick.row))
          for (const each of team ? [team] : TEAMS) {
            const [best] = { a, b }[each].filter((other) => !before.has(other))
            if (team || best !== undefined) expect(row).toBe(best)
          }
        })
      }),
    )
  })

  it('puts either team first as often', () => {
    const first = Array.from({ length: 1_000 }, (_, seed) => drafted([1], [2], 1, seeded(seed))[0])
    // 500 ± 1.96 · √250 = 500 ± 31; the seeds are fixed, so this is no lottery.
    expect(Math.abs(first.filter((pick) => pick === '1a').length - 500)).toBeLessThan(32)
  })
})
