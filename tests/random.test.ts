import { describe, expect, it } from 'vitest'
import { seeded, seedOf, shuffled } from '../src/random.ts'

describe('seeded randomness', () => {
  it('repeats itself for the same seed and differs for another', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, seeded(seed))
    expect(draw(1)).toEqual(draw(1))
    expect(draw(1)).not.toEqual(draw(2))
  })

  it('is spread evenly over [0, 1)', () => {
    const random = seeded(3)
    const counts = new Array(10).fill(0)
    for (let i = 0; i < 10_000; i++) counts[Math.floor(random() * 10)]++
    // Binomial with mean 1,000 and standard deviation 30: five of them either way.
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150)
  })

  it('shuffles without losing anything', () => {
    const items = Array.from({ length: 100 }, (_, i) => i)
    const mixed = shuffled(items, seeded(4))
    expect(mixed).not.toEqual(items)
    expect([...mixed].sort((a, b) => a - b)).toEqual(items)
  })

  it('takes the first four bytes of a text’s sha256 for its seed, lowest first', () => {
    // printf kindred | sha256sum: 34051210…
    expect(seedOf('kindred')).toBe(0x10120534)
    expect(seedOf('')).toBe(0x42c4b0e3)
  })
})
