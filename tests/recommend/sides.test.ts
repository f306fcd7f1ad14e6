import { describe, expect, it } from 'vitest'
import { sampleOf, sideOf } from '../../src/recommend/sides.ts'
import { flatLibrary } from '../support/flat-library.ts'
import { historyOfRows, itemOf, outsideItem } from '../support/histories.ts'

const library = flatLibrary([0, 30, 60, 90, 200].map((degrees) => ({ degrees })))

describe('one side of a history', () => {
  it('stands heaviest first, ties in the order of the history, with its place there', async () => {
    const positive = [1, 5, 2, 5].map((weight, at) => itemOf(library, at, { weight }))
    const side = await sideOf(library, historyOfRows(library, [], { positive }), 'positive')
    expect([...side.weights]).toEqual([5, 5, 2, 1])
    expect(side.places).toEqual([1, 3, 2, 0])
    expect(side.items.map(({ row }) => row)).toEqual([1, 3, 2, 0])
  })

  it('fades by the half-life that it is told', async () => {
    const positive = [
      itemOf(library, 0, { at: new Date('2025-01-01') }),
      itemOf(library, 1, { at: new Date('2025-01-21') }),
    ]
    // 20 days are two half-lives of 10 days.
    const side = await sideOf(library, historyOfRows(library, [], { positive, halfLifeDays: 10 }), 'positive')
    expect([...side.weights]).toEqual([1, 0.25])
    expect(side.places).toEqual([1, 0])
  })

  it('weighs each place as told, and leaves out what is told to weigh nothing', async () => {
    const side = await sideOf(
      library,
      historyOfRows(library, [0, 1, 2]),
      'positive',
      (place) => [2, 0, 3][place]!,
    )
    expect([side.places, [...side.weights]]).toEqual([
      [2, 0],
      [3, 2],
    ])
  })

  it('leaves out what has faded to nothing', async () => {
    const at = [new Date('2000-01-01'), new Date('2025-01-01')]
    const positive = at.map((date, row) => itemOf(library, row, { at: date }))
    // 25 years are 9,131 half-lives of a day: 2^−9131 is no number.
    expect(
      (await sideOf(library, historyOfRows(library, [], { positive, halfLifeDays: 1 }), 'positive')).places,
    ).toEqual([1])
  })

  it('compares a paper of the library as its row, and any other as its vector', async () => {
    const positive = [itemOf(library, 2), outsideItem(60)]
    const { vectors } = await sideOf(library, historyOfRows(library, [], { positive }), 'positive')
    const [ours, outside] = vectors
    expect(ours).toEqual(library.scaling.ofRow(2))
    // Row 2 lies at 60° too. It is among the nearest papers of the outside one, but not of itself.
    expect(outside!.hubness).toBeGreaterThan(ours!.hubness)
    expect(library.scaling.similarity(0, outside!)).toBeLessThan(library.scaling.similarity(0, ours!))
  })

  it('is empty without items', async () => {
    expect((await sideOf(library, historyOfRows(library, [0]), 'negative')).items).toEqual([])
  })
})

describe('a sample of a side', async () => {
  const positive = Array.from({ length: 10 }, (_, at) => itemOf(library, at % 5, { weight: 20 - at }))
  const side = await sideOf(library, historyOfRows(library, [], { positive }), 'positive')

  it('is every so many-th item, from the heaviest down', async () => {
    // 10 of 4: steps of 2.5, so 0, 2.5, 5, 7.5, rounded down.
    const { places, weights, items, vectors } = sampleOf(side, 4)
    expect(places).toEqual([0, 2, 5, 7])
    expect([...weights]).toEqual([20, 18, 15, 13])
    expect(items).toEqual(places.map((place) => positive[place]))
    expect(vectors).toEqual(places.map((place) => side.vectors[place]))
  })

  it('is the side itself where that is small enough', async () => {
    expect(sampleOf(side, 10)).toBe(side)
    expect(sampleOf(side, 11)).toBe(side)
  })
})
