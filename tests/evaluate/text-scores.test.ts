import { expect, it } from 'vitest'
import { paperOf } from '../../src/evaluate/data.ts'
import { dataLibrary } from '../../src/evaluate/data-library.ts'
import { textScoresFor } from '../../src/evaluate/text-scores.ts'
import { matrix } from '../../src/vector.ts'
import { modelOf } from './model.ts'

// Papers at 0°, 20°, 50°, 90° and 200°; the history is the first four.
const degrees = [0, 20, 50, 90, 200]
const cosine = (angle: number) => Math.cos((angle * Math.PI) / 180)
const vectors = matrix(Float32Array.from(degrees.flatMap((angle) => [cosine(angle), cosine(angle - 90)])), 2)
const papers = degrees.map((angle) => paperOf(`${angle}`, `at ${angle}`, ''))
const library = await dataLibrary(papers, { vectors }, modelOf(2))
const scores = textScoresFor(library)([0, 1, 2, 3])

it('scores by the mean, the nearest and the nearest three of the cosines to the history', () => {
  // The paper at 20° lies 20°, 0°, 30° and 70° from the history: cosines 0.9397, 1, 0.8660, 0.3420.
  expect(scores.mean[1]).toBeCloseTo((0.9397 + 1 + 0.866 + 0.342) / 4, 4)
  expect(scores.nearest[1]).toBeCloseTo(1, 4)
  expect(scores['nearest three'][1]).toBeCloseTo((0.9397 + 1 + 0.866) / 3, 4)
})
