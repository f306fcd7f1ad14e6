import { describe, expect, it } from 'vitest'
import { SHARPNESS } from '../../src/interest.ts'
import { termsWithout } from '../../src/recommend/leave-one-out.ts'
import { sideOf } from '../../src/recommend/sides.ts'
import { textScore } from '../../src/recommend/text-score.ts'
import { sum, unit } from '../../src/vector.ts'
import { flatLibrary, unitAt } from '../support/flat-library.ts'
import { historyOfRows } from '../support/histories.ts'

const PIECES = [40, 60, 0, 70]
const library = flatLibrary([
  { degrees: 0 },
  { degrees: 30, pieces: PIECES },
  { degrees: 100 },
  { degrees: 130 },
  { degrees: 240 },
])
const history = historyOfRows(library, [0, 2])
const side = await sideOf(library, history, 'positive')
const score = textScore(library, side, await sideOf(library, history, 'negative'))
const bytes = library.pieces.of(1)
const without = (left: number) => Int8Array.from(bytes.filter((_, at) => at >> 1 !== left))

describe('the terms of a paper without one of its sentences', () => {
  it('are those of a text of the other sentences, whose whole has lost half of the share of that one', async () => {
    const lengths = [10, 50, 20, 20]
    const found = termsWithout(library, 1, side, lengths)
    for (const [left, degrees] of PIECES.entries()) {
      const lost = lengths[left]! / 200
      const whole = unit(unitAt(30).map((number, i) => number - lost * unitAt(degrees)[i]!))
      const text = { whole: await library.scaling.of(whole, 1), pieces: without(left) }
      const score1 = Math.log(found[left]! / sum(side.weights)) / SHARPNESS
      expect(score1).toBeCloseTo(score.nearText(text), 2)
    }
  })

  it('differ by what the sentences say: without the one like the history they are the least', async () => {
    const found = termsWithout(library, 1, side, [1, 1, 1, 1])
    expect(found.indexOf(Math.min(...found))).toBe(2)
  })
})
