import { describe, expect, it } from 'vitest'
import { piecesWithin, windowsFrom } from '../../src/embed/windows.ts'

describe('the windows of a long text', () => {
  it('begin with the pieces that the first pass read to their end', () => {
    expect(piecesWithin([4, 4, 4], 12)).toBe(3)
    expect(piecesWithin([4, 4, 4], 11)).toBe(2)
    expect(piecesWithin([4], 3)).toBe(0)
    expect(piecesWithin([], 3)).toBe(0)
  })

  it('hold whole pieces, as many as fit', () => {
    expect(windowsFrom(1, [4, 3, 3, 4, 2], 8)).toEqual([
      { from: 1, to: 3 },
      { from: 3, to: 5 },
    ])
    expect(windowsFrom(2, [4, 4], 8)).toEqual([])
  })

  it('give a piece that fits into none one of its own', () => {
    expect(windowsFrom(0, [2, 20, 2], 8)).toEqual([
      { from: 0, to: 1 },
      { from: 1, to: 2 },
      { from: 2, to: 3 },
    ])
  })
})
