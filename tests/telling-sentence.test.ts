import { describe, expect, it } from 'vitest'
import { quantise } from '../src/int8.ts'
import { tellingSentence } from '../src/telling-sentence.ts'
import { termsOf } from '../src/text/words.ts'
import { flatLibrary, unitAt } from './support/flat-library.ts'

describe('the sentence that answers a query', () => {
  // The title points to 0°, the sentences to 0°, 60° and 90°.
  const abstract = 'Models, models, models. A model of attention. Attention in a model.'
  const library = flatLibrary([{ degrees: 40, abstract, pieces: [0, 0, 60, 90] }])
  const told = (query: string, degrees?: number) =>
    tellingSentence(library, 0, {
      terms: new Set(termsOf(query)),
      vector: degrees === undefined ? undefined : quantise(unitAt(degrees)),
    })?.text

  it('is the one with the most different words of it, the first of several', () => {
    expect(told('attention model')).toBe('A model of attention.')
    expect(told('models')).toBe('Models, models, models.')
  })

  it('is of those the one nearest in meaning', () => {
    expect(told('attention model', 85)).toBe('Attention in a model.')
    expect(told('attention model', 0)).toBe('A model of attention.')
  })

  it('is the nearest in meaning where no sentence has a word of it', () => {
    expect(told('zebra', 80)).toBe('Attention in a model.')
    expect(told('zebra')).toBe('Models, models, models.')
  })

  it('is nothing for a paper without an abstract', () => {
    const [empty, words] = [flatLibrary([{ degrees: 0 }]), new Set(['model'])]
    expect(tellingSentence(empty, 0, { terms: words, vector: quantise(unitAt(0)) })).toBeUndefined()
  })
})
