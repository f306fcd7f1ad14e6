import { describe, expect, it } from 'vitest'
import { distinctiveTerms } from '../../src/topics/terms.ts'

const paper = (title: string, abstract = '') => ({ title, abstract })
const terms = (groups: Parameters<typeof distinctiveTerms>[0], count = 5) =>
  distinctiveTerms(groups, { count }).map((group) => group.map(({ term }) => term))

describe('distinctive terms', () => {
  it('weigh the share of papers by how much it exceeds the mean over the groups', () => {
    // "lemma" stands in the titles of both papers of the first group: share 2 · 2/2 = 2, mean 1.
    const [first] = distinctiveTerms(
      [
        [paper('lemma'), paper('lemma')],
        [paper('pixel'), paper('pixel')],
      ],
      { count: 1 },
    )
    expect(first).toEqual([{ term: 'lemma', weight: 2 * Math.log(2) }])
  })

  it('give nothing to a word that is as common everywhere', () => {
    const [first] = distinctiveTerms([[paper('model lemma')], [paper('model pixel')]], { count: 10 })
    expect(first!.find(({ term }) => term === 'model')?.weight ?? 0).toBe(0)
  })

  it('prefer a phrase to its words, and name none of them again', () => {
    const group = [paper('diffusion models'), paper('diffusion models'), paper('Diffusion models')]
    expect(terms([group, [paper('proof'), paper('proof')]])[0]).toEqual(['diffusion models'])
  })

  it('keep a hyphenated word whole', () => {
    const group = [paper('long-context language models'), paper('Long-context language models')]
    expect(terms([group, [paper('proof'), paper('proof')]])[0]).not.toContain('context language')
    expect(terms([[paper('fine-tuning'), paper('fine-tuning')], [paper('proof')]])[0]).toEqual([
      'fine-tuning',
    ])
  })

  it('are spelled as most papers spell them', () => {
    const group = [paper('GRPO'), paper('GRPO'), paper('grpo')]
    expect(terms([group, [paper('proof')]])[0]).toEqual(['GRPO'])
  })

  it('leave out markup, stop words, numbers and how papers talk of themselves', () => {
    const group = [paper('We propose a novel method: 2024 $x^2$ \\emph{lemma} https://a.org/pixel')]
    expect(terms([group, [paper('proof')]])[0]).toEqual(['lemma'])
  })

  it('don’t take one paper’s word for a large group’s', () => {
    const group = Array.from({ length: 20 }, (_, n) => paper(n === 0 ? 'zebra lemma' : 'lemma'))
    expect(terms([group, [paper('proof')]])[0]).toEqual(['lemma'])
  })
})
