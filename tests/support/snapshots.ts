/** Snapshots of made-up papers, for what does not need the model. */
import { createHash } from 'node:crypto'
import { allSimilar } from '../../src/all-similar.ts'
import type { SnapshotParts } from '../../src/index/snapshot.ts'
import { quantise } from '../../src/int8.ts'
import { seeded } from '../../src/random.ts'
import { matrix, unit } from '../../src/vector.ts'
import { topicsOfPlaces } from './trees.ts'

const DIMENSIONS = 8

/** `count` papers with seeded vectors of 8 numbers, in one topic. */
export function madeUpParts(count: number): SnapshotParts {
  const random = seeded(count)
  const someVector = () => unit(Array.from({ length: DIMENSIONS }, () => random() - 0.5))
  const ids = Array.from({ length: count }, (_, n) => createHash('sha1').update(`${n}`).digest('hex')).sort()
  const data = new Float32Array(count * DIMENSIONS)
  for (let at = 0; at < count; at++) data.set(someVector(), at * DIMENSIONS)
  return {
    cards: ids.map((id, at) => ({ id, title: `Paper number ${at}` })),
    abstracts: ids.map((_, at) => (at % 3 === 0 ? '' : `Über number ${at} 😀.`)),
    vectors: matrix(data, DIMENSIONS),
    numbers: Uint32Array.from(ids.keys(), (at) => at + 1),
    // One to three pieces each.
    pieces: ids.map((_, at) =>
      Int8Array.from(Array.from({ length: 1 + (at % 3) }, () => [...quantise(someVector())]).flat()),
    ),
    map: () => ({
      places: Float32Array.from({ length: 2 * count }, (_, i) => Math.cos(i)),
      unit: 0.1,
      together: count,
    }),
    similar: (compared) => allSimilar(compared, 1),
    topics: () => topicsOfPlaces(new Array(count).fill(0), DIMENSIONS),
    model: {
      name: 'made-up',
      dtype: 'fp32',
      pooling: 'mean',
      maxTokens: 8,
      weightsSha256: '',
      fingerprint: 'made-up',
    },
    corpus: { count, revision: count, topicEdits: '' },
  }
}
