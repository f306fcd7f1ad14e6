import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { signTest } from '../../src/evaluate/sign-test.ts'

/** The same in whole numbers: 2 · Σ C(n, k) / 2ⁿ for k up to the fewer. */
function exact(wins: number, losses: number): number {
  const throws = BigInt(wins + losses)
  let ways = 1n
  let tail = 0n
  for (let heads = 0n; heads <= BigInt(Math.min(wins, losses)); heads++) {
    tail += ways
    ways = (ways * (throws - heads)) / (heads + 1n)
  }
  // Thirty decimal places outlast the division.
  return Math.min(1, Number((2n * tail * 10n ** 30n) / 2n ** throws) / 1e30)
}

describe('the sign test', () => {
  it('counts the ways in which a coin falls as unevenly', () => {
    // 8 to 2: 2 · (1 + 10 + 45) / 1024
    expect(signTest(8, 2)).toBeCloseTo(0.109375, 12)
    // 6 to 0: 2 / 64; 5 to 0: 2 / 32
    expect(signTest(6, 0)).toBeCloseTo(0.03125, 12)
    expect(signTest(0, 5)).toBeCloseTo(0.0625, 12)
  })

  it('sees nothing in as many wins as losses, and nothing in none', () => {
    expect([signTest(0, 0), signTest(1, 1), signTest(50, 50)]).toEqual([1, 1, 1])
  })

  it('agrees with whole-number arithmetic, whichever side won, far beyond 2⁻¹⁰⁷⁴', () => {
    fc.assert(
      fc.property(fc.nat(1_500), fc.nat(1_500), (wins, losses) => {
        const p = exact(wins, losses)
        expect(Math.abs(signTest(wins, losses) - p)).toBeLessThanOrEqual(1e-9 * p + 1e-29)
        expect(signTest(losses, wins)).toBe(signTest(wins, losses))
      }),
    )
  })
})
