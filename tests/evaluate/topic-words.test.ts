import { describe, expect, it } from 'vitest'
import { wordQuality } from '../../src/evaluate/topic-words.ts'

/** Ten documents. */
const documents = [
  ...new Array<string>(5).fill('Alpha beta'),
  ...new Array<string>(4).fill('gamma, delta'),
  'alpha; gamma delta',
]

describe('the words of topics', () => {
  it('cohere by how much more often than by chance they come together', () => {
    // alpha in 6, beta in 5, both in 5 of 10: ln(5·10 / (6·5)) / ln(10/5) = 0.737.
    expect(wordQuality([['alpha', 'beta']], documents).npmi).toBeCloseTo(Math.log(5 / 3) / Math.log(2), 9)
    // beta and gamma never meet; alpha and gamma once of 6 and 5: ln(10 / 30) / ln 10.
    const three = wordQuality([['alpha', 'beta', 'gamma']], documents).npmi
    expect(three).toBeCloseTo((Math.log(5 / 3) / Math.log(2) - 1 + Math.log(1 / 3) / Math.log(10)) / 3, 9)
  })

  it('may be phrases, which stand side by side', () => {
    // "gamma delta" in 5, as gamma: always together, in half of the documents.
    expect(wordQuality([['Gamma delta', 'gamma']], documents).npmi).toBeCloseTo(1, 9)
    expect(wordQuality([['beta alpha', 'alpha']], documents).npmi).toBe(0)
  })

  it('are as diverse as few of them come twice', () => {
    expect(
      wordQuality(
        [
          ['alpha', 'beta'],
          ['alpha', 'gamma'],
        ],
        documents,
      ).diversity,
    ).toBe(0.75)
  })

  it('count ten a topic', () => {
    const many = ['alpha', 'beta', ...Array.from({ length: 8 }, (_, i) => `no ${i}`), 'gamma']
    expect(wordQuality([many], documents).npmi).toBeCloseTo(Math.log(5 / 3) / Math.log(2), 9)
  })
})
