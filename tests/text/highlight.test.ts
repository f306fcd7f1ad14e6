import { describe, expect, it } from 'vitest'
import { highlight } from '../../src/text/highlight.ts'
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
