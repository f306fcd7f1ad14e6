import { describe, expect, it } from 'vitest'
import { historyOf, type OutsideReaction } from '../../src/recommend/history.ts'
import { recommenderFor } from '../../src/recommend/recommend.ts'
import { flatLibrary, unitAt } from '../support/flat-library.ts'

// The history lies at 0°. Of the recommended paper one sentence lies there too, the others beside it.
const library = flatLibrary([
  { degrees: 0, title: 'Mine', abstract: 'Far off. Just this.', pieces: [20, 100, 2] },
  { degrees: 30, title: 'Theirs', abstract: 'Aside. The very thing. Elsewhere.', pieces: [40, 60, 0, 70] },
  { degrees: 120, title: 'Another', abstract: '', pieces: [120] },
  { degrees: 240, title: 'Opposite', abstract: '', pieces: [240] },
])
const at = new Date(0)
const liked = (row: number) => ({ paperId: library.cards[row]!.id, kind: 'like' as const, weight: 1, at })
const cited = async (row: number, history: ReturnType<typeof historyOf>) => {
  const recommender = await recommenderFor(library, history)
  const paper = (await recommender.rank({ count: 10 })).find((found) => found.row === row)!
  return recommender.citation(paper, recommender.because(paper))
}

describe('the sentence that is cited for a recommendation', () => {
  it('is the one whose absence lowers the score most, beside the most similar one of the history', async () => {
    expect(await cited(1, historyOf(library, [liked(0)]))).toEqual({
      theirs: 'The very thing.',
      // 2° is nearer to 0° than the title at 20° and the other sentence at 100°.
      yours: 'Just this.',
      of: 0,
      similarity: expect.closeTo(Math.cos((2 * Math.PI) / 180), 2),
    })
  })

  it('is none of a paper that has one sentence or none', async () => {
    expect(await cited(2, historyOf(library, [liked(0)]))).toBeUndefined()
  })

  it('is none where the history holds no paper of ours to set beside it', async () => {
    const outside: OutsideReaction = {
      id: 'o',
      title: 'Outside',
      vector: unitAt(0),
      kind: 'like',
      weight: 1,
      at,
    }
    expect(await cited(1, historyOf(library, [], [outside]))).toBeUndefined()
  })
})
