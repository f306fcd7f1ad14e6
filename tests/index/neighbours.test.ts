import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeNeighbours, encodeNeighbours } from '../../src/index/encoding.ts'
import { exactIndex } from '../../src/index/exact.ts'
import { type NeighbourLists, neighboursOfRows } from '../../src/index/neighbours.ts'
import { seeded } from '../../src/random.ts'
import { dot, type Matrix, matrix, row, unit } from '../../src/vector.ts'
import { unitAt } from '../support/flat-library.ts'

const random = seeded(3)
const someVectors = (count: number, dimensions = 8): Matrix => {
  const data = new Float32Array(count * dimensions)
  for (let at = 0; at < count; at++)
    data.set(unit(Array.from({ length: dimensions }, () => random() - 0.5)), at * dimensions)
  return matrix(data, dimensions)
}
const inThePlane = (...angles: number[]) =>
  matrix(Float32Array.from(angles.flatMap((degrees) => [...unitAt(degrees)])), 2)
const neighboursOf = (vectors: Matrix) => neighboursOfRows(vectors, exactIndex(vectors))
const listOf = ({ rows, perRow }: NeighbourLists, at: number) => [
  ...rows.subarray(at * perRow, (at + 1) * perRow),
]

describe('the neighbours of every paper', () => {
  it('are all the others of a small collection, nearest first, with their cosines', () => {
    const found = neighboursOf(inThePlane(0, 90, 30))
    expect(found.perRow).toBe(2)
    expect([0, 1, 2].map((at) => listOf(found, at))).toEqual([
      [2, 1],
      [2, 0],
      [0, 1],
    ])
    // cos 30°, cos 90° for the first; cos 60°, cos 90° for the second; cos 30°, cos 60° for the third.
    const cosines = [0.866, 0, 0.5, 0, 0.866, 0.5]
    cosines.forEach((cosine, at) => {
      expect(found.similarities[at]).toBeCloseTo(cosine, 3)
    })
  })

  it('are the 32 that sorting all others by cosine puts first', () => {
    const vectors = someVectors(120)
    const found = neighboursOf(vectors)
    expect(found.perRow).toBe(32)
    for (let at = 0; at < vectors.count; at++) {
      const cosine = (other: number) => dot(row(vectors, at), row(vectors, other))
      const others = Array.from({ length: vectors.count }, (_, other) => other).filter(
        (other) => other !== at,
      )
      const best = others.sort((a, b) => cosine(b) - cosine(a) || a - b).slice(0, 32)
      expect(listOf(found, at)).toEqual(best)
      best.forEach((other, i) => {
        expect(found.similarities[at * 32 + i]).toBeCloseTo(cosine(other), 6)
      })
    }
  })

  it('never hold the paper itself, not even among more twins than a list holds', () => {
    const twins = neighboursOf(inThePlane(...new Array(40).fill(20), 80))
    for (let at = 0; at < 41; at++) {
      const list = listOf(twins, at)
      expect(list).not.toContain(at)
      expect(new Set(list).size).toBe(32)
    }
  })

  it('are none of no paper and of a single one, and each other of two', () => {
    expect(neighboursOf(matrix(new Float32Array(), 2))).toMatchObject({ perRow: 0, rows: new Uint32Array() })
    expect(neighboursOf(inThePlane(50))).toMatchObject({ perRow: 0, rows: new Uint32Array() })
    expect(listOf(neighboursOf(inThePlane(50, 200)), 0)).toEqual([1])
  })
})

describe('the file of neighbours', () => {
  const bytesOf = (lists: NeighbourLists) => Uint8Array.from(Buffer.concat(encodeNeighbours(lists)))

  it('gives back what was written, of any number of papers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50 }), (count) => {
        const lists = neighboursOf(someVectors(count))
        expect(decodeNeighbours(bytesOf(lists), count)).toEqual(lists)
      }),
      { seed: 1, numRuns: 20 },
    )
  })

  it('is refused when it does not hold as many for every paper', () => {
    const bytes = bytesOf(neighboursOf(someVectors(10)))
    // 10 papers with 9 neighbours each: 90 are no whole number for each of 11 or of 7 papers.
    for (const count of [11, 7]) expect(() => decodeNeighbours(bytes, count)).toThrow('90 neighbours')
    for (const missing of [1, 4, 8]) {
      expect(() => decodeNeighbours(bytes.subarray(0, bytes.length - missing), 10)).toThrow('for 10 papers')
    }
  })
})
