import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CoRead, Evidence } from '../../src/co-reading.ts'
import { type Library, withReadings } from '../../src/library.ts'
import { compactReadings } from '../../src/readings.ts'
import { causesFrom } from '../../src/recommend/causes.ts'
import { recommenderFor } from '../../src/recommend/recommend.ts'
import type { Scored } from '../../src/recommend/score.ts'
import { sideOf } from '../../src/recommend/sides.ts'
import type { TextScore } from '../../src/recommend/text-score.ts'
import { flatLibrary } from '../support/flat-library.ts'
import { historyOfRows, itemOf, outsideItem } from '../support/histories.ts'

describe('the causes of a recommendation', () => {
  const library = flatLibrary([0, 90, 180, 270].map((degrees) => ({ degrees })))

  /** Causes of row 3 for a history of rows 0, 1, 2, whose shares of the text and evidence are told. */
  const causes = async (
    { text, coRead }: Pick<Scored, 'text' | 'coRead'>,
    shares: readonly number[],
    evidence: readonly Evidence[],
  ) => {
    const positive = await sideOf(library, historyOfRows(library, [0, 1, 2]), 'positive')
    const known = new Map([...evidence.entries()].filter(([, { part }]) => part > 0))
    const causesOf = causesFrom(library, {
      positive,
      text: { positive, sharesOf: () => Float64Array.from(shares) } as unknown as TextScore,
      coRead: { evidenceOf: () => known } as unknown as CoRead,
    })
    return causesOf({ row: 3, near: 0, score: text + coRead, text, coRead }).map(
      ({ item, share, readerCount }) => [item.row, Number(share.toFixed(6)), readerCount],
    )
  }
  const nobody = { part: 0, readerCount: 0 }

  it('are by the text alone where the text alone made the score', async () => {
    expect(await causes({ text: 1, coRead: 0 }, [0.2, 0.5, 0.3], [nobody, nobody, nobody])).toEqual([
      [1, 0.5, 0],
      [2, 0.3, 0],
      [0, 0.2, 0],
    ])
  })

  it('weigh text and readers by what either did for the score', async () => {
    // A quarter of the score is by readers. Row 0: ¾ · 0.2 + ¼ · 6/8; row 1: ¾ · 0.5; row 2: ¾ · 0.3 + ¼ · 2/8.
    const evidence = [{ part: 6, readerCount: 4 }, nobody, { part: 2, readerCount: 1 }]
    expect(await causes({ text: 0.6, coRead: 0.2 }, [0.2, 0.5, 0.3], evidence)).toEqual([
      [1, 0.375, 0],
      [0, 0.3375, 4],
      [2, 0.2875, 1],
    ])
  })

  it('tie in the order of the history’s weights', async () => {
    const all = [nobody, nobody, nobody]
    expect((await causes({ text: 1, coRead: 0 }, [0.25, 0.5, 0.25], all)).map(([row]) => row)).toEqual([
      1, 0, 2,
    ])
  })

  it('are by the text for a paper that neither part speaks for', async () => {
    const shares = await causes(
      { text: 0, coRead: 0 },
      [0.2, 0.5, 0.3],
      [{ part: 3, readerCount: 2 }, nobody, nobody],
    )
    expect(shares.map(([, share]) => share)).toEqual([0.5, 0.3, 0.2])
  })

  it('name no paper that did nothing', async () => {
    // The readers made all of the score, and nobody has read it together with row 1.
    const evidence = [{ part: 1, readerCount: 1 }, nobody, { part: 3, readerCount: 2 }]
    expect(await causes({ text: 0, coRead: 0.4 }, [0.2, 0.5, 0.3], evidence)).toEqual([
      [2, 0.75, 2],
      [0, 0.25, 1],
    ])
  })

  it('are the five with the largest shares, with the similarity of each', async () => {
    const many = flatLibrary([0, 20, 40, 60, 80, 100, 120, 30].map((degrees) => ({ degrees })))
    const recommender = await recommenderFor(many, historyOfRows(many, [0, 1, 2, 3, 4, 5, 6]))
    const [paper] = await recommender.rank({ count: 1 })
    expect(paper!.row).toBe(7)
    const found = recommender.because(paper!)
    expect(found).toHaveLength(5)
    // At 30° the papers at 20° and 40° are nearest, at 120° the furthest.
    expect(
      found
        .slice(0, 2)
        .map(({ item }) => item.row!)
        .toSorted(),
    ).toEqual([1, 2])
    expect(found.map(({ item }) => item.row)).not.toContain(6)
    for (const { item, similarity, readerCount } of found) {
      expect(similarity).toBeCloseTo(many.scaling.similarity(7, many.scaling.ofRow(item.row!)), 6)
      expect(readerCount).toBe(0)
    }
    const shares = found.map(({ share }) => share)
    expect(shares).toEqual(shares.toSorted((a, b) => b - a))
  })

  it('have shares that add up to 1 over the whole history, with readers and without, of papers that are not ours too', async () => {
    const angle = fc.integer({ min: 0, max: 359 })
    const situation = fc.record({
      angles: fc.array(angle, { minLength: 6, maxLength: 12 }),
      liked: fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 3 }),
      outside: fc.uniqueArray(angle, { maxLength: 2 }),
      readings: fc.array(fc.uniqueArray(fc.nat(5), { minLength: 2 }), { maxLength: 6 }),
      disliked: fc.option(fc.nat(5)),
    })
    await fc.assert(
      fc.asyncProperty(situation, async ({ angles, liked, outside, readings, disliked }) => {
        const flat = flatLibrary(angles.map((degrees) => ({ degrees })))
        const read = compactReadings(readings.map((rows, at) => ({ reader: `${at}`, rows })))
        const library: Library = withReadings(flat, read)
        const recommender = await recommenderFor(
          library,
          historyOfRows(library, [], {
            positive: [
              ...liked.map((at, i) => itemOf(library, at, { weight: 1 + i })),
              ...outside.map((degrees) => outsideItem(degrees)),
            ],
            negative: disliked === null ? [] : [disliked],
            known: new Set(liked),
            reader: '0',
          }),
        )
        // At most five of the history: all of them are named.
        for (const paper of await recommender.rank({ count: 20 })) {
          expect(Number.isFinite(paper.score)).toBe(true)
          const shares = recommender.because(paper).map(({ share }) => share)
          expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
          for (const share of shares) expect(share).toBeGreaterThan(0)
        }
      }),
      { seed: 1 },
    )
  })
})
