import { describe, expect, it } from 'vitest'
import { buildKeywords, openKeywords } from '../../src/index/keywords.ts'
import { termsOf } from '../../src/text/words.ts'

/** As a file read whole would be: at the start of its own memory. */
const opened = (papers: { title: string; abstract: string }[]) =>
  openKeywords(Buffer.from(new Uint8Array(buildKeywords(papers)).buffer))

describe('keyword search', () => {
  const papers = [
    { title: 'graphs', abstract: 'attention' },
    { title: 'attention', abstract: 'attention graphs' },
    { title: 'proofs', abstract: 'lemma' },
  ]
  const index = opened(papers)
  const search = (query: string, within?: Uint32Array) => index.search(termsOf(query), { count: 10, within })

  it('scores by BM25 with the title counted twice', () => {
    // Lengths: 2 + 1 = 3, 2 + 2 = 4, 2 + 1 = 3; their mean is 10/3. "attention" is in 2 of 3 papers:
    // idf = ln(1 + 1.5/2.5) = 0.470004.
    // Paper 0: tf 1 → 0.470004 · 2.2 / (1 + 1.2·(0.25 + 0.75·3/(10/3))) = 1.034008 / 2.11 = 0.490051
    // Paper 1: tf 3 → 0.470004 · 3·2.2 / (3 + 1.2·(0.25 + 0.75·4/(10/3))) = 3.102023 / 4.38 = 0.708224
    const found = search('attention')
    expect(found.map(({ row }) => row)).toEqual([1, 0])
    expect(found[0]!.score).toBeCloseTo(0.708224, 4)
    expect(found[1]!.score).toBeCloseTo(0.490051, 4)
  })

  it('adds the scores of several words', () => {
    const [both] = search('attention graphs').filter(({ row }) => row === 0)
    const [one] = search('attention').filter(({ row }) => row === 0)
    const [other] = search('graphs').filter(({ row }) => row === 0)
    expect(both!.score).toBeCloseTo(one!.score + other!.score, 5)
  })

  it('finds words by their stem', () => {
    expect(search('graph').map(({ row }) => row)).toEqual([0, 1])
  })

  it('looks only at the rows within', () => {
    expect(search('attention', Uint32Array.of(0, 2)).map(({ row }) => row)).toEqual([0])
  })

  it('finds nothing for unknown words, stop words and no words', () => {
    for (const query of ['zebra', 'the of and', '', '!!!']) expect(search(query)).toEqual([])
  })

  it('breaks ties by row', () => {
    const same = opened(Array.from({ length: 5 }, () => ({ title: 'proof', abstract: '' })))
    expect(same.search(['proof'], { count: 3 }).map(({ row }) => row)).toEqual([0, 1, 2])
  })

  it('works without papers', () => {
    expect(opened([]).search(['any'], { count: 3 })).toEqual([])
  })
})
