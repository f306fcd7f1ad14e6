import { describe, expect, it } from 'vitest'
import { normaliseTitle, paperId, paperText } from '../src/paper.ts'

describe('the id of a paper', () => {
  it('is the sha1 of the normalised title', () => {
    // printf 'attention is all you need' | sha1sum
    expect(paperId('Attention Is All You Need')).toBe('37f63852cdfb06903c168047e6c126a27c055cd9')
  })

  it('is the same for two spellings of one title', () => {
    const spellings = [
      'Schrödinger’s LLM: A  Study',
      'schrodinger s llm - a study.',
      'SCHRÖDINGER’S LLM: a study',
    ]
    expect(new Set(spellings.map(paperId)).size).toBe(1)
  })

  it('differs between two titles, also where neither has a letter', () => {
    expect(paperId('Part I')).not.toBe(paperId('Part II'))
    expect(paperId('???')).not.toBe(paperId('!!!'))
    expect(paperId('注意力')).not.toBe(paperId('模型'))
  })

  it('keeps letters of every script', () => {
    expect(normaliseTitle('Обучение: 深度学习 (v2)')).toBe('обучение 深度学习 v2')
  })
})

describe('the text of a paper', () => {
  it('is the title, then the abstract where there is one', () => {
    expect(paperText({ title: 'A title', abstract: 'Words.' })).toBe('A title. Words.')
    expect(paperText({ title: 'A question?', abstract: 'Words.' })).toBe('A question? Words.')
    expect(paperText({ title: 'A title', abstract: '' })).toBe('A title')
  })
})
