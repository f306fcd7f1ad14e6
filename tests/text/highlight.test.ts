import { describe, expect, it } from 'vitest'
import { bestSentence, highlight, spansOf } from '../../src/text/highlight.ts'
import { termsOf } from '../../src/text/words.ts'

describe('highlighting', () => {
  it('marks every word that has the stem of a query word, at its place in the text', () => {
    const text = 'Graphs: a graph, graphing.'
    const marked = highlight(text, new Set(termsOf('graph'))).map(([start, end]) => text.slice(start, end))
    expect(marked).toEqual(['Graphs', 'graph', 'graphing'])
  })

  it('counts UTF-16 units, so that places fit the text in JavaScript', () => {
    const text = '😀 model'
    expect(highlight(text, new Set(['model']))).toEqual([[3, 8]])
  })
})

describe('the snippet of a text', () => {
  it('tells where its own words stand, whether or not it is told where the sentences are', () => {
    const text = 'Nothing here. A model’s attention, modelled.'
    const terms = new Set(termsOf('model attention'))
    const snippet = bestSentence(text, terms)!
    expect(snippet.text).toBe('A model’s attention, modelled.')
    expect(snippet.spans.map(([start, end]) => snippet.text.slice(start, end))).toEqual([
      'model’s',
      'attention',
      'modelled',
    ])
    expect(bestSentence(text, terms, { sentences: spansOf(text) })).toEqual(snippet)
  })
})
