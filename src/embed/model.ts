/**
 * The embedding model on disk: which files it needs, and what identifies the vectors it makes.
 *
 * Two vectors can be compared only when the same weights, the same tokeniser and the same cut
 * made them, so all of that goes into one fingerprint, which vectors and snapshots carry.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NotReady } from '../errors.ts'

export interface ModelOptions {
  /** Folder that holds one folder per model. */
  readonly folder: string
  /** Name of the model's folder in it. */
  readonly name: string
  /** Longest text in tokens, the two special ones included; what is beyond is not read. */
  readonly maxTokens: number
}

export interface Model extends ModelOptions {
  readonly dtype: 'q8' | 'fp32'
  readonly pooling: 'mean'
  /** Length of a vector. */
  readonly dimensions: number
  /** sha256 of the weights, hex. */
  readonly weightsSha256: string
  /** 16 hex digits over all that changes a vector. */
  readonly fingerprint: string
}

const WEIGHTS = { q8: 'onnx/model_quantized.onnx', fp32: 'onnx/model.onnx' } as const

/**
 * Looks at a model's files and hashes them (23 MB take about 30 ms where the processor has SHA
 * instructions). The int8 weights are taken where both kinds are there.
 *
 * @throws NotReady naming each file that is missing; nothing is ever downloaded
 */
export function readModel(options: ModelOptions): Model {
  const at = (file: string) => join(options.folder, options.name, file)
  const dtype = existsSync(at(WEIGHTS.q8)) || !existsSync(at(WEIGHTS.fp32)) ? 'q8' : 'fp32'
  const files = ['config.json', 'tokenizer.json', 'tokenizer_config.json', WEIGHTS[dtype]]
  const missing = files.filter((file) => !existsSync(at(file)))
  if (missing.length > 0) {
    throw new NotReady(
      `model ${options.name} is incomplete: ${missing.map(at).join(', ')} not found; nothing is downloaded, so put the files there`,
    )
  }
  const sha256 = (file: string) =>
    createHash('sha256')
      .update(readFileSync(at(file)))
      .digest('hex')
  const weightsSha256 = sha256(WEIGHTS[dtype])
  const { maxTokens } = options
  const identity = [
    weightsSha256,
    sha256('tokenizer.json'),
    sha256('tokenizer_config.json'),
    dtype,
    maxTokens,
    'mean',
  ]
  const config = JSON.parse(readFileSync(at('config.json'), 'utf8')) as { hidden_size: number }
  return {
    ...options,
    dtype,
    pooling: 'mean',
    dimensions: config.hidden_size,
    weightsSha256,
    fingerprint: createHash('sha256').update(identity.join('\n')).digest('hex').slice(0, 16),
  }
}
