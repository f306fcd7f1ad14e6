import { describe, expect, it } from 'vitest'
import { corrected, editDistance } from '../src/spelling.ts'
import { flatLibrary } from './support/flat-library.ts'

describe('spelling', () => {
  const library = flatLibrary(
    [
      {
        title: 'Quantization of transformers',
        abstract: 'Transformers are quantized. Planning with graphs.',
      },
      { title: 'Transformer circuits', abstract: 'What a transformer computes, with theorem provers.' },
      { title: 'Diffusion by Mamba', abstract: 'A state space. Grammar and glamour.' },
    ].map((paper, at) => ({ ...paper, degrees: 40 * at })),
  )
  const fix = (query: string) => corrected(library, query)

  it('takes a letter too many, too few or wrong, and two that changed places, for one edit', () => {
    expect(editDistance('planing', 'planning', 2)).toBe(1)
    expect(editDistance('plannning', 'planning', 2)).toBe(1)
    expect(editDistance('plamning', 'planning', 2)).toBe(1)
    expect(editDistance('plannign', 'planning', 2)).toBe(1)
    expect(editDistance('', 'ab', 2)).toBe(2)
    expect(editDistance('graph', 'theorem', 2)).toBeGreaterThan(2)
  })

  it('corrects what no paper holds to what one does, and leaves all else of the query as it is', () => {
    expect(fix('“plannign”, with theorm provers?')).toBe('“planning”, with theorem provers?')
    expect(fix('quantizatoin graphs')).toBe('quantization graphs')
  })

  it('leaves known words in any form, short ones, names, and what nothing is near to', () => {
    for (const query of ['planned graph', 'grph', 'MAMDA', 'xylophone', 'BERT4rec', 'the of', ''])
      expect([query, fix(query)]).toEqual([query, undefined])
  })

  it('allows one edit below eight letters and two from there on', () => {
    expect(fix('grampar')).toBe('grammar')
    expect(fix('grumpar')).toBeUndefined()
    expect(fix('transfurmurs')).toBe('transformers')
  })

  it('completes the last word where the query ends in the midst of it, and no other', () => {
    expect(fix('theor')).toBe('theorem')
    expect(fix('theor graphs')).toBeUndefined()
  })
})
