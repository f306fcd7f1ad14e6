import { describe, expect, it } from 'vitest'
import { termsOf, wordsOf } from '../../src/text/words.ts'

describe('terms', () => {
  it('are stems without stop words, in order, with repeats', () => {
    expect(termsOf('The graphs of a graph are graphs')).toEqual(['graph', 'graph', 'graph'])
  })

  it('do not depend on case, accents or possessives', () => {
    expect(termsOf('Schrödinger’s NAÏVE equation')).toEqual(termsOf('schrodinger naive EQUATIONS'))
  })

  it('part at hyphens and keep numbers and other scripts', () => {
    expect(termsOf('GPT-4 注意力 обучение')).toEqual(['gpt', '4', '注意力', 'обучение'])
  })

  it('leave out runs that are no words', () => {
    expect(termsOf(`${'a'.repeat(41)} token`)).toEqual(['token'])
  })

  it('know where their words stand', () => {
    expect([...wordsOf('a—b c')].map(({ start, end }) => [start, end])).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
    ])
  })
})
