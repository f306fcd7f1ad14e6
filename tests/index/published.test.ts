import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { newestPublished, PART_BYTES, partsOf, putPart } from '../../src/db/published.ts'
import { publishedSnapshots, snapshotParts } from '../../src/db/shared-tables.ts'
import { readCurrent, readManifest } from '../../src/index/manifest.ts'
import { fetchSnapshot, publishSnapshot, WITHOUT_GRAPH } from '../../src/index/published.ts'
import { readSnapshot, writeSnapshot } from '../../src/index/snapshot.ts'
import { onEveryDatabase, temporaryFolder } from '../support/databases.ts'
import { madeUpParts } from '../support/snapshots.ts'

onEveryDatabase('a published snapshot', (open) => {
  const folder = temporaryFolder()
  let count = 0
  /** A folder for a machine of its own. */
  const newMachine = () => join(folder, `machine ${count++}`)
  let maker: string
  let id: string
  beforeEach(async () => {
    await open.db.execute(sql`truncate published_snapshots, snapshot_parts`)
    maker = newMachine()
    id = await writeSnapshot(maker, madeUpParts(40))
    await publishSnapshot(open.db, maker, id)
  })

  it('is the same on a machine that had nothing, byte for byte', async () => {
    const other = newMachine()
    expect(await fetchSnapshot(open.db, other)).toBe(id)
    expect(await readCurrent(other)).toEqual([id])
    const files = readdirSync(join(maker, id))
    expect(readdirSync(join(other, id)).sort()).toEqual(files.sort())
    for (const file of files)
      expect(readFileSync(join(other, id, file)).equals(readFileSync(join(maker, id, file))), file).toBe(true)
    expect((await readSnapshot(other, id)).cards).toHaveLength(40)
  })

  it('is fetched once, and published once', async () => {
    const other = newMachine()
    await fetchSnapshot(open.db, other)
    await open.db.delete(snapshotParts)
    expect(await fetchSnapshot(open.db, other)).toBe(id)
    await publishSnapshot(open.db, maker, id)
    expect(await fetchSnapshot(open.db, newMachine())).toBe(id)
    await publishSnapshot(open.db, maker, id)
    expect(await open.db.$count(publishedSnapshots)).toBe(2)
  })

  it('takes no snapshot’s place on a machine that has made a newer one', async () => {
    const newer = await writeSnapshot(maker, madeUpParts(41))
    expect(await fetchSnapshot(open.db, maker)).toBe(id)
    expect((await readCurrent(maker))[0]).toBe(newer)
  })

  it('is kept beside the one before it, without what older ones had', async () => {
    for (const size of [41, 42, 43]) {
      const next = await writeSnapshot(maker, madeUpParts(size))
      await publishSnapshot(open.db, maker, next)
    }
    const kept = await open.db.select({ manifest: publishedSnapshots.manifest }).from(publishedSnapshots)
    expect(kept.map(({ manifest }) => JSON.parse(manifest).count).sort()).toEqual([42, 43])
    const first = JSON.parse(kept[0]!.manifest).files['cards.jsonl'].sha256
    expect(await open.db.$count(snapshotParts, eq(snapshotParts.file, first))).toBe(1)
    const { sha256 } = (await readManifest(maker, (await readCurrent(maker))[0]!)).files['cards.jsonl']
    expect(await open.db.$count(snapshotParts, eq(snapshotParts.file, sha256))).toBe(1)
    // 15 files each, of which some are alike.
    expect(await open.db.$count(snapshotParts)).toBeLessThanOrEqual(30)
  })

  it('is refused, naming the file, when a part is damaged or missing, and leaves what was there', async () => {
    const other = newMachine()
    await fetchSnapshot(open.db, other)
    const newer = await writeSnapshot(maker, madeUpParts(41))
    await publishSnapshot(open.db, maker, newer)
    const { sha256 } = (await readManifest(maker, newer)).files['vectors.f32']
    const ofFile = eq(snapshotParts.file, sha256)
    await open.db
      .update(snapshotParts)
      .set({ bytes: Buffer.from('else') })
      .where(ofFile)
    await expect(fetchSnapshot(open.db, other)).rejects.toThrow(/vectors\.f32: part 0: sha256 mismatch/)
    // Its own checksum fits, the file's does not.
    await open.db.delete(snapshotParts).where(ofFile)
    await putPart(open.db, sha256, 0, Buffer.from('else'))
    await expect(fetchSnapshot(open.db, other)).rejects.toThrow(/vectors\.f32: sha256 mismatch/)
    await open.db.delete(snapshotParts).where(ofFile)
    await expect(fetchSnapshot(open.db, other)).rejects.toThrow(/without vectors\.f32/)
    expect(await readCurrent(other)).toEqual([id])
    expect(readdirSync(other).sort()).toEqual([id, 'CURRENT'].sort())
    await open.db.update(publishedSnapshots).set({ manifest: '{}' })
    await expect(fetchSnapshot(open.db, other)).rejects.toThrow(/another hash/)
  })

  it('is not there before the last of its parts is', async () => {
    const newer = await writeSnapshot(maker, madeUpParts(41))
    const { files } = await readManifest(maker, newer)
    // As a publisher leaves it that was killed on the way.
    await putPart(open.db, files['cards.jsonl'].sha256, 0, readFileSync(join(maker, newer, 'cards.jsonl')))
    expect((await newestPublished(open.db))?.id).toBe(id)
    expect(await fetchSnapshot(open.db, newMachine())).toBe(id)
    await publishSnapshot(open.db, maker, newer)
    const other = newMachine()
    expect(await fetchSnapshot(open.db, other)).toBe(newer)
    await expect(readSnapshot(other, newer)).resolves.toBeDefined()
  })

  it('goes without its graph where nobody reads one, and says so where somebody would', async () => {
    const newer = await writeSnapshot(maker, madeUpParts(41))
    await publishSnapshot(open.db, maker, newer, WITHOUT_GRAPH)
    const other = newMachine()
    await fetchSnapshot(open.db, other, WITHOUT_GRAPH)
    expect(existsSync(join(other, newer, 'graph.hnsw'))).toBe(false)
    const elsewhere = () => ({ dimensions: 8, count: 41, nearest: () => [] })
    expect((await readSnapshot(other, newer, elsewhere)).cards).toHaveLength(41)
    await expect(fetchSnapshot(open.db, newMachine())).rejects.toThrow(
      /published without graph\.hnsw: set VECTOR_STORE alike on all machines/,
    )
  })

  it('may have files of any size', async () => {
    const bytes = Buffer.alloc(2 * PART_BYTES + 7, 'x')
    for (const part of [0, 1, 2])
      await putPart(open.db, 'f'.repeat(64), part, bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES))
    const found: Uint8Array[] = []
    for await (const part of partsOf(open.db, 'f'.repeat(64), bytes.length)) found.push(part)
    expect(Buffer.concat(found).equals(bytes)).toBe(true)
  })
})
