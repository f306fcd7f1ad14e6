import { describe, expect, it } from 'vitest'
import { bestSentence, highlight, spansOf } from '../../src/text/highlight.ts'
import { termOf, termsOf, wordsOf } from '../../src/text/words.ts'
import { samplePapers } from '../support/service.ts'

/** Words that begin otherwise than their stems: capitals, accents, ligatures, digits. */
const ODD = 'ÉTUDES études ﬁnding Ångström 3D İstanbul ŒUVRES ẞtraße K-means Yes yields'

describe('highlighting', () => {
  it('marks every word that has the stem of a query word, at its place in the text', () => {
    const text = 'Graphs: a graph, graphing.'
    const marked = highlight(text, new Set(termsOf('graph'))).map(([start, end]) => text.slice(start, end))
    expect(marked).toEqual(['Graphs', 'graph', 'graphing'])
  })

  it('marks each word of real papers that counts, when all that they hold is asked for', async () => {
    const texts = [...(await samplePapers()).map((paper) => `${paper.title} ${paper.abstract}`), ODD]
    let marked = 0
    for (const text of texts) {
      const counted = [...wordsOf(text)].filter((word) => termOf(word.text) !== '')
      const spans = highlight(text, new Set(counted.map((word) => termOf(word.text))))
      expect(spans).toEqual(counted.map(({ start, end }) => [start, end]))
      marked += spans.length
    }
    expect(marked).toBeGreaterThan(10_000)
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
