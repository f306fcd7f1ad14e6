import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { centre } from '../../src/centring.ts'
import { seeded } from '../../src/random.ts'
import { groupByInterest, INTERESTS_MAX } from '../../src/recommend/interests.ts'
import { matrix, unit } from '../../src/vector.ts'
import { unitAt } from '../support/flat-library.ts'

/** Of vectors as they are: the mean of a single row is left in. */
const groupsOf = (vectors: readonly Float32Array[], options: Parameters<typeof groupByInterest>[2]) => {
  const centring = centre(matrix(vectors[0] ?? unitAt(0), vectors[0]?.length ?? 2))
  return groupByInterest(
    centring,
    vectors.map((vector) => centring.of(vector)),
    options,
  )
}
const grouped = (angles: readonly number[], similarityMin: number, kept?: readonly (readonly number[])[]) =>
  groupsOf(angles.map(unitAt), { similarityMin, kept })

describe('the interests of a history', () => {
  it('are one where all papers are alike', () => {
    // The least cosine is cos 20° = 0.94.
    expect(grouped([0, 10, 20, 5, 15], 0.5)).toEqual([[0, 1, 2, 3, 4]])
  })

  it('are two where two groups point apart, the larger first, places ascending', () => {
    // Within a group at least cos 20° = 0.94, between them at most cos 70° = 0.34.
    expect(grouped([90, 0, 100, 20, 10], 0.5)).toEqual([
      [1, 3, 4],
      [0, 2],
    ])
  })

  it('are told apart by the mean cosine: 60° at one below ½, and not at one above', () => {
    expect(grouped([0, 60], 0.49)).toEqual([[0, 1]])
    expect(grouped([0, 60], 0.51)).toEqual([[0], [1]])
  })

  it('do not follow a chain whose ends are unlike', () => {
    // 0° and 39° merge by cos 39° = 0.78. Their mean cosine to 80° is (cos 80° + cos 41°) / 2 = 0.464.
    expect(grouped([0, 39, 80], 0.6)).toEqual([[0, 1], [2]])
    expect(grouped([0, 39, 80], 0.46)).toEqual([[0, 1, 2]])
  })

  it('merge groups by the mean over all of their pairs', () => {
    // {0°, 20°} and {60°, 80°}: (cos 60° + cos 80° + cos 40° + cos 60°) / 4 = 0.485.
    expect(grouped([0, 20, 60, 80], 0.48)).toEqual([[0, 1, 2, 3]])
    expect(grouped([0, 20, 60, 80], 0.49)).toEqual([
      [0, 1],
      [2, 3],
    ])
  })

  it('may be single papers of a history of up to four', () => {
    expect(grouped([0, 5, 90, 180], 0.8)).toEqual([[0, 1], [2], [3]])
  })

  it('take in the strays of a longer one, each the nearest', () => {
    // Nothing is within acos 0.8 = 37° of 160°. To {90°, 95°} it is cos 70° and cos 65°, to {0°, 5°} below 0.
    expect(grouped([0, 5, 90, 95, 160], 0.8)).toEqual([
      [2, 3, 4],
      [0, 1],
    ])
  })

  it('are one where a longer history has nothing alike', () => {
    expect(grouped([0, 72, 144, 216, 288], 0.8)).toEqual([[0, 1, 2, 3, 4]])
  })

  it('are eight at most: the nearest ones are merged until they are', () => {
    // Ten axes of ten dimensions with two papers each. All groups are at right angles, so the first are merged.
    const axes = Array.from({ length: 20 }, (_, at) =>
      unit(Array.from({ length: 10 }, (_, i) => (i === at >> 1 ? 1 : 0))),
    )
    const groups = groupsOf(axes, { similarityMin: 0.5 })
    expect(groups.map((group) => group.length)).toEqual([6, 2, 2, 2, 2, 2, 2, 2])
    expect(groups).toHaveLength(INTERESTS_MAX)
  })

  it('are none of no history', () => {
    expect(groupsOf([], { similarityMin: 0.5 })).toEqual([])
  })

  describe('that are kept', () => {
    it('stay apart however alike they are, and in their order, before larger ones', () => {
      // All papers at 0° or 1°, but for three at 90°.
      expect(grouped([0, 1, 0, 90, 91, 92], 0.5, [[2], [0, 1]])).toEqual([[2], [0, 1], [3, 4, 5]])
    })

    it('are joined by what is alike, each by the nearest', () => {
      // 61° is 29° from the kept 90°, 30° is 30° from the kept 0°, and either is 31° from the other.
      expect(grouped([30, 61, 90, 0], 0.5, [[2], [3]])).toEqual([
        [1, 2],
        [0, 3],
      ])
    })

    it('stay as they are when nothing is alike', () => {
      expect(grouped([0, 180, 90], 0.5, [[0, 1]])).toEqual([[0, 1], [2]])
    })

    it('may be a single paper of a long history, and take in its strays', () => {
      expect(grouped([0, 90, 95, 100, 105, 330], 0.9, [[0]])).toEqual([
        [0, 5],
        [1, 2, 3, 4],
      ])
    })

    it('may have lost all of their papers, and then take nothing in', () => {
      // 225° is 132.5° from the middle of {90°, 95°} and 137.5° from that of {0°, 5°}: below 0 of either.
      expect(grouped([0, 5, 90, 95, 225], 0.8, [[]])).toEqual([[], [2, 3, 4], [0, 1]])
      expect(grouped([0, 72, 144, 216, 288], 0.8, [[], []])).toEqual([[], [], [0, 1, 2, 3, 4]])
      expect(grouped([], 0.8, [[]])).toEqual([[]])
    })

    it('stay whole where they are longer than what is clustered', () => {
      // Of 120 kept papers every sixth is not clustered: those point to 90°, like 30 that are not kept.
      const angles = [
        ...Array.from({ length: 120 }, (_, at) => (at % 6 === 5 ? 90 : 0)),
        ...new Array(30).fill(90),
      ]
      const kept = Array.from({ length: 120 }, (_, at) => at)
      const [own, found] = grouped(angles, 0.5, [kept])
      expect(own).toEqual(kept)
      expect(found).toHaveLength(30)
    })

    it('may be more than eight, and then take in everything', () => {
      const nine = Array.from({ length: 9 }, (_, at) => at * 40)
      const kept = nine.map((_, at) => [at])
      const groups = grouped([...nine, 3, 122], 0.999, kept)
      expect(groups).toEqual([[0, 9], [1], [2], [3, 10], [4], [5], [6], [7], [8]])
    })
  })

  const situation = fc
    .record({
      angles: fc.array(fc.integer({ min: 0, max: 359 }), { minLength: 1, maxLength: 30 }),
      similarityMin: fc.double({ min: -0.5, max: 1, noNaN: true }),
      kept: fc.array(fc.nat(3), { minLength: 30, maxLength: 30 }),
      keptCount: fc.nat(3),
    })
    .map(({ angles, similarityMin, kept, keptCount }) => ({
      angles,
      similarityMin,
      // Each place goes to the kept group that its number names, or to none.
      kept: Array.from({ length: keptCount }, (_, i) => [...angles.keys()].filter((at) => kept[at] === i)),
    }))

  it('hold every paper in exactly one, the kept ones among them, eight at most', () => {
    fc.assert(
      fc.property(situation, ({ angles, similarityMin, kept }) => {
        const groups = grouped(angles, similarityMin, kept)
        expect(groups.flat().toSorted((a, b) => a - b)).toEqual([...angles.keys()])
        kept.forEach((group, i) => {
          expect(groups[i]).toEqual(expect.arrayContaining([...group]))
        })
        const found = groups.slice(kept.length)
        expect(groups.filter((group) => group.length > 0).length).toBeLessThanOrEqual(INTERESTS_MAX)
        for (const group of groups) expect(group).toEqual(group.toSorted((a, b) => a - b))
        const sizes = found.map((group) => group.length)
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
        expect(sizes).not.toContain(0)
        if (angles.length > 4) expect(sizes).not.toContain(1)
      }),
      { seed: 1 },
    )
  })

  it('hold every paper of a history longer than what is clustered, and the same ones every time', () => {
    // 150 papers around each of 0° and 90°, within ±20°, in turns; a kept group of 120 of the first.
    const random = seeded(2)
    const angles = Array.from({ length: 300 }, (_, at) => (at % 2) * 90 + 40 * random() - 20)
    const kept = Array.from({ length: 120 }, (_, at) => 2 * at)
    for (const groups of [grouped(angles, 0.5), grouped(angles, 0.5, [kept])]) {
      expect(groups.map((group) => group.length)).toEqual([150, 150])
      expect(groups[0]!.every((at) => at % 2 === groups[0]![0]! % 2)).toBe(true)
    }
    expect(grouped(angles, 0.5, [kept])).toEqual(grouped(angles, 0.5, [kept]))
  })
})
