import { describe, expect, it } from 'vitest'
import { FACETS, facetShares, facetWeights } from '../../src/text/facets.ts'

const sentences = [
  'Recent parsers have become slow, which remains a problem.',
  'We propose a novel algorithm that prunes the graph.',
  'Experiments show that it outperforms the state of the art by 12.5 percent.',
]

describe('the facets of sentences', () => {
  it('are told by their words and their place', () => {
    const likeliest = sentences.map((_, at) => {
      const shares = FACETS.map((facet) => facetShares(sentences, facet)[at]!)
      return FACETS[shares.indexOf(Math.max(...shares))]
    })
    expect(likeliest).toEqual(['background', 'method', 'result'])
  })

  it('are told by the place alone where no word tells', () => {
    // One sentence: x = ½, priors 0, 1 and 0. P(method) = e / (e + 2) = 0.576117.
    expect(facetShares(['Stones.'], 'method')[0]).toBeCloseTo(0.576117, 6)
    // First of two: x = ¼, priors 1, 0.625, −1. P(background) = e / (e + e^0.625 + e^−1) = 0.548659.
    expect(facetShares(['Stones.', 'Trees.'], 'background')[0]).toBeCloseTo(0.548659, 6)
  })

  it('count a cue word one and a half times its weight', () => {
    // "However" has 1: exponents 1.5, 1, 0. P(background) = e^1.5 / (e^1.5 + e + 1) = 0.546550.
    expect(facetShares(['However, stones.'], 'background')[0]).toBeCloseTo(0.54655, 5)
  })

  it('add up to one for a sentence', () => {
    for (let at = 0; at < sentences.length; at++) {
      const sum = FACETS.reduce((total, facet) => total + facetShares(sentences, facet)[at]!, 0)
      expect(sum).toBeCloseTo(1, 10)
    }
  })

  it('weigh the title as any piece, and the sentences by their share', () => {
    const weights = facetWeights(['Title.', ...sentences], 'result')
    expect(weights[0]).toBe(0.25)
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 10)
    expect(weights[3]).toBeGreaterThan(0.5)
    expect(facetWeights(['Title'], 'result')).toEqual([1])
  })
})
