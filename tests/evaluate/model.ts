/** A model's name plate, for libraries whose vectors a test makes up. */
import type { Model } from '../../src/embed/model.ts'

export function modelOf(dimensions: number): Model {
  return {
    folder: 'nowhere',
    name: 'made-up',
    maxTokens: 256,
    dtype: 'q8',
    pooling: 'mean',
    dimensions,
    weightsSha256: '0'.repeat(64),
    fingerprint: '0123456789abcdef',
  }
}
