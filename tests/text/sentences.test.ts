import { describe, expect, it } from 'vitest'
import { sentencesOf } from '../../src/text/sentences.ts'

const texts = (text: string) => sentencesOf(text).map((sentence) => sentence.text)

describe('sentences', () => {
  it('end at full stops, question and exclamation marks', () => {
    expect(texts('We ask why. Does it help? Yes! It does.')).toEqual([
      'We ask why.',
      'Does it help?',
      'Yes!',
      'It does.',
    ])
  })

  it('do not end at abbreviations and initials', () => {
    expect(texts('As Smith et al. Show, it works. See Fig. 3 by J. Doe, i.e. The best.')).toEqual([
      'As Smith et al. Show, it works.',
      'See Fig. 3 by J. Doe, i.e. The best.',
    ])
  })

  it('do not end inside a number', () => {
    expect(texts('It gains 3.5 points. We stop.')).toEqual(['It gains 3.5 points.', 'We stop.'])
  })

  it('know where they stand in the text', () => {
    const text = '  First one.  Second one.'
    for (const { text: sentence, start } of sentencesOf(text))
      expect(text.slice(start, start + sentence.length)).toBe(sentence)
    expect(sentencesOf(text).map(({ start }) => start)).toEqual([2, 14])
  })

  it('are none in an empty text', () => {
    expect(texts('  \n ')).toEqual([])
  })
})
