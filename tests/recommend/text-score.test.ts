import { describe, expect, it } from 'vitest'
import { logMeanExp } from '../../src/interest.ts'
import { sideOf } from '../../src/recommend/sides.ts'
import { textScore } from '../../src/recommend/text-score.ts'
import { flatLibrary } from '../support/flat-library.ts'
import { historyOfRows, itemOf } from '../support/histories.ts'

// A square: the mean is the origin and the hubness of each paper −⅓ (see local-scaling.test.ts), so the
// scaled similarity of neighbours is 0 + ⅓, and of opposite ones −1 + ⅓.
const library = flatLibrary([0, 90, 180, 270].map((degrees) => ({ degrees })))
const scoreOf = async (
  positive: readonly number[],
  negative: readonly number[] = [],
  weights: readonly number[] = [],
) => {
  const items = positive.map((at, i) => itemOf(library, at, { weight: weights[i] ?? 1 }))
  const history = historyOfRows(library, [], { positive: items, negative })
  return textScore(
    library,
    await sideOf(library, history, 'positive'),
    await sideOf(library, history, 'negative'),
  )
}

describe('the text score', () => {
  it('is the scaled similarity to a single paper', async () => {
    expect((await scoreOf([0])).near(1)).toBeCloseTo(1 / 3, 6)
    expect((await scoreOf([0])).near(2)).toBeCloseTo(-2 / 3, 6)
  })

  it('is the log-mean-exp over several, weighted', async () => {
    // Paper 1 is next to 0 and opposite to 3: ln((3 e^(10/3) + 1 e^(−20/3)) / 4) / 10
    const score = await scoreOf([0, 3], [], [3, 1])
    expect(score.near(1)).toBeCloseTo(Math.log((3 * Math.exp(10 / 3) + Math.exp(-20 / 3)) / 4) / 10, 6)
    // Shares: 3 e^(10/3) : e^(−20/3), so 3 e^10 : 1.
    expect(score.sharesOf(1)[1]).toBeCloseTo(1 / (3 * Math.exp(10) + 1), 9)
  })

  it('is for three tenths that of the title and the sentences, each by itself', async () => {
    // The same square, but the second paper has a title at 90° and a sentence at 0°, where the history lies.
    const degrees = [0, 90, 180, 270].map((degrees) => ({
      degrees,
      ...(degrees === 90 && { pieces: [90, 0], abstract: 'The very thing.' }),
    }))
    const told = flatLibrary(degrees)
    const history = historyOfRows(told, [0])
    const score = textScore(
      told,
      await sideOf(told, history, 'positive'),
      await sideOf(told, history, 'negative'),
    )
    const pieces = (Math.exp(10 / 3) + Math.exp(40 / 3)) / 2
    expect(score.near(1)).toBeCloseTo(Math.log(0.7 * Math.exp(10 / 3) + 0.3 * pieces) / 10, 6)
    expect(score.sharesOf(1)).toEqual(Float64Array.of(1))
  })

  it('takes half of the nearness to what is disliked, and never gives for what is far from it', async () => {
    expect((await scoreOf([0], [3])).against(0)).toBeCloseTo(0.5 / 3, 6)
    expect((await scoreOf([0], [3])).against(1)).toBe(0)
    expect((await scoreOf([0])).against(1)).toBe(0)
  })

  it('looks at 128 papers of a longer history, from the heaviest to the lightest', async () => {
    const many = flatLibrary(Array.from({ length: 256 }, (_, at) => ({ degrees: at })))
    const positive = Array.from({ length: 256 }, (_, at) => itemOf(many, at, { weight: 256 - at }))
    const history = historyOfRows(many, [], { positive })
    const score = textScore(
      many,
      await sideOf(many, history, 'positive'),
      await sideOf(many, history, 'negative'),
    )
    expect(score.positive.places).toEqual(Array.from({ length: 128 }, (_, at) => 2 * at))
    const similarities = score.positive.items.map(({ row }) =>
      many.scaling.similarity(7, many.scaling.ofRow(row!)),
    )
    expect(score.near(7)).toBeCloseTo(logMeanExp(similarities, score.positive.weights), 6)
  })

  it('compares each paper with the history once', async () => {
    let count = 0
    const counting = {
      ...library,
      scaling: {
        ...library.scaling,
        to: (others: Parameters<typeof library.scaling.to>[0]) => {
          const similarity = library.scaling.to(others)
          return (...of: Parameters<typeof similarity>) => {
            count++
            return similarity(...of)
          }
        },
      },
    }
    const history = historyOfRows(library, [0, 1])
    const score = textScore(
      counting,
      await sideOf(library, history, 'positive'),
      await sideOf(library, history, 'negative'),
    )
    score.near(2)
    score.sharesOf(2)
    score.near(2)
    expect(count).toBe(2)
  })
})
