import { describe, expect, it } from 'vitest'
import { rowsWithin } from '../src/filter.ts'
import { likeness, paperAsSubject } from '../src/likeness.ts'
import { nearestPapers, similarPapers } from '../src/similar.ts'
import { row } from '../src/vector.ts'
import { flatLibrary, unitAt } from './support/flat-library.ts'

// Papers in the plane at 0°, 20°, 60°, 90° and 180°: cosines can be read off the angles.
const library = flatLibrary([
  { degrees: 0, publishedOn: '2025-01-01', topic: 0 },
  { degrees: 20, publishedOn: '2025-01-02', topic: 0 },
  { degrees: 60, publishedOn: '2025-01-03', topic: 1 },
  { degrees: 90, topic: 1 },
  { degrees: 180, publishedOn: '2025-01-05', topic: 1 },
])
const rows = async (seeds: Float32Array[], options: object = {}) => {
  const found = await nearestPapers(library, seeds, { count: 10, exclude: new Set([0]), ...options })
  return found.map((paper) => paper.row)
}

describe('the nearest papers', () => {
  it('come nearest first with their cosine, without the seed', async () => {
    const found = await nearestPapers(library, [row(library.vectors, 0)], {
      count: 10,
      exclude: new Set([0]),
    })
    expect(found.map((paper) => paper.row)).toEqual([1, 2, 3, 4])
    // cos 20°, cos 60°, cos 90°, cos 180°
    for (const [i, cosine] of [0.9397, 0.5, 0, -1].entries()) expect(found[i]!.score).toBeCloseTo(cosine, 4)
  })

  it('come from the days asked for, both ends included, and never undated then', async () => {
    expect(await rows([unitAt(0)], { from: '2025-01-02', to: '2025-01-03' })).toEqual([1, 2])
    expect(await rows([unitAt(0)], { to: '2030-01-01' })).toEqual([1, 2, 4])
  })

  it('come from one topic, or from given candidates, when asked', async () => {
    expect(await rows([unitAt(0)], { topic: 1 })).toEqual([2, 3, 4])
    expect(await rows([unitAt(0)], { candidates: [4, 1, 1, 0] })).toEqual([1, 4])
  })

  it('are near any of several seeds, not to their middle', async () => {
    // Seeds at 0° and 180°: the middle is nowhere. 20° is nearest to one of them, then 180° itself.
    expect(await rows([unitAt(0), unitAt(180)], { exclude: new Set([0, 4]) })).toEqual([1, 2, 3])
  })

  it('are as many as asked for, though the seed is its own nearest neighbour', async () => {
    expect(await rows([unitAt(0)], { count: 2 })).toEqual([1, 2])
  })
})

describe('similar papers', () => {
  // As whole texts, paper 1 is nearer to paper 0 than paper 2 is; but a sentence, the title and the words of 2 are its own.
  const told = flatLibrary([
    { degrees: 0, pieces: [10, 0, 60], title: 'graph kernels', abstract: 'We prune. It is fast.' },
    { degrees: 20, pieces: [100, 80, 120], title: 'protein folding', abstract: 'It folds. Slowly.' },
    { degrees: 40, pieces: [10, 0, -60], title: 'kernels', abstract: 'We prune. Graph and tree.' },
  ])
  const ranked = (options: object = {}) =>
    similarPapers(told, [paperAsSubject(told, 0)], { count: 10, exclude: new Set([0]), ...options })

  it('come in order of likeness, not of the cosine of whole texts', async () => {
    const nearest = await nearestPapers(told, [row(told.vectors, 0)], { count: 10, exclude: new Set([0]) })
    expect(nearest.map((paper) => paper.row)).toEqual([1, 2])
    expect((await ranked()).map((paper) => paper.row)).toEqual([2, 1])
  })

  it('keep to the filter', async () => {
    expect((await ranked({ candidates: [1] })).map((paper) => paper.row)).toEqual([1])
    expect(await ranked({ candidates: [0] })).toEqual([])
  })

  it('are near any of several seeds: the score is the log-mean-exp of the likenesses', async () => {
    const seeds = [0, 1].map((at) => paperAsSubject(told, at))
    const [only] = await similarPapers(told, seeds, { count: 1, exclude: new Set([0, 1]) })
    const [a, b] = seeds.map((seed) => likeness(told, seed, paperAsSubject(told, 2)))
    expect(only!.row).toBe(2)
    expect(only!.score).toBeCloseTo(Math.log((Math.exp(10 * a!) + Math.exp(10 * b!)) / 2) / 10, 5)
  })

  // 300 papers around a circle, whose second pieces are anywhere.
  const many = flatLibrary(
    Array.from({ length: 300 }, (_, at) => ({ degrees: at / 2, pieces: [at / 2, (at * 37) % 360] })),
  )
  const rowsOf = (count: number) =>
    similarPapers(many, [paperAsSubject(many, 0)], { count, exclude: new Set([0]) })

  it('beyond the hundred nearest follow in order of the cosine, with scores that go on falling', async () => {
    const found = await rowsOf(250)
    expect(
      found
        .slice(0, 100)
        .map((paper) => paper.row)
        .sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 100 }, (_, i) => i + 1))
    expect(found.slice(0, 100).map((paper) => paper.row)).not.toEqual(
      Array.from({ length: 100 }, (_, i) => i + 1),
    )
    expect(found.slice(100).map((paper) => paper.row)).toEqual(Array.from({ length: 150 }, (_, i) => i + 101))
    const scores = found.map((paper) => paper.score)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    // The cosine of whole texts is 0.5 of 2.25 parts. The hundredth stands at 50°, the next ones at 50.5° and 51°.
    const cosine = (degrees: number) => Math.cos((degrees * Math.PI) / 180)
    expect(scores[99]! - scores[100]!).toBeCloseTo((0.5 / 2.25) * (cosine(50) - cosine(50.5)), 6)
    expect(scores[100]! - scores[101]!).toBeCloseTo((0.5 / 2.25) * (cosine(50.5) - cosine(51)), 6)
    expect(found.map((paper) => paper.compared)).toEqual(found.map((_, place) => place < 100))
  })

  it('are the same, however many are asked for', async () => {
    const whole = await rowsOf(250)
    for (const count of [1, 20, 99, 100, 101]) expect(await rowsOf(count)).toEqual(whole.slice(0, count))
  })
})

describe('the rows within a filter', () => {
  it('are not listed when every paper passes', async () => {
    expect(rowsWithin(library, {})).toBeUndefined()
  })

  it('are ascending, each once', async () => {
    expect([...rowsWithin(library, { candidates: [3, 1, 3] })!]).toEqual([1, 3])
  })
})
