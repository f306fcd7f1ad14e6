import { describe, expect, it } from 'vitest'
import { quantise } from '../src/int8.ts'
import { likeness, paperAsSubject, textAsSubject } from '../src/likeness.ts'
import { flatLibrary, unitAt } from './support/flat-library.ts'

const library = flatLibrary([
  { degrees: 0, title: 'graph kernels' },
  { degrees: 60, title: 'graph drawing' },
  { degrees: 90, pieces: [90, 0], title: 'proteins', abstract: 'They fold.' },
  {
    degrees: 30,
    pieces: [30, 0, 60, 90],
    title: 'parsing',
    abstract: 'Recent parsers remain slow. We propose an algorithm. Experiments show an improvement.',
  },
])
const between = (a: number, b: number) =>
  likeness(library, paperAsSubject(library, a), paperAsSubject(library, b))

describe('likeness', () => {
  it('is 1 of a paper with itself', () => {
    // With several sentences a little less: some mass moves to the wrong one, e⁻²⁰ at 90° and e^(−20·(1 − cos 30°)) at 30°.
    expect(between(0, 0)).toBeCloseTo(1, 6)
    for (let at = 0; at < library.count; at++) expect(between(at, at)).toBeGreaterThan(0.98)
  })

  it('adds up whole texts, sentences, titles and words', () => {
    // One piece each at 60°: cosine ½ of whole texts, sentences and titles. Both titles hold "graph" and
    // a word in one title of four; N = 4: idf ln(1 + 2.5/2.5) = 0.693147 and ln(1 + 3.5/1.5) = 1.203973.
    // Lengths are equal, so each word's share is its idf's: 0.693147 / (0.693147 + 1.203973) = 0.365368.
    const expected = (0.5 * 0.5 + 0.5 * 0.5 + 0.25 * 0.5 + 0.365368) / 2.25
    // int8 has cos 60° as 73 / √(73² + 127²) = 0.4983.
    expect(Math.abs(between(0, 1) - expected)).toBeLessThan(0.001)
  })

  it('is the same from either side, but for what 10 rounds leave', () => {
    for (let a = 0; a < library.count; a++)
      for (let b = 0; b < library.count; b++)
        expect(Math.abs(between(a, b) - between(b, a))).toBeLessThan(1e-3)
  })

  it('in one facet counts the sentences that tell of it', () => {
    // Paper 0 points where paper 3 tells of its background, at 0°; its result points at 90°, as paper 2 does.
    const inFacet = (facet: 'background' | 'method' | 'result', other: number) =>
      likeness(library, paperAsSubject(library, 3, facet), paperAsSubject(library, other))
    expect(inFacet('background', 0)).toBeGreaterThan(inFacet('result', 0) + 0.01)
    expect(inFacet('method', 1)).toBeGreaterThan(inFacet('background', 1))
    const { weights } = paperAsSubject(library, 3, 'result')
    expect(weights!.indexOf(Math.max(...weights!))).toBe(3)
  })

  it('of a text with the paper it was taken from is 1', () => {
    const pieces = Int8Array.from([90, 0].flatMap((angle) => [...quantise(unitAt(angle))]))
    const embedded = { vector: unitAt(90), pieces }
    const text = textAsSubject(library, 'proteins. proteins. They fold.', embedded, {
      pieces: ['proteins.', 'They fold.'],
    })
    expect(likeness(library, text, paperAsSubject(library, 2))).toBeCloseTo(1, 2)
  })
})
