import { describe, expect, it } from 'vitest'
import { exactIndex } from '../../src/index/exact.ts'
import { neighboursOfRows } from '../../src/index/neighbours.ts'
import { layOut } from '../../src/map/layout.ts'
import type { MapLayout } from '../../src/map-layout.ts'
import { seeded } from '../../src/random.ts'
import { type Matrix, matrix, unit } from '../../src/vector.ts'

const CLUSTERS = 6
const DIMENSIONS = 16

/** Papers around six directions of their own, in turn: row r is in cluster r mod 6. */
function clustered(count: number, seed = 3): Matrix {
  const random = seeded(seed)
  const noisy = (cluster: number) =>
    unit(Array.from({ length: DIMENSIONS }, (_, d) => (d === cluster ? 1 : 0) + 0.3 * (random() - 0.5)))
  return matrix(
    Float32Array.from(Array.from({ length: count }, (_, at) => [...noisy(at % CLUSTERS)]).flat()),
    DIMENSIONS,
  )
}

const listsOf = (vectors: Matrix) => neighboursOfRows(vectors, exactIndex(vectors))
const laidOut = (vectors: Matrix, before?: MapLayout) => layOut(vectors, listsOf(vectors), before)
const placeOf = ({ places }: MapLayout, row: number) => [places[2 * row]!, places[2 * row + 1]!] as const
const distance = (map: MapLayout, a: number, b: number) => {
  const [ax, ay] = placeOf(map, a)
  const [bx, by] = placeOf(map, b)
  return Math.hypot(ax - bx, ay - by)
}
/** The row nearest to a row. */
const nearestTo = (map: MapLayout, row: number) => {
  const others = Array.from({ length: map.places.length / 2 }, (_, at) => at).filter((at) => at !== row)
  return others.reduce((best, at) => (distance(map, row, at) < distance(map, row, best) ? at : best))
}
/** The first rows, and none yet of the others. */
const only = (map: MapLayout, rows: number): MapLayout => ({
  ...map,
  places: map.places.map((x, i) => (i < 2 * rows ? x : Number.NaN)),
})
/** An earlier map of fewer papers, for rows that came since. */
const extended = (map: MapLayout, rows: number): MapLayout => {
  const places = new Float32Array(2 * rows).fill(Number.NaN)
  places.set(map.places)
  return { ...map, places }
}

describe('a map', () => {
  it('keeps planted clusters apart: nobody stands next to a paper of another', () => {
    const map = laidOut(clustered(300))
    for (let row = 0; row < 300; row++) expect(nearestTo(map, row) % CLUSTERS).toBe(row % CLUSTERS)
  })

  it('fills the square from -1 to 1 in its longer direction', () => {
    const { places, together } = laidOut(clustered(300))
    expect([Math.min(...places), Math.max(...places), together]).toEqual([-1, 1, 300])
  })

  it('is the same every time, to the byte', () => {
    expect(laidOut(clustered(120))).toEqual(laidOut(clustered(120)))
  })

  it('leaves papers where they are when others come, and puts these among their own', () => {
    const before = laidOut(clustered(300))
    const vectors = clustered(400)
    expect(vectors.data.slice(0, 300 * DIMENSIONS)).toEqual(clustered(300).data)
    const after = laidOut(vectors, extended(before, 400))
    expect(after.places.slice(0, 600)).toEqual(before.places)
    expect([after.unit, after.together]).toEqual([before.unit, 300])
    for (let row = 300; row < 400; row++) expect(nearestTo(after, row) % CLUSTERS).toBe(row % CLUSTERS)
    const [x, y] = placeOf(after, 399)
    expect(Array.from({ length: 399 }, (_, at) => placeOf(after, at))).not.toContainEqual([x, y])
  })

  it('is the same when nothing came', () => {
    const before = laidOut(clustered(60))
    expect(laidOut(clustered(60), before)).toEqual(before)
  })

  it('is laid out anew when more than half of the papers are new, at once or little by little', () => {
    const vectors = clustered(100)
    const whole = laidOut(vectors)
    expect(laidOut(vectors, only(whole, 49))).toEqual(whole)
    expect(laidOut(vectors, { ...only(whole, 90), together: 49 })).toEqual(whole)
    expect(laidOut(vectors, { ...only(whole, 50), together: 50 }).together).toBe(50)
  })

  it('places a whole group of new papers, of which none is near to an old one', () => {
    const vectors = clustered(300)
    const isNew = (at: number) => at % CLUSTERS === 0
    const old = laidOut(vectors)
    const before = { ...old, places: old.places.map((x, i) => (isNew(i >> 1) ? Number.NaN : x)) }
    const after = laidOut(vectors, before)
    expect(after.places.every((x) => x >= -1 && x <= 1)).toBe(true)
    const own = Array.from({ length: 50 }, (_, i) => distance(after, 0, CLUSTERS * i))
    expect(Math.max(...own)).toBeLessThan(0.7)
  })

  it.each([0, 1, 2, 3, 7])('takes %i papers', (count) => {
    const { places } = laidOut(clustered(count))
    expect(places.length).toBe(2 * count)
    expect(places.every((x) => x >= -1 && x <= 1)).toBe(true)
  })

  it('keeps twins apart, if hardly', () => {
    const twins = matrix(Float32Array.from(Array.from({ length: 40 }, () => [1, 0]).flat()), 2)
    const { places } = laidOut(twins)
    expect(places.some(Number.isNaN)).toBe(false)
    expect(new Set(places.filter((_, i) => i % 2 === 0)).size).toBe(40)
  })
})
