import { describe, expect, it } from 'vitest'
import { bestPairs, distinctiveWords, sharedWords } from '../src/reasons.ts'
import { flatLibrary } from './support/flat-library.ts'

const library = flatLibrary([
  {
    degrees: 0,
    pieces: [0, 40, 80, 120],
    title: 'Pruning LLMs',
    abstract: 'LLMs are large. Pruning makes them small. Our code is available at https://example.org.',
  },
  {
    degrees: 10,
    pieces: [5, 45, 300, 120],
    title: 'Agents of LLMs',
    abstract: 'A large LLMs zoo. Agents walk: agents’ walks. The code is available on request.',
  },
  { degrees: 90, title: 'Zürich, a pruned tree' },
  { degrees: 170, title: 'Elsewhere' },
])

describe('the reasons for a likeness', () => {
  it('are the sentences most alike, each once, not the two titles and no announcement of code', () => {
    // The announcements agree wholly (120° both), the titles by cos 5°; of the rest 40° and 45° come first,
    // then 80° and 45° would, were 45° not taken; then the title at 5° with nothing left but 80° (cos 75° = 0.26).
    expect(bestPairs(library, 0, 1, 5)).toEqual([
      { a: 'LLMs are large.', b: 'A large LLMs zoo.', similarity: expect.closeTo(0.996, 2) },
      { a: 'Pruning LLMs', b: 'Agents walk: agents’ walks.', similarity: expect.closeTo(0.5, 2) },
    ])
    expect(bestPairs(library, 0, 1, 1)).toHaveLength(1)
  })

  it('are no sentences where the abstracts have none in common', () => {
    // Paper 3 has one piece at 170°: the nearest, at 120°, is an announcement; then 45°, with a cosine of −0.57.
    expect(bestPairs(library, 1, 3, 2)).toEqual([])
  })

  it('are the words of both that add most, as the other paper writes them', () => {
    expect(sharedWords(library, 0, 1, 5)).toEqual(['LLMs', 'available', 'code', 'large'])
    expect(sharedWords(library, 0, 1, 1)).toEqual(['LLMs'])
    expect(sharedWords(library, 0, 2, 5)).toEqual([])
  })

  it('are what only the other says, in no form of the word, and says in its title or again', () => {
    expect(distinctiveWords(library, 0, 1, 5)).toEqual(['Agents'])
    // "pruned" is a form of "pruning".
    expect(distinctiveWords(library, 0, 2, 5)).toEqual(['tree', 'Zürich'])
  })
})
