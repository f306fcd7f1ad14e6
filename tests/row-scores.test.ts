import { describe, expect, it } from 'vitest'
import { RowScores } from '../src/row-scores.ts'

describe('scores by row', () => {
  it('add up, name each row once in the order of its first, and are 0 where none was added', () => {
    const scores = new RowScores(5)
    for (const [row, score] of [
      [3, 1],
      [0, 0.25],
      [3, 2],
      [4, 0.5],
      [0, 0.5],
    ] as const)
      scores.add(row, score)
    expect(scores.rows).toEqual([3, 0, 4])
    expect([0, 1, 2, 3, 4].map((row) => scores.get(row))).toEqual([0.75, 0, 0, 3, 0.5])
  })

  it('are none of no rows', () => {
    expect(new RowScores(0).rows).toEqual([])
  })
})
