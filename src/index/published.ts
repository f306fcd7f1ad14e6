/**
 * A snapshot from machine to machine, through the Postgres that they share (db/published.ts).
 *
 * What is fetched is written aside and takes its place as a snapshot that was made here does: whole or not
 * at all. So a service need have nothing on its disk; its folder is a cache.
 */
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { announce, countParts, newestPublished, PART_BYTES, partsOf, putPart } from '../db/published.ts'
import type { Database } from '../db/schema.ts'
import { NotReady } from '../errors.ts'
import { idOf, writeCurrent } from './current.ts'
import { writeMarked } from './files.ts'
import { FILES, type FileName, type Manifest, parseManifest, readCurrent } from './manifest.ts'

/** Which files are for all: where pgvector searches, nobody reads the graph. */
export const WITHOUT_GRAPH: readonly FileName[] = FILES.filter((name) => name !== 'graph.hnsw')

/**
 * Publishes a snapshot of this machine; one that is the newest already stays. One process at a time.
 *
 * @param onBytes told how many of the bytes have gone
 */
export async function publishSnapshot(
  db: Database,
  folder: string,
  id: string,
  names: readonly FileName[] = FILES,
  onBytes: (done: number, total: number) => void = () => {},
): Promise<void> {
  const text = await readFile(join(folder, id, 'manifest.json'), 'utf8')
  const manifest = parseManifest(text)
  if (await isPublished(db, id, manifest, names)) return
  const total = names.reduce((sum, name) => sum + manifest.files[name].bytes, 0)
  let done = 0
  for (const name of names) {
    const { sha256 } = manifest.files[name]
    let part = 0
    for await (const bytes of createReadStream(join(folder, id, name), { highWaterMark: PART_BYTES })) {
      await putPart(db, sha256, part++, bytes as Buffer)
      done += (bytes as Buffer).length
      onBytes(done, total)
    }
  }
  const sha256sOf = ({ files }: Manifest) => FILES.map((name) => files[name].sha256)
  await announce(db, { id, manifest: text }, (other) => sha256sOf(parseManifest(other)))
}

async function isPublished(
  db: Database,
  id: string,
  { files }: Manifest,
  names: readonly FileName[],
): Promise<boolean> {
  if ((await newestPublished(db))?.id !== id) return false
  for (const name of names) {
    if ((await countParts(db, files[name].sha256)) * PART_BYTES < files[name].bytes) return false
  }
  return true
}

/**
 * Makes the newest published snapshot the current one of a folder, unless it is or was that already.
 *
 * @returns the id of the newest; undefined when none is published
 * @throws NotReady when it was published without a file that is needed here
 * @throws Error naming the file and what is wrong with it; the current snapshot is then untouched
 *
 * Cost: one statement, where there is nothing to fetch.
 */
export async function fetchSnapshot(
  db: Database,
  folder: string,
  names: readonly FileName[] = FILES,
): Promise<string | undefined> {
  const newest = await newestPublished(db)
  // The one before counts too: then this machine has made a newer one that is still on its way to the others.
  if (!newest || (await readCurrent(folder)).includes(newest.id)) return newest?.id
  const { id, manifest: text } = newest
  const rejected = (why: string) => new Error(`published snapshot ${id}: ${why}`)
  if (idOf(text) !== id) throw rejected('its manifest has another hash')
  const { files } = parseManifest(text)
  return writeCurrent(folder, names, async (aside) => {
    for (const name of names) {
      const { bytes, sha256 } = files[name]
      if (bytes > 0 && (await countParts(db, sha256)) === 0)
        throw new NotReady(
          `the snapshot ${id} was published without ${name}: set VECTOR_STORE alike on all machines, and run \`npm run embed -- --force\``,
        )
      const written = await writeMarked(join(aside, name), partsOf(db, sha256, bytes)).catch((error) => {
        throw rejected(`${name}: ${error.message}`)
      })
      if (written.sha256 !== sha256) throw rejected(`${name}: sha256 mismatch`)
    }
    return text
  })
}
