import { describe, expect, it } from 'vitest'
import { hybridSearch, keywordSearch, semanticSearch } from '../src/search.ts'
import { flatLibrary, unitAt } from './support/flat-library.ts'

const library = flatLibrary([
  { degrees: 0, title: 'graphs' },
  { degrees: 30, title: 'proofs' },
  { degrees: 90, title: 'proofs of proofs' },
])
const rows = (found: { row: number }[]) => found.map(({ row }) => row)

describe('search', () => {
  it('by words finds papers that hold them', async () => {
    expect(rows(keywordSearch(library, 'proof', { count: 5 }))).toEqual([2, 1])
  })

  it('by meaning finds the nearest vectors', async () => {
    expect(rows(await semanticSearch(library, unitAt(0), { count: 2 }))).toEqual([0, 1])
  })

  it('by both adds the two scores, each as a share of the best one', async () => {
    const found = await hybridSearch(library, 'proof', unitAt(0), { count: 5 })
    const words = keywordSearch(library, 'proof', { count: 5 })
    const share = words[1]!.score / words[0]!.score
    // Meaning: 1, cos 30° and 0; words: 0, `share` and 1; joined 0.55 to 0.45.
    const expected = new Map([
      [0, 0.55],
      [1, 0.55 * Math.cos(Math.PI / 6) + 0.45 * share],
      [2, 0.45],
    ])
    for (const { row, score } of found) expect(score).toBeCloseTo(expected.get(row)!, 5)
    expect(rows(found)).toEqual([1, 0, 2])
  })

  it('by both goes on by meaning when no word is known', async () => {
    expect(rows(await hybridSearch(library, 'zebra', unitAt(0), { count: 5 }))).toEqual([0, 1, 2])
  })

  it('answers nothing where nothing passes the filter', async () => {
    expect(await hybridSearch(library, 'proof', unitAt(0), { count: 5, topic: 7 })).toEqual([])
  })
})
