import { describe, expect, it } from 'vitest'
import { bridge } from '../src/bridge.ts'
import type { Library } from '../src/library.ts'
import { seeded } from '../src/random.ts'
import { flatLibrary } from './support/flat-library.ts'

const at = (...degrees: number[]) => flatLibrary(degrees.map((one) => ({ degrees: one })))

describe('a bridge', () => {
  it('goes by papers in between, where small steps cost less than a large one', () => {
    // (1 − cos 90°)² = 1 at once; (1 − cos 45°)² = 0.086 for either half; (1 − cos 30°)² = 0.018 for each third.
    expect(bridge(at(0, 90), 0, 1)).toEqual([0, 1])
    expect(bridge(at(0, 90, 45), 0, 1)).toEqual([0, 2, 1])
    expect(bridge(at(0, 90, 60, 30), 0, 1)).toEqual([0, 3, 2, 1])
  })

  it('makes no way round over what is not on the way', () => {
    expect(bridge(at(0, 20, -30, 90), 0, 1)).toEqual([0, 1])
  })

  it('takes the lower row of two that are as good', () => {
    expect(bridge(at(0, 90, 45, 45), 0, 1)).toEqual([0, 2, 1])
  })

  it('is the paper itself where both are one', () => {
    expect(bridge(at(0, 90), 1, 1)).toEqual([1])
  })

  it('is nothing where no neighbours lead there', () => {
    // Two groups of 40 copies: each paper's 32 neighbours are of its own group.
    const library = at(...Array.from({ length: 80 }, (_, row) => (row < 40 ? 0 : 90)))
    expect(bridge(library, 0, 79)).toEqual([])
    expect(bridge(library, 41, 79)).toEqual([41, 79])
  })

  it('is as cheap as the cheapest path that looking at all of them finds', () => {
    const random = seeded(5)
    const library = at(...Array.from({ length: 60 }, () => 360 * random()))
    const cheapest = floydWarshall(library)
    for (let from = 0; from < 60; from++) {
      for (let to = 0; to < 60; to++)
        expect(costOf(library, bridge(library, from, to))).toBeCloseTo(cheapest[from]![to]!, 5)
    }
  })
})

/** Cost of each pair of rows that are neighbours, in either list. */
function stepsOf({ neighbours: { perRow, rows, similarities }, count }: Library): number[][] {
  const steps = Array.from({ length: count }, (_, a) =>
    Array.from({ length: count }, (_, b) => (a === b ? 0 : Number.POSITIVE_INFINITY)),
  )
  rows.forEach((other, place) => {
    const row = Math.floor(place / perRow)
    steps[row]![other] = steps[other]![row] = (1 - similarities[place]!) ** 2
  })
  return steps
}

function floydWarshall(library: Library): number[][] {
  const costs = stepsOf(library)
  for (let via = 0; via < costs.length; via++)
    for (const row of costs)
      for (let to = 0; to < costs.length; to++) row[to] = Math.min(row[to]!, row[via]! + costs[via]![to]!)
  return costs
}

function costOf(library: Library, path: readonly number[]): number {
  const steps = stepsOf(library)
  return path.slice(1).reduce((sum, row, i) => sum + steps[path[i]!]![row]!, 0)
}
