import { describe, expect, it } from 'vitest'
import { vocabularyOf } from '../../src/topics/vocabulary.ts'

const vocabulary = (papers: readonly (readonly [title: string, abstract: string])[]) =>
  vocabularyOf(papers.length, (row) => ({ title: papers[row]![0], abstract: papers[row]![1] }))

describe('the terms of a collection', () => {
  const few = vocabulary([
    ['Graph kernels', 'A lemma of kernel machines.'],
    ['A graph kernel', 'Kernel machines.'],
    ['Genomes', 'One graph.'],
  ])

  it('are words of two papers and more, whatever their ending, as they are written most often', () => {
    expect(few.terms).toContain('kernel')
    // Kernels in one paper, kernel in two others.
    expect(few.terms).not.toContain('kernels')
    expect(few.terms).not.toContain('lemma')
    expect(few.terms).not.toContain('Genomes')
  })

  it('are phrases only where a title has them', () => {
    expect(few.terms.map((term) => term.toLowerCase())).toContain('graph kernels')
    expect(few.terms).not.toContain('kernel machines')
  })

  it('are known of each paper once, and of its title', () => {
    const place = few.keys.indexOf('graph')
    expect(few.paperCounts[place]).toBe(3)
    expect(few.ofPapers.map((own) => [...own].filter((one) => one === place).length)).toEqual([1, 1, 1])
    expect(few.ofTitles.map((own) => own.has(place))).toEqual([true, true, false])
    for (const own of few.ofPapers) expect([...own]).toEqual([...own].sort((a, b) => a - b))
  })

  it('are none of nothing, and those of a single paper', () => {
    expect(vocabulary([]).keys).toEqual([])
    expect(vocabulary([['Graph kernels', '']]).keys).toEqual(['graph', 'graph kernel', 'kernel'])
  })
})
