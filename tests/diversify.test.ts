import { describe, expect, it } from 'vitest'
import { diversify } from '../src/diversify.ts'
import { dot, matrix } from '../src/vector.ts'

/** The vector at an angle in the plane. */
const at = (degrees: number) =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180))

describe('diversify', () => {
  // The reader's taste points at 0°. Two papers are near-copies of each other at 10° and 12°, a
  // third stands apart at −40°. Cosines can be read off the angles.
  const angles = [10, 12, -40]
  const vectors = matrix(Float32Array.from(angles.flatMap((degrees) => [...at(degrees)])), 2)
  const candidates = angles.map((degrees, row) => ({ row, score: dot(at(0), at(degrees)) }))
  const rows = (diversity: number, count = 2) =>
    diversify(vectors, candidates, { count, diversity }).map((pick) => pick.row)

  it('takes the paper that stands apart over the near-copy', () => {
    // copy: 0.5·cos12° − 0.5·cos2° = −0.011; apart: 0.5·cos40° − 0.5·cos50° = 0.062
    expect(rows(0.5)).toEqual([0, 2])
  })

  it('keeps the order as it came when diversity is 0', () => {
    expect(rows(0)).toEqual([0, 1])
    expect(rows(0, 3)).toEqual([0, 1, 2])
  })

  it('looks for variety alone when diversity is 1', () => {
    // The first pick is free; then −cos(22°) for the copy at 12° beats nothing: −cos2° = −0.999, −cos50° = −0.643.
    expect(rows(1)).toEqual([0, 2])
  })

  it('gives every candidate once when fewer are there than asked for', () => {
    expect(rows(0.5, 10).sort()).toEqual([0, 1, 2])
  })

  it('refuses a diversity outside [0, 1]', () => {
    for (const diversity of [-0.1, 1.1, Number.NaN])
      expect(() => diversify(vectors, candidates, { count: 1, diversity })).toThrow(RangeError)
  })
})
