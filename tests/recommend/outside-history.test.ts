import { describe, expect, it } from 'vitest'
import { paperId } from '../../src/paper.ts'
import { historyOf, type OutsideReaction } from '../../src/recommend/history.ts'
import { recommenderFor } from '../../src/recommend/recommend.ts'
import { flatLibrary, unitAt } from '../support/flat-library.ts'

const at = new Date('2026-01-01')
const outside = (degrees: number, kind: OutsideReaction['kind'] = 'save', weight = 1): OutsideReaction => ({
  id: paperId(`Outside at ${degrees}°`),
  title: `Outside at ${degrees}°`,
  vector: unitAt(degrees),
  kind,
  weight,
  at,
})

describe('a history of papers that the library does not hold', () => {
  const library = flatLibrary([0, 90, 180, 270].map((degrees) => ({ degrees })))
  const best = async (...papers: OutsideReaction[]) => {
    const recommender = await recommenderFor(library, historyOf(library, [], papers))
    return (await recommender.rank({ count: 4 }))[0]!.row
  }

  it('recommends what lies next to them', async () => {
    // 80° is 10° from row 1 and 80° from row 0.
    expect(await best(outside(80))).toBe(1)
    expect(await best(outside(190))).toBe(2)
  })

  it('weighs a read paper half, as one of the library', async () => {
    const { positive } = historyOf(library, [], [outside(0, 'read', 3), outside(0, 'like', 3)])
    expect(positive.map(({ weight, row }) => [weight, row])).toEqual([
      [1.5, undefined],
      [3, undefined],
    ])
  })

  it('lets a disliked one speak against, and a hidden one not at all', async () => {
    const papers = [outside(0, 'dislike'), outside(90, 'hide')]
    const { positive, negative, known } = historyOf(library, [], papers)
    expect([positive, negative.map(({ title }) => title), [...known]]).toEqual([[], ['Outside at 0°'], []])
    // 45° lies between rows 0 and 1; what speaks against row 0 leaves row 1.
    expect(await best(outside(45), outside(0, 'dislike'))).toBe(1)
  })
})
