import { describe, expect, it } from 'vitest'
import { rankedByMeaning, unranked } from '../../src/topics/term-ranking.ts'
import { matrix } from '../../src/vector.ts'
import { unitAt } from '../support/flat-library.ts'

// The topic is at 0°, the collection at 90°.
const angles: Record<string, number> = { automata: 0, automaton: 1, cellular: -90, results: 90, finite: 80 }
const asked: string[][] = []
const vectorsOf = async (terms: readonly string[]) => {
  asked.push([...terms])
  return matrix(Float32Array.from(terms.flatMap((term) => [...unitAt(angles[term]!)])), 2)
}
const weighted = (weights: Record<string, number>) =>
  Object.entries(weights).map(([term, weight]) => ({ term, weight }))
const ranked = async (weights: Record<string, number>, count = 5) =>
  (
    await rankedByMeaning([weighted(weights)], { middles: [unitAt(0)], usual: unitAt(90) }, vectorsOf, count)
  )[0]!
const names = (terms: readonly { term: string }[]) => terms.map(({ term }) => term)

describe('terms ranked by what they mean', () => {
  it('put what is like the topic before what is like the whole collection', async () => {
    // automata: e^(4 (1 − 0)) = 54.6, results: 100 e^(4 (0 − 1)) = 1.83.
    const { terms } = await ranked({ results: 100, automata: 1 })
    expect(names(terms)).toEqual(['automata', 'results'])
    expect(terms[0]!.weight).toBeCloseTo(Math.exp(4), 4)
    expect(terms[1]!.weight).toBeCloseTo(100 * Math.exp(-4), 4)
  })

  it('still go by their weights where they mean the same', async () => {
    expect(names((await ranked({ automaton: 2, automata: 1 })).terms)).toEqual(['automaton', 'automata'])
  })

  it('are as many as asked, and name a topic without saying the same twice', async () => {
    const { terms, forName } = await ranked({ automata: 10, automaton: 9, cellular: 8, finite: 1 }, 3)
    expect(names(terms)).toEqual(['automata', 'automaton', 'cellular'])
    // 10 e⁴ = 546, 9 e^3.93 = 458 and 8 e⁴ = 437. After the first: 0.7 · 458/546 − 0.3 · 1 = 0.29, and 0.7 · 437/546 = 0.56.
    expect(names(forName)).toEqual(['automata', 'cellular', 'automaton'])
  })

  it('are embedded once, in however many topics they are', async () => {
    asked.length = 0
    const own = weighted({ automata: 1, finite: 1 })
    await rankedByMeaning([own, own], { middles: [unitAt(0), unitAt(90)], usual: unitAt(45) }, vectorsOf, 5)
    expect(asked).toEqual([['automata', 'finite']])
  })

  it('keep their order where nothing tells what they mean', () => {
    const { terms, forName } = unranked(weighted({ b: 2, a: 1, c: 0.5 }), 2)
    expect([names(terms), names(forName)]).toEqual([
      ['b', 'a'],
      ['b', 'a'],
    ])
  })
})
