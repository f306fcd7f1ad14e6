import { describe, expect, it } from 'vitest'
import { evaluateSimilar } from '../../src/evaluate/csfcube.ts'
import { paperOf } from '../../src/evaluate/data.ts'
import { dataLibrary } from '../../src/evaluate/data-library.ts'
import { comparison, outcomeTable } from '../../src/evaluate/report.ts'
import { evaluateSearch } from '../../src/evaluate/scifact.ts'
import { matrix } from '../../src/vector.ts'
import { modelOf } from './model.ts'

// Four papers at 0°, 10°, 50° and 80°, so that the nearest to a query at 0° come in this order.
const degrees = [0, 10, 50, 80]
const at = (angle: number) => [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]
const titles = ['graph kernels', 'tree kernels', 'protein folding', 'protein docking']
const papers = titles.map((title, i) => paperOf(`p${i}`, title, ''))
const library = await dataLibrary(
  papers,
  { vectors: matrix(Float32Array.from(degrees.flatMap(at)), 2) },
  modelOf(2),
)

describe('evaluateSimilar', () => {
  it('ranks the candidates by the query paper and measures what they are worth', async () => {
    // From p0: p1 (worth 0), p2 (3), p3 (2). MAP = (1/2 + 2/3) / 2 = 0.58333; one place: 0 of 3.
    const [whole, alike, told, wholeOfMethod] = await evaluateSimilar(library, [
      { query: 'p0', facet: 'method', candidates: ['p3', 'p1', 'p2'], relevance: [2, 0, 3] },
    ])
    expect(whole!.measured[0]!.MAP).toBeCloseTo(0.58333, 5)
    expect(whole!.measured[0]!['NDCG%20']).toBe(0)
    expect(wholeOfMethod).toEqual({ method: 'cosine of whole papers: method', measured: whole!.measured })
    // The order is the same sentence by sentence, as each paper is one.
    for (const outcome of [alike!, told!]) expect(outcome.measured).toEqual(whole!.measured)
  })
})

describe('evaluateSearch', async () => {
  // The words name p3 and then p2, the vector stands at 0° beside p0: words and meaning disagree.
  const claims = [{ text: 'docking of a protein', relevant: ['p3'] }]
  const outcomes = await evaluateSearch(library, claims, matrix(Float32Array.from(at(0)), 2))
  const measured = new Map(outcomes.map((outcome) => [outcome.method, outcome.measured[0]!]))

  it('measures words by words and meaning by meaning', async () => {
    expect(measured.get('keyword')).toEqual({ 'nDCG@10': 1, 'recall@100': 1 })
    // p3 comes last of four: 1 / log2(5)
    expect(measured.get('semantic')!['nDCG@10']).toBeCloseTo(1 / Math.log2(5), 10)
    expect(measured.get('semantic, without the graph')).toEqual(measured.get('semantic'))
  })

  it('is printed as a table that can be pasted', async () => {
    const [head, , keyword] = outcomeTable('search', outcomes).split('\n')
    expect(head).toBe('| search | nDCG@10 | recall@100 |')
    expect(keyword).toBe('| keyword | 1.000 [1.000, 1.000] | 1.000 [1.000, 1.000] |')
    // 1/log2(5) = 0.431; less 1: −0.569
    expect(comparison(outcomes, 'nDCG@10', [['semantic', 'keyword']])).toContain(
      '| semantic against keyword | −0.569 [−0.569, −0.569] | 0.431 [0.431, 0.431] |',
    )
  })
})
