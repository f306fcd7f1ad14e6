import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { PapersRead } from '../src/db/readings.ts'
import type { Model } from '../src/embed/model.ts'
import { NotReady } from '../src/errors.ts'
import { writeSnapshot } from '../src/index/snapshot.ts'
import type { Library } from '../src/library.ts'
import { type LiveLibrary, type LiveLibraryOptions, openLiveLibrary } from '../src/live-library.ts'
import { temporaryFolder } from './support/databases.ts'
import { madeUpParts } from './support/snapshots.ts'

const parts = madeUpParts(20)
const model = { name: 'made-up', dimensions: 8, maxTokens: 8, fingerprint: parts.model.fingerprint } as Model
const id = (at: number) => parts.cards[at]!.id

const folder = temporaryFolder()
let folders = 0
const newFolder = () => {
  const path = join(folder, `${folders++}`)
  mkdirSync(path)
  return path
}
let live: LiveLibrary
const open = async (path: string, options?: LiveLibraryOptions) => {
  live = await openLiveLibrary(path, model, options)
  return live
}
afterEach(() => live.close())

/** How many readers each of these rows has. */
const readersOf = (library: Library, ...rows: number[]) =>
  rows.map((row) => library.coReading.popularity[row])
const ann: PapersRead = { reader: 'ann', paperIds: [id(0), id(1)] }
const bob: PapersRead = { reader: 'bob', paperIds: [id(1), id(2), 'f'.repeat(40)] }

describe('the readings of the library in use', () => {
  it('are there from the start, without papers that the snapshot does not hold', async () => {
    const path = newFolder()
    await writeSnapshot(path, parts)
    const { get } = await open(path, { papersRead: async () => [ann, bob] })
    expect(readersOf(get(), 0, 1, 2, 3)).toEqual([1, 2, 1, 0])
  })

  it('are nobody’s unless it is told where to ask', async () => {
    const path = newFolder()
    await writeSnapshot(path, parts)
    const { get, refresh } = await open(path)
    await refresh()
    expect(readersOf(get(), 0, 1)).toEqual([0, 0])
  })

  it('are taken up anew, and a reader who was deleted is gone', async () => {
    const path = newFolder()
    await writeSnapshot(path, parts)
    let read = [ann]
    const { get, refresh } = await open(path, { papersRead: async () => read })
    const before = get()
    read = [ann, bob]
    await refresh()
    expect(readersOf(get(), 0, 1, 2)).toEqual([1, 2, 1])
    read = [bob]
    await refresh()
    expect(readersOf(get(), 0, 1, 2)).toEqual([0, 1, 1])
    // Whoever began on the library of before ends on it.
    expect(readersOf(before, 0, 1, 2)).toEqual([1, 1, 0])
  })

  it('speak of the rows of a new snapshot as soon as that is in use', async () => {
    const path = newFolder()
    const first = await writeSnapshot(path, parts)
    const opened: string[] = []
    const { get, refresh } = await open(path, {
      papersRead: async () => [bob],
      onOpened: (library) => opened.push(library.id),
    })
    // Of 40 papers, some have ids between those of the first 20.
    const more = madeUpParts(40)
    const rowOf = (paperId: string) => more.cards.findIndex((card) => card.id === paperId)
    const second = await writeSnapshot(path, more)
    await refresh()
    expect(opened).toEqual([first, second])
    const rows = bob.paperIds.slice(0, 2).map(rowOf)
    expect(rows).not.toEqual([1, 2])
    expect([...get().coReading.popularity.keys()].filter((row) => get().coReading.popularity[row])).toEqual(
      rows,
    )
  })

  it('stay as they were when they can’t be asked for, and come when they can', async () => {
    const path = newFolder()
    await writeSnapshot(path, parts)
    let fails = false
    const { get, refresh } = await open(path, {
      papersRead: async () => {
        if (fails) throw new Error('the database is gone')
        return [ann]
      },
    })
    fails = true
    await expect(refresh()).rejects.toThrow('the database is gone')
    expect(readersOf(get(), 0, 1)).toEqual([1, 1])
    fails = false
    await refresh()
    expect(readersOf(get(), 0, 1)).toEqual([1, 1])
  })

  it('keep no snapshot from being used when they can’t be asked for', async () => {
    const path = newFolder()
    await writeSnapshot(path, parts)
    let fails = true
    const told: string[] = []
    const { get, problems, refresh } = await open(path, {
      papersRead: async () => {
        if (fails) throw new Error('the database is gone')
        return [ann]
      },
      onProblem: (problem) => told.push(problem),
    })
    expect(readersOf(get(), 0, 1)).toEqual([0, 0])
    // Nothing is wrong with the index, and embedding anew would not help.
    expect(problems()).toEqual([])
    expect(told).toEqual(['Error: the database is gone'])
    fails = false
    await refresh()
    expect(readersOf(get(), 0, 1)).toEqual([1, 1])
  })
})

describe('the library in use', () => {
  it('is asked for in vain until there is a snapshot', async () => {
    const path = newFolder()
    const { get, problems, refresh } = await open(path, { papersRead: async () => [ann] })
    expect(get).toThrow(NotReady)
    expect(problems()).toEqual(['no index yet: run `npm run embed`'])
    await writeSnapshot(path, parts)
    await refresh()
    expect(get().count).toBe(20)
    expect(problems()).toEqual([])
    expect(readersOf(get(), 0, 1)).toEqual([1, 1])
  })

  it('is of the snapshot before where the newest is damaged, with its readings', async () => {
    const path = newFolder()
    const first = await writeSnapshot(path, parts)
    const second = await writeSnapshot(path, madeUpParts(21))
    appendFileSync(join(path, second, 'neighbours.bin'), 'more')
    const { get, problems } = await open(path, { papersRead: async () => [ann] })
    expect(get().id).toBe(first)
    expect(readersOf(get(), 0, 1)).toEqual([1, 1])
    expect(problems()[0]).toContain(`index ${second} was rejected: neighbours.bin`)
  })
})

describe('a snapshot that another machine has published', () => {
  it('is there before the first request, and a newer one soon after it came', async () => {
    const path = newFolder()
    let next = parts
    const fetchNewest = () => writeSnapshot(path, next)
    const { get } = await open(path, { fetchNewest })
    expect(get().count).toBe(20)
    next = madeUpParts(21)
    await expect.poll(() => get().count, { timeout: 10_000 }).toBe(21)
  })

  it('that can’t be fetched leaves the one in use, and is told of once', async () => {
    const path = newFolder()
    await writeSnapshot(path, parts)
    const told: string[] = []
    let asked = 0
    const fetchNewest = async () => {
      asked++
      throw new Error('out of reach')
    }
    const { get } = await open(path, { fetchNewest, onProblem: (problem) => told.push(problem) })
    await expect.poll(() => asked, { timeout: 10_000 }).toBeGreaterThan(2)
    expect(get().count).toBe(20)
    expect(told).toEqual(['Error: out of reach'])
  })
})
