import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Model } from '../../src/embed/model.ts'
import { textHash } from '../../src/embed/record-file.ts'
import { openVectorFile } from '../../src/embed/vector-file.ts'
import { temporaryFolder } from '../support/databases.ts'

const model = (fingerprint: string) => ({ dimensions: 3, fingerprint }) as Model
const A = model('aaaaaaaaaaaaaaaa')
/** 16 of hash, 3 numbers of 4, 4 of checksum. */
const RECORD_BYTES = 32

describe('the file of computed vectors', () => {
  const folder = temporaryFolder()
  let path: string
  let files = 0
  const vectorOf = (n: number) => Float32Array.of(n, n + 0.5, -n)
  const write = (count: number, as = A) => {
    const file = openVectorFile(path, as)
    for (let n = 0; n < count; n++) file.put(textHash(`text ${n}`), vectorOf(n))
    file.close()
  }
  const reopened = (as = A) => {
    let cut = 0
    const file = openVectorFile(path, as, (records) => {
      cut = records
    })
    return { file, cut }
  }
  beforeEach(() => {
    path = join(folder, `${files++}`, 'vectors.vec')
  })

  it('gives back what was put, after it was opened again', () => {
    write(3_000)
    const { file, cut } = reopened()
    expect(cut).toBe(0)
    expect(file.count).toBe(3_000)
    for (const n of [0, 1_500, 2_999]) expect([...file.get(textHash(`text ${n}`))!]).toEqual([...vectorOf(n)])
    expect(file.get(textHash('text 3000'))).toBeUndefined()
    file.close()
  })

  it('keeps every whole record when the last one is torn, and goes on from there', () => {
    write(10)
    truncateSync(path, 32 + 9 * RECORD_BYTES + 5)
    const { file, cut } = reopened()
    expect([file.count, cut]).toEqual([9, 1])
    file.put(textHash('text 9'), vectorOf(9))
    file.close()
    expect(reopened().file.count).toBe(10)
  })

  it('keeps what stands before a record that was damaged', () => {
    write(10)
    const bytes = readFileSync(path)
    bytes[32 + 4 * RECORD_BYTES + 20]! ^= 1
    writeFileSync(path, bytes)
    const { file, cut } = reopened()
    expect([file.count, cut]).toEqual([4, 6])
    expect([...file.get(textHash('text 3'))!]).toEqual([...vectorOf(3)])
  })

  it('is emptied when another model made it, or it is no such file', () => {
    write(10)
    expect(reopened(model('bbbbbbbbbbbbbbbb')).file.count).toBe(0)
    appendFileSync(join(folder, 'noise'), 'not a vector file at all, but longer than a header')
    path = join(folder, 'noise')
    expect(reopened().file.count).toBe(0)
    write(2)
    expect(reopened().file.count).toBe(2)
  })

  it('holds a text once', () => {
    write(3)
    write(3)
    expect(readFileSync(path)).toHaveLength(32 + 3 * RECORD_BYTES)
  })
})
