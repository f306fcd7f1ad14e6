import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readModel } from '../../src/embed/model.ts'
import { NotReady } from '../../src/errors.ts'
import { temporaryFolder } from '../support/databases.ts'

const VENDORED = { folder: 'embeddings/models', name: 'all-MiniLM-L6-v2', maxTokens: 256 }

describe('the model on disk', () => {
  it('is the one whose sha256 is written down', () => {
    const { weightsSha256, dimensions, dtype } = readModel(VENDORED)
    expect(weightsSha256).toBe('40793707f552726f6c1f43e125c4323bba7291b25d8c26f8fa26548a45bd92ef')
    expect([dimensions, dtype]).toEqual([384, 'q8'])
  })

  it('has another fingerprint when texts are cut elsewhere', () => {
    expect(readModel(VENDORED).fingerprint).not.toBe(readModel({ ...VENDORED, maxTokens: 512 }).fingerprint)
  })

  it('names each file that is missing', () => {
    const folder = temporaryFolder()
    cpSync(join(VENDORED.folder, VENDORED.name), join(folder, VENDORED.name), { recursive: true })
    rmSync(join(folder, VENDORED.name, 'onnx'), { recursive: true })
    rmSync(join(folder, VENDORED.name, 'tokenizer.json'))
    const open = () => readModel({ ...VENDORED, folder })
    expect(open).toThrow(NotReady)
    expect(open).toThrow(/tokenizer\.json.*model_quantized\.onnx not found; nothing is downloaded/)
  })
})
