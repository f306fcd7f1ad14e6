import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NearestOptions } from '../../src/index/vector-index.ts'
import type { Library } from '../../src/library.ts'
import { nearRows, poolOf } from '../../src/recommend/candidates.ts'
import type { History } from '../../src/recommend/history.ts'
import { sideOf } from '../../src/recommend/sides.ts'
import { flatLibrary } from '../support/flat-library.ts'
import { historyOfRows, itemOf, outsideItem } from '../support/histories.ts'

/** The candidates, and what the index was asked on the way. */
async function found(
  library: Library,
  history: History,
  options: { within?: readonly number[]; count: number },
) {
  const searches: NearestOptions[] = []
  const counting: Library = {
    ...library,
    index: {
      ...library.index,
      nearest(query, asked) {
        searches.push(asked)
        return library.index.nearest(query, asked)
      },
    },
  }
  const within = options.within && Uint32Array.from(options.within)
  const side = await sideOf(library, history, 'positive')
  const rows = await nearRows(counting, side, poolOf(history.known, within), options.count)
  return { rows, searches }
}
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at)

describe('candidates of a small collection', () => {
  const few = flatLibrary([0, 10, 20, 170, 180, 190, 95].map((degrees) => ({ degrees })))

  it('are all of its papers but the known ones, each once', async () => {
    expect((await found(few, historyOfRows(few, [1, 4]), { count: 7 })).rows.toSorted()).toEqual([
      0, 2, 3, 5, 6,
    ])
  })

  it('are all that pass the filter, near or not', async () => {
    const history = historyOfRows(few, [1], { known: new Set([1, 3]) })
    expect((await found(few, history, { within: [3, 4, 5, 6], count: 7 })).rows.toSorted()).toEqual([4, 5, 6])
    expect((await found(few, history, { within: [], count: 7 })).rows).toEqual([])
  })

  it('are all even where the searches find fewer, those that none found last', async () => {
    // Eight papers side by side at 0°: each search finds ⌈1,000 / 8⌉ + 8 = 133 papers, about 66 to either side.
    const around = flatLibrary(Array.from({ length: 400 }, (_, at) => ({ degrees: at * 0.9 })))
    const { rows } = await found(around, historyOfRows(around, range(0, 8)), { count: 400 })
    expect(rows.toSorted((a, b) => a - b)).toEqual(range(8, 400))
    expect(rows.slice(-200)).toEqual(range(rows.at(-200)!, rows.at(-200)! + 200))
    const within = range(100, 300)
    expect(
      (await found(around, historyOfRows(around, range(0, 8)), { within, count: 400 })).rows.toSorted(),
    ).toEqual(within)
  })

  it('are as many as asked for where there are more, the nearest ones', async () => {
    // Row 0 is 10° away like row 2, but it lies at the edge, where papers are lonelier; row 6 is 85° away.
    expect((await found(few, historyOfRows(few, [1]), { count: 2 })).rows.toSorted()).toEqual([0, 2])
  })

  it('are none of an empty collection', async () => {
    const empty = flatLibrary([])
    const history = historyOfRows(empty, [], { positive: [outsideItem(10)] })
    expect((await found(empty, history, { count: 10 })).rows).toEqual([])
  })

  const situation = fc.record({
    angles: fc.array(fc.integer({ min: 0, max: 359 }), { minLength: 16, maxLength: 30 }),
    weights: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 6, maxLength: 12 }),
    passing: fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
    outside: fc.option(fc.integer({ min: 0, max: 359 })),
  })

  it('stand in the order of Σ w · exp(10 s) over the whole history, whatever the filter', async () => {
    await fc.assert(
      fc.asyncProperty(situation, async ({ angles, weights, passing, outside }) => {
        const library = flatLibrary(angles.map((degrees) => ({ degrees })))
        const own = weights.slice(0, library.count).map((weight, at) => itemOf(library, at, { weight }))
        // The heaviest, so that it is one of the eight that are searched for.
        const positive = outside === null ? own : [...own, outsideItem(outside, { weight: 6 })]
        const history = historyOfRows(library, [], { positive, known: new Set(own.map(({ row }) => row!)) })
        const within = passing.flatMap((passes, at) => (passes && at < library.count ? [at] : []))
        const { rows } = await found(library, history, { within, count: 30 })
        expect(rows.toSorted((a, b) => a - b)).toEqual(within.filter((at) => !history.known.has(at)))
        const side = await sideOf(library, history, 'positive')
        const gain = (row: number) =>
          side.vectors.reduce(
            (sum, vector, i) =>
              sum + side.weights[i]! * Math.exp(10 * library.scaling.similarity(row, vector)),
            0,
          )
        rows.slice(1).forEach((row, i) => {
          expect(gain(row)).toBeLessThanOrEqual(gain(rows[i]!) * (1 + 1e-4))
        })
      }),
      { seed: 1 },
    )
  })
})

describe('candidates of a collection of 2,000 papers all around', () => {
  // One at every 0.18°: the 32 of a list lie within 16 · 0.18° = 2.9° to either side.
  const library = flatLibrary(Array.from({ length: 2_000 }, (_, at) => ({ degrees: at * 0.18 })))
  const every = (step: number, count: number) => range(0, count).map((at) => at * step)

  it('of a long history are read from its lists, without one search', async () => {
    // 60 papers, 33 rows apart: the lists of 16 to either side lie side by side, 1,920 rows.
    const { rows, searches } = await found(library, historyOfRows(library, every(33, 60)), { count: 1_000 })
    expect(searches).toEqual([])
    expect(rows).toHaveLength(1_000)
    // The 1,000 nearest of them are 1,000 / 120 = 8.3 rows to either side.
    const onTheCircle = (rowsApart: number) => Math.min(rowsApart, 2_000 - rowsApart)
    const away = (row: number) => Math.min(...every(33, 60).map((own) => onTheCircle(Math.abs(row - own))))
    expect(Math.max(...rows.map(away))).toBe(9)
    expect(rows.slice(0, 120).map(away)).toEqual(new Array(120).fill(1))
  })

  it('of a short one are searched for: one search a paper, and 8 at most', async () => {
    const searchesOf = async (count: number) =>
      (await found(library, historyOfRows(library, every(100, count)), { count: 100 })).searches.length
    // The lists of 15 hold 480 papers, those of 16 hold 512.
    expect(await Promise.all([1, 3, 8, 15, 16].map(searchesOf))).toEqual([1, 3, 8, 8, 0])
  })

  it('of a short history reach further than its lists', async () => {
    const { rows } = await found(library, historyOfRows(library, [1_000]), { count: 500 })
    // 500 papers around row 1,000: 250 to either side.
    expect(rows).toHaveLength(500)
    expect(rows.toSorted((a, b) => a - b).at(0)).toBeGreaterThanOrEqual(749)
    expect(rows.toSorted((a, b) => a - b).at(-1)).toBeLessThanOrEqual(1_251)
  })

  it('count a list beside the searches for what is not searched for', async () => {
    // Of 10 papers 8 are searched for, every 1.25th: at 0, 150, 300, 450, 750, … down to ⌈1,400 / 8⌉ + 10 = 185 neighbours,
    // 92 to either side. The other 2, at 600 and 1,350, have the 16 to either side that their lists hold.
    // All together are fewer than were asked for.
    const { rows } = await found(library, historyOfRows(library, every(150, 10)), { count: 1_400 })
    for (const near of [584, 599, 601, 616]) expect(rows).toContain(near)
    for (const far of [543, 583, 617, 657]) expect(rows).not.toContain(far)
    for (const searched of [1_908, 75, 542, 658, 1_292]) expect(rows).toContain(searched)
  })

  // The reader has taken up something new, at 0°: those 8 papers weigh most. 20 older ones are at 180°.
  const old = range(0, 20).map((at) => 1_000 + at)

  it('are of older interests too, where all papers come from outside', async () => {
    const positive = [
      ...range(0, 8).map((at) => outsideItem(at * 0.18, { weight: 2 })),
      ...old.map((at) => outsideItem(at * 0.18)),
    ]
    const { rows, searches } = await found(library, historyOfRows(library, [], { positive }), { count: 500 })
    expect(searches).toHaveLength(8)
    expect(rows).toEqual(expect.arrayContaining(old))
  })

  it('are of older interests too, where a filter passes none of their lists', async () => {
    const positive = [
      ...range(0, 8).map((at) => itemOf(library, at, { weight: 2 })),
      ...old.map((at) => itemOf(library, at)),
    ]
    const history = historyOfRows(library, [], { positive, known: new Set([...range(0, 8), ...old]) })
    // All but those within 100 rows of the older papers.
    const within = range(0, 2_000).filter((at) => at < 900 || at > 1_119)
    const { rows } = await found(library, history, { within, count: 800 })
    expect(rows).toEqual(expect.arrayContaining([...range(890, 900), ...range(1_120, 1_130)]))
  })

  it('lose no neighbour to a filter that passes none of a list', async () => {
    // Rows 300 to 1,400 pass, all of them at least 300 rows from the paper of the history.
    const { rows, searches } = await found(library, historyOfRows(library, [0]), {
      within: range(300, 1_401),
      count: 10,
    })
    expect(rows).toEqual(range(300, 310))
    expect(searches).toHaveLength(1)
  })

  it('of a long history with a filter are searched for where its lists hold too few that pass', async () => {
    const within = range(0, 2_000).filter((at) => at % 20 === 10)
    const { rows, searches } = await found(library, historyOfRows(library, every(20, 100)), {
      within,
      count: 50,
    })
    expect(searches).toHaveLength(8)
    expect(rows).toHaveLength(50)
    expect(rows.every((row) => row % 20 === 10)).toBe(true)
  })

  it('never hold a known paper, from lists, searches and filters alike', async () => {
    const known = new Set([...every(20, 100), ...range(500, 900)])
    const history = historyOfRows(library, every(20, 100), { known })
    const short = historyOfRows(library, [700], { known })
    for (const rows of [
      (await found(library, history, { count: 1_000 })).rows,
      (await found(library, short, { count: 1_000 })).rows,
      (await found(library, short, { within: range(400, 950), count: 1_000 })).rows,
    ]) {
      expect(rows.length).toBeGreaterThan(100)
      expect(rows.filter((row) => known.has(row))).toEqual([])
    }
  })
})
