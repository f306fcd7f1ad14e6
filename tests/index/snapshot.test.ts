import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { exactIndex } from '../../src/index/exact.ts'
import { readCurrent } from '../../src/index/manifest.ts'
import { readSnapshot, type SnapshotParts, writeSnapshot } from '../../src/index/snapshot.ts'
import { noMap } from '../../src/map-layout.ts'
import { seeded } from '../../src/random.ts'
import { eachBlock, matrix, row } from '../../src/vector.ts'
import { temporaryFolder } from '../support/databases.ts'
import { madeUpParts } from '../support/snapshots.ts'
import { topicsOfPlaces } from '../support/trees.ts'

describe('a snapshot', () => {
  const folder = temporaryFolder()
  let pristine: string
  let id: string
  let target: string
  let copies = 0
  beforeAll(async () => {
    pristine = join(folder, 'pristine')
    mkdirSync(pristine)
    id = await writeSnapshot(pristine, madeUpParts(50))
  })
  beforeEach(() => {
    target = join(folder, `copy-${copies++}`)
    cpSync(pristine, target, { recursive: true })
  })
  const damaged = async (file: string, change: (path: string) => void) => {
    change(join(target, id, file))
    return readSnapshot(target, id).then(
      () => 'opened',
      (error: Error) => error.message,
    )
  }

  it('gives back every part that was written', async () => {
    const parts = madeUpParts(50)
    const snapshot = await readSnapshot(target, id)
    expect(snapshot.cards).toEqual(parts.cards)
    expect(parts.abstracts.map((_, at) => snapshot.abstractOf(at))).toEqual(parts.abstracts)
    const asText = (bytes: Uint8Array) => Buffer.from(bytes).toString()
    expect(parts.abstracts.map((_, at) => asText(snapshot.abstractBytesOf(at)))).toEqual(parts.abstracts)
    expect(parts.cards.map((_, at) => JSON.parse(asText(snapshot.cardBytesOf(at))))).toEqual(parts.cards)
    expect(snapshot.vectors.data).toEqual(parts.vectors.data)
    expect(parts.pieces!.map((_, at) => snapshot.pieces.of(at))).toEqual(parts.pieces)
    const [number] = snapshot.words.of(7).numbers
    expect(snapshot.words.text(number!)).toBe('number')
    expect(snapshot.topics).toEqual(parts.topics(snapshot.neighbours))
    expect(snapshot.map.places).toEqual(parts.map(snapshot.neighbours).places)
    expect(snapshot.map).toMatchObject({ unit: Math.fround(0.1), together: 50 })
    expect(snapshot.index.nearest(row(snapshot.vectors, 7), { count: 1 })[0]!.row).toBe(7)
    expect(snapshot.keywords.search(['number'], { count: 1 })).toHaveLength(1)
  })

  it('says the same where searches are done elsewhere, from its files on the disk', async () => {
    const [inMemory, told] = [await readSnapshot(target, id), [] as Uint32Array[]]
    const onDisk = await readSnapshot(target, id, ({ vectors, numbers }) => {
      told.push(numbers)
      return { dimensions: vectors.dimensions, count: vectors.count, nearest: async () => [] }
    })
    expect(told).toEqual([Uint32Array.from({ length: 50 }, (_, at) => at + 1)])
    for (const at of [0, 1, 25, 48, 49, 25]) {
      expect(row(onDisk.vectors, at)).toEqual(row(inMemory.vectors, at))
      expect(onDisk.pieces.of(at)).toEqual(inMemory.pieces.of(at))
      expect(onDisk.abstractOf(at)).toBe(inMemory.abstractOf(at))
      expect(Buffer.compare(onDisk.cardBytesOf(at), inMemory.cardBytesOf(at))).toBe(0)
    }
    expect([...eachBlock(onDisk.vectors)]).toEqual([...eachBlock(inMemory.vectors)])
    expect(await onDisk.index.nearest(row(onDisk.vectors, 0), { count: 1 })).toEqual([])
  })

  it('has the same id for the same content, and another for other content', async () => {
    expect(await writeSnapshot(target, madeUpParts(50))).toBe(id)
    expect(await writeSnapshot(target, madeUpParts(49))).not.toBe(id)
  })

  it('goes on from the graph of the one before it, whose papers come and go', async () => {
    const { similar: _, ...all } = madeUpParts(5_200)
    // Every hundredth paper is not there yet; later the first ones are gone.
    const without = (gone: (at: number) => boolean): SnapshotParts => {
      const kept = [...all.cards.keys()].filter((at) => !gone(at))
      const data = Float32Array.from(kept.flatMap((at) => [...row(all.vectors, at)]))
      return {
        ...all,
        cards: kept.map((at) => all.cards[at]!),
        abstracts: kept.map((at) => all.abstracts[at]!),
        pieces: kept.map((at) => all.pieces![at]!),
        vectors: matrix(data, all.vectors.dimensions),
        topics: () => topicsOfPlaces(new Array(kept.length).fill(0), all.vectors.dimensions),
        map: () => noMap(kept.length),
      }
    }
    const fresh = join(folder, 'fresh')
    mkdirSync(fresh)
    await writeSnapshot(
      fresh,
      without((at) => at % 100 === 0),
    )
    const parts = without((at) => at < 90)
    const told: number[] = []
    const next = await writeSnapshot(fresh, parts, (count) => told.push(count))
    const { manifest, index } = await readSnapshot(fresh, next)
    // 90 had gone of which one was never there; 52 had come but one, at once.
    expect(manifest.graph).toMatchObject({ engine: 'usearch', removed: 89 })
    expect(told).toEqual([5_110])
    const exact = exactIndex(parts.vectors)
    for (let at = 0; at < 5_110; at += 100) {
      const query = row(parts.vectors, at)
      expect(index.nearest(query, { count: 5 })).toEqual(exact.nearest(query, { count: 5 }))
    }
  })

  it('takes the place of a torn one of the same id', async () => {
    truncateSync(join(target, id, 'vectors.f32'), 10)
    expect(await writeSnapshot(target, madeUpParts(50))).toBe(id)
    await expect(readSnapshot(target, id)).resolves.toBeDefined()
  })

  it('holds no papers when there are none', async () => {
    const empty = await writeSnapshot(target, madeUpParts(0))
    const snapshot = await readSnapshot(target, empty)
    expect(snapshot.cards).toEqual([])
    expect(snapshot.index.count).toBe(0)
  })

  it('is kept beside the one before it, and older ones go', async () => {
    const second = await writeSnapshot(target, madeUpParts(20))
    expect(await readCurrent(target)).toEqual([second, id])
    const third = await writeSnapshot(target, madeUpParts(21))
    expect(await readCurrent(target)).toEqual([third, second])
    expect(existsSync(join(target, id))).toBe(false)
    expect(readdirSync(target).sort()).toEqual(['CURRENT', second, third].sort())
  })

  it('is rejected, naming the file, when any file is missing, cut, emptied or grown', async () => {
    const files = readdirSync(join(target, id)).filter((file) => file !== 'manifest.json')
    expect(files).toHaveLength(15)
    for (const file of files) {
      for (const change of [
        (path: string) => rmSync(path),
        (path: string) => truncateSync(path, readFileSync(path).length - 1),
        (path: string) => writeFileSync(path, ''),
        (path: string) => writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.from('x')])),
      ]) {
        rmSync(target, { recursive: true })
        cpSync(pristine, target, { recursive: true })
        expect(await damaged(file, change), file).toMatch(new RegExp(`^${file.replace('.', '\\.')}: `))
      }
    }
  })

  it('is rejected whichever single byte is changed', async () => {
    const random = seeded(5)
    const files = readdirSync(join(target, id)).filter((file) => file !== 'manifest.json')
    for (let n = 0; n < 60; n++) {
      rmSync(target, { recursive: true })
      cpSync(pristine, target, { recursive: true })
      const file = files[n % files.length]!
      const flip = (path: string) => {
        const bytes = readFileSync(path)
        bytes[Math.floor(random() * bytes.length)]! ^= 1 << Math.floor(random() * 8)
        writeFileSync(path, bytes)
      }
      expect(await damaged(file, flip), file).toBe(`${file}: sha256 mismatch`)
    }
  })

  it('is rejected when its manifest is missing, no JSON, of another format, or says other counts', async () => {
    const rewrite = (change: (manifest: Record<string, unknown>) => void) => (path: string) => {
      const manifest = JSON.parse(readFileSync(path, 'utf8'))
      change(manifest)
      writeFileSync(path, JSON.stringify(manifest))
    }
    const cases: [(path: string) => void, RegExp][] = [
      [(path) => rmSync(path), /manifest\.json is missing/],
      [(path) => writeFileSync(path, '{'), /manifest\.json is not JSON/],
      [rewrite((manifest) => Object.assign(manifest, { format: 1 })), /manifest\.json: format/],
      [rewrite((manifest) => Object.assign(manifest, { count: 51 })), /1600 neighbours for 51 papers/],
      [rewrite((manifest) => Object.assign(manifest, { dimensions: 16 })), /49.5 pieces instead of 99/],
    ]
    for (const [change, message] of cases) {
      rmSync(target, { recursive: true })
      cpSync(pristine, target, { recursive: true })
      expect(await damaged('manifest.json', change)).toMatch(message)
    }
  })

  it('leaves the current one in place when writing fails', async () => {
    const parts = madeUpParts(30)
    parts.vectors.data[0] = Number.NaN
    await expect(writeSnapshot(target, parts)).rejects.toThrow('vector 0 is not finite')
    expect(await readCurrent(target)).toEqual([id])
    expect(readdirSync(target).sort()).toEqual(['CURRENT', id].sort())
  })
})
