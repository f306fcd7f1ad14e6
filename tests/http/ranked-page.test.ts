import { describe, expect, it } from 'vitest'
import { rankedReply, rankedText } from '../../src/http/ranked-page.ts'
import { flatLibrary } from '../support/flat-library.ts'

describe('a ranked list as JSON', () => {
  const library = flatLibrary([{ degrees: 0 }, { degrees: 10 }])
  const items = [1, 0].map((row) => ({ row, score: 1 / (row + 2) }))

  it.each([
    [
      'with all that may stand in it',
      { items, next: 'abc' },
      (row: number) => ({ why: `"${row}"`, none: undefined }),
    ],
    ['with nothing beside cards and scores', { items, next: null }, undefined],
    ['of nothing', { items: [], next: null }, undefined],
  ])('is that of its object, %s', (_, page, tell) => {
    const options = {
      reasonIfEmpty: 'there is "nothing"',
      extra: tell && ((item: { row: number }) => tell(item.row)),
    }
    expect(rankedText(library, page, options)).toBe(JSON.stringify(rankedReply(library, page, options)))
  })
})
