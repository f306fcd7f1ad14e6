import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readEarlier } from '../../src/index/earlier.ts'
import { writeSnapshot } from '../../src/index/snapshot.ts'
import { carriedOver } from '../../src/map-layout.ts'
import { temporaryFolder } from '../support/databases.ts'
import { madeUpParts } from '../support/snapshots.ts'

describe('what a snapshot goes on from', () => {
  const folder = temporaryFolder()

  it('is nothing where there is no snapshot', async () => {
    expect(await readEarlier(join(folder, 'empty'))).toBeUndefined()
  })

  it('is the papers, the topics and the map of the current one, unless a file of these is damaged', async () => {
    const { cards } = madeUpParts(12)
    const id = await writeSnapshot(folder, madeUpParts(12))
    const earlier = await readEarlier(folder)
    expect(earlier!.ids).toEqual(cards.map((card) => card.id))
    expect(earlier!.map.places[5]).toBe(Math.fround(Math.cos(5)))
    expect(earlier!.topics.topics).toMatchObject([{ size: 12 }])
    truncateSync(join(folder, id, 'map.f32'), 12)
    expect(await readEarlier(folder)).toBeUndefined()
  })

  it('is put into the rows of now, new papers without a place', () => {
    const map = { places: Float32Array.of(0.1, 0.2, 0.3, 0.4), unit: 0.5, together: 2 }
    const { places, ...rest } = carriedOver(map, Int32Array.of(-1, 1, -1, 0))
    expect([...places]).toEqual([NaN, NaN, 0.3, 0.4, NaN, NaN, 0.1, 0.2].map(Math.fround))
    expect(rest).toEqual({ unit: 0.5, together: 2 })
  })
})
