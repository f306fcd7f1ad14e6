import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { openPieceFile } from '../../src/embed/piece-file.ts'
import { textHash } from '../../src/embed/record-file.ts'
import { temporaryFolder } from '../support/databases.ts'

const MODEL = { dimensions: 3, fingerprint: 'aaaaaaaaaaaaaaaa' }
/** Record n has 1 + n % 4 pieces: 16 of hash, 4 of count, 3 a piece, 4 of checksum. */
const recordBytes = (n: number) => 16 + 4 + 3 * (1 + (n % 4)) + 4
const startOf = (n: number) =>
  Array.from({ length: n }, (_, at) => recordBytes(at)).reduce((a, b) => a + b, 32)

describe('the file of computed pieces', () => {
  const folder = temporaryFolder()
  let path: string
  let files = 0
  const madeUp = (n: number) => Int8Array.from({ length: 3 * (1 + (n % 4)) }, (_, i) => (n + i) % 128)
  const write = (count: number) => {
    const file = openPieceFile(path, MODEL)
    for (let n = 0; n < count; n++) file.put(textHash(`text ${n}`), madeUp(n))
    file.close()
  }
  const reopened = () => {
    let cut = 0
    const file = openPieceFile(path, MODEL, (records) => {
      cut = records
    })
    return { file, cut }
  }
  beforeEach(() => {
    path = join(folder, `${files++}.pieces`)
  })

  it('gives back what was put, after it was opened again, though it is read in many parts', () => {
    // 31.5 bytes a record in the mean, 4.7 MB: more than what is read at a time.
    write(150_000)
    const { file, cut } = reopened()
    expect([file.count, cut]).toEqual([150_000, 0])
    for (const n of [0, 1, 65_000, 149_999]) expect(file.get(textHash(`text ${n}`))).toEqual(madeUp(n))
    expect(file.get(textHash('text 150000'))).toBeUndefined()
    file.close()
  })

  it('keeps every whole record wherever the last one is torn, and goes on from there', () => {
    for (let torn = 1; torn < recordBytes(9); torn++) {
      path = join(folder, `torn-${torn}.pieces`)
      write(10)
      truncateSync(path, startOf(9) + torn)
      const { file, cut } = reopened()
      expect([file.count, cut]).toEqual([9, 1])
      file.put(textHash('text 9'), madeUp(9))
      expect(file.get(textHash('text 9'))).toEqual(madeUp(9))
      file.close()
      const again = reopened().file
      expect(again.get(textHash('text 9'))).toEqual(madeUp(9))
      again.close()
    }
  })

  it('keeps what stands before a damaged record, whichever byte of it changed', () => {
    for (let byte = 0; byte < recordBytes(4); byte++) {
      path = join(folder, `damaged-${byte}.pieces`)
      write(10)
      const bytes = readFileSync(path)
      bytes[startOf(4) + byte]! ^= 0xff
      writeFileSync(path, bytes)
      const { file, cut } = reopened()
      expect(file.count, `byte ${byte}`).toBe(4)
      expect(cut).toBeGreaterThan(0)
      expect(file.get(textHash('text 3'))).toEqual(madeUp(3))
      file.close()
    }
  })

  it('is no other model’s, and no file of vectors', () => {
    write(3)
    const other = openPieceFile(path, { ...MODEL, fingerprint: 'bbbbbbbbbbbbbbbb' })
    expect(other.count).toBe(0)
    other.close()
  })

  it('finds what it wrote when another process wrote between', () => {
    const [first, second] = [openPieceFile(path, MODEL), openPieceFile(path, MODEL)]
    first.put(textHash('a'), madeUp(1))
    second.put(textHash('b'), madeUp(2))
    first.put(textHash('c'), madeUp(3))
    expect(second.get(textHash('b'))).toEqual(madeUp(2))
    expect(first.get(textHash('c'))).toEqual(madeUp(3))
    first.close()
    second.close()
    const { file, cut } = reopened()
    expect([file.count, cut]).toEqual([3, 0])
  })
})
