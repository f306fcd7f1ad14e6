import { beforeAll, describe, expect, it } from 'vitest'
import { allSimilar } from '../src/all-similar.ts'
import { byScore } from '../src/diversify.ts'
import {
  readSnapshot,
  type SearchElsewhere,
  type SnapshotParts,
  writeSnapshot,
} from '../src/index/snapshot.ts'
import { quantise } from '../src/int8.ts'
import { type Library, openLibrary } from '../src/library.ts'
import { paperAsSubject } from '../src/likeness.ts'
import { piecesOf } from '../src/pieces.ts'
import { seeded } from '../src/random.ts'
import { reasonPlaces, reasonsAt } from '../src/reasons.ts'
import { reasonsOf, similarPapers, similarToPaper } from '../src/similar.ts'
import { unit } from '../src/vector.ts'
import { temporaryFolder } from './support/databases.ts'
import { madeUpParts } from './support/snapshots.ts'

const WORDS =
  'Graph graphs pruning Pruned Zürich agent’s agents the of a model models LLMs kernel tree code sparse Attention noise 2025'.split(
    ' ',
  )

/** Papers of some sentences each, so that there are reasons; one of them longer than a place can tell. */
function talkative(count: number): SnapshotParts {
  const random = seeded(count)
  const some = (n: number) => Array.from({ length: n }, () => WORDS[Math.floor(random() * WORDS.length)])
  const parts = madeUpParts(count)
  const cards = parts.cards.map((card) => ({ ...card, title: some(4).join(' ') }))
  const abstracts = cards.map((_, at) => {
    const sentences = Array.from({ length: at % 5 }, () => `${some(6).join(' ')}.`)
    return at === 7 ? `${'ab '.repeat(30_000)}. Rarities of rarities.` : sentences.join(' ')
  })
  const pieces = cards.map(({ title }, at) =>
    Int8Array.from(
      piecesOf({ title, abstract: abstracts[at]! }).flatMap(() => [
        ...quantise(unit(Array.from({ length: 8 }, () => random() - 0.3))),
      ]),
    ),
  )
  return { ...parts, cards, abstracts, pieces, similar: (compared) => allSimilar(compared, 2) }
}

describe.each([
  ['in this thread', 150],
  ['in two threads', 600],
])('the similar papers of all papers, %s', (_, count) => {
  const folder = temporaryFolder()
  let library: Library
  beforeAll(async () => {
    library = openLibrary(await readSnapshot(folder, await writeSnapshot(folder, talkative(count))))
  })
  const theLongWay = (at: number) =>
    similarPapers(library, [paperAsSubject(library, at)], { count: 100, exclude: new Set([at]) })

  it('are those that are found the long way, in their order and with their scores', async () => {
    expect(library.similar.perRow).toBe(100)
    for (let at = 0; at < count; at++) {
      const found = await similarToPaper(library, at, { count: 100 })
      expect(found).toEqual(await theLongWay(at))
      expect([...found].sort(byScore)).toEqual(found)
    }
  })

  it('are like it for the same reasons, to the letter', async () => {
    let told = 0
    for (let at = 0; at < count; at++) {
      const [places, textsAt, lookedUp] = [
        reasonPlaces(library, at),
        reasonsAt(library, at),
        reasonsOf(library, at),
      ]
      for (const { row } of await similarToPaper(library, at, { count: 20 })) {
        const reasons = lookedUp(row)
        expect(reasons).toEqual(textsAt(row, places(row)))
        told += reasons.pairs.length + reasons.shared.length + reasons.distinctive.length
      }
    }
    expect(told).toBeGreaterThan(20 * count)
  })

  it('are the same where the table stays on the disk', async () => {
    const nothing: SearchElsewhere = ({ vectors }) => ({ ...vectors, nearest: () => [] })
    const onDisk = openLibrary(await readSnapshot(folder, library.id, nothing))
    for (let at = 0; at < count; at++) {
      expect(await similarToPaper(onDisk, at, { count: 30 })).toEqual(
        await similarToPaper(library, at, { count: 30 }),
      )
    }
    const [inMemory, read] = [reasonsOf(library, 7), reasonsOf(onDisk, 7)]
    for (const { row } of await similarToPaper(library, 7, { count: 30 }))
      expect(read(row)).toEqual(inMemory(row))
  })

  it('are the same to the byte when they are worked out again', async () => {
    const again = await writeSnapshot(folder, talkative(count))
    expect(again).toBe(library.id)
  })
})

describe('similar papers that are asked for with a filter, or more than are listed', () => {
  it('are found the long way', async () => {
    const folder = temporaryFolder()
    const library = openLibrary(await readSnapshot(folder, await writeSnapshot(folder, talkative(150))))
    const seed = paperAsSubject(library, 3)
    const long = await similarPapers(library, [seed], { count: 140, exclude: new Set([3]) })
    expect(await similarToPaper(library, 3, { count: 140 })).toEqual(long)
    expect(long).toHaveLength(140)
    const given = await similarToPaper(library, 3, { count: 140, candidates: [5, 6, 3] })
    expect(given.map(({ row }) => row).sort()).toEqual([5, 6])
  })
})
