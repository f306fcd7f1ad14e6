import { describe, expect, it } from 'vitest'
import { paperText } from '../src/paper.ts'
import { PIECES_MAX, piecesOf, piecesOfText } from '../src/pieces.ts'

describe('the pieces of a paper', () => {
  it('are its title and its sentences, which together are its text', () => {
    const paper = { title: 'On graphs', abstract: 'We prune. It is fast, e.g. in trees!\nIs it right?' }
    const pieces = piecesOf(paper)
    expect(pieces).toEqual(['On graphs.', 'We prune.', 'It is fast, e.g. in trees!', 'Is it right?'])
    expect(pieces.join(' ')).toBe(paperText(paper).replace('\n', ' '))
  })

  it('add no full stop to a title that has an end, or stands alone', () => {
    expect(piecesOf({ title: 'Is it?', abstract: 'Yes.' })).toEqual(['Is it?', 'Yes.'])
    expect(piecesOf({ title: 'On graphs', abstract: '' })).toEqual(['On graphs'])
  })

  it('are no more than can be compared', () => {
    expect(piecesOf({ title: 'Long', abstract: 'It is long. '.repeat(100) })).toHaveLength(PIECES_MAX)
  })

  it('begin with the first sentence where nobody says what the title is', () => {
    expect(piecesOfText('On graphs. We prune.')).toEqual(['On graphs.', 'We prune.'])
    expect(piecesOfText('one line')).toEqual(['one line'])
    expect(piecesOfText('   ')).toEqual(['   '])
  })
})
