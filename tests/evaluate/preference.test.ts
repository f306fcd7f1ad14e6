import { describe, expect, it } from 'vitest'
import { type Credits, preferenceOf } from '../../src/evaluate/preference.ts'
import { type Random, seeded, shuffled } from '../../src/random.ts'
import { teamDraft } from '../../src/recommend/interleave.ts'

const times = (count: number, credits: Credits) => Array.from({ length: count }, () => credits)
const [forA, forB, even, silent] = [
  { a: 2, b: 1 },
  { a: 0, b: 3 },
  { a: 1, b: 1 },
  { a: 0, b: 0 },
]

describe('the preference', () => {
  it('is one vote a list, for whose papers more was done, and none from a list without a response', () => {
    const { delta, ...rest } = preferenceOf([forA, forA, forB, even, silent, silent])
    // Two votes to one: 2 · (1 + 3) / 8 = 1.
    expect(rest).toEqual({
      lists: 6,
      responded: 4,
      wins: { a: 2, b: 1 },
      ties: 1,
      pValue: 1,
      preferred: undefined,
    })
    // (2 + 1/2) / 4 − 1/2
    expect(delta!.value).toBe(0.125)
    expect(delta!.low).toBeLessThan(0)
    expect(delta!.high).toBeGreaterThan(0.125)
  })

  it('has the interval that the normal distribution predicts', () => {
    // 60 votes of +1/2, 40 of −1/2: mean 0.1, deviation √(1/4 − 0.01) = 0.49; 0.1 ± 1.96 · 0.049 = 0.1 ± 0.096.
    const { delta, pValue, preferred } = preferenceOf([...times(60, forA), ...times(40, forB)])
    expect(delta!.value).toBeCloseTo(0.1, 12)
    expect(Math.abs(delta!.low - 0.004)).toBeLessThan(0.011)
    expect(Math.abs(delta!.high - 0.196)).toBeLessThan(0.011)
    // A coin gives 60 to 40 or worse in 5.69 % of cases (R: binom.test(60, 100)): not enough.
    expect(pValue).toBeCloseTo(0.0569, 4)
    expect(preferred).toBeUndefined()
  })

  it('is for either side when interval and sign test agree', () => {
    expect(preferenceOf([...times(62, forA), ...times(38, forB)]).preferred).toBe('a')
    expect(preferenceOf([...times(38, forA), ...times(62, forB)]).preferred).toBe('b')
  })

  it('is not decided by five lists, of which every bootstrap draw is the same', () => {
    const five = preferenceOf(times(5, forA))
    expect(five).toMatchObject({ delta: { value: 0.5, low: 0.5, high: 0.5 }, pValue: 0.0625 })
    expect(five.preferred).toBeUndefined()
    expect(preferenceOf(times(6, forA)).preferred).toBe('a')
  })

  it('is not decided by ties, nor by silence', () => {
    expect(preferenceOf(times(1_000, even))).toMatchObject({ ties: 1_000, pValue: 1, preferred: undefined })
    expect(preferenceOf([silent])).toEqual({
      lists: 1,
      responded: 0,
      wins: { a: 0, b: 0 },
      ties: 0,
      delta: undefined,
      pValue: 1,
      preferred: undefined,
    })
  })
})

// Readers who want 10 of 100 papers. They look at the first ten of a list, and open half of those
// that they want and one in twenty of the others.
const WANTED = 10
const papers = Array.from({ length: 100 }, (_, row) => row)
const opens = (row: number, random: Random) => random() < (row < WANTED ? 0.5 : 0.05)

/** Wanted papers come first as far as `skill` goes: 1 is the perfect order, 0 a random one. */
function ranking(skill: number, random: Random): number[] {
  const keys = papers.map((row) => skill * row + (1 - skill) * random() * papers.length)
  return shuffled(papers, random).sort((a, b) => keys[a]! - keys[b]!)
}

function simulated(lists: number, skill: { a: number; b: number }, seed: number) {
  const random = seeded(seed)
  const credits = Array.from({ length: lists }, () => {
    const rankings = { a: ranking(skill.a, random), b: ranking(skill.b, random) }
    const opened = teamDraft(rankings, { count: 10, random }).filter(({ row }) => opens(row, random))
    const of = (team: 'a' | 'b') => opened.filter((pick) => pick.team === team).length
    return { a: of('a'), b: of('b') }
  })
  return preferenceOf(credits)
}

describe('readers that are simulated', () => {
  it('prefer the better of two strategies, whichever team it is', () => {
    expect(simulated(200, { a: 0.6, b: 0.3 }, 1).preferred).toBe('a')
    expect(simulated(200, { a: 0.3, b: 0.6 }, 2).preferred).toBe('b')
  })

  it.each([
    ['the same ranking under two names', 1],
    ['two rankings as good', 0.4],
  ])('leave %s undecided, but for one time in twenty', (_, skill) => {
    const runs = Array.from({ length: 200 }, (_, seed) => simulated(60, { a: skill, b: skill }, seed))
    const decided = runs.filter(({ preferred }) => preferred).length
    // 5 % of 200 are 10, ± 1.96 · √9.5 = 6; the test is on the careful side.
    expect(decided).toBeLessThanOrEqual(16)
    const mean = runs.reduce((sum, { delta }) => sum + delta!.value, 0) / runs.length
    expect(Math.abs(mean)).toBeLessThan(0.01)
  })
})
