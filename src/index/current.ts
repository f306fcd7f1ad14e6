/**
 * How files become the current snapshot of a folder, whoever writes them.
 *
 * A snapshot is a folder named by a hash of its own content, so the same database, model and earlier map
 * give the same name. It is written aside, each file flushed; the manifest, which lists every file with its
 * sha256, comes last; then the folder gets its name, and `CURRENT` is replaced in one step. A kill between
 * any two of these leaves the snapshot that was there before.
 */
import { createHash } from 'node:crypto'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceFile, syncFolder, writeMarked } from './files.ts'
import { type FileName, isWhole, readCurrent } from './manifest.ts'

/**
 * Has files written aside, and makes them the current snapshot.
 *
 * @param names the files that it needs
 * @param write writes them into the folder it is given; returns the manifest
 * @returns the id
 */
export async function writeCurrent(
  folder: string,
  names: readonly FileName[],
  write: (aside: string) => Promise<string>,
): Promise<string> {
  const aside = join(folder, `.writing-${process.pid}`)
  await rm(aside, { recursive: true, force: true })
  await mkdir(aside, { recursive: true })
  try {
    const manifest = await write(aside)
    const id = idOf(manifest)
    await writeMarked(join(aside, 'manifest.json'), [Buffer.from(manifest)])
    await syncFolder(aside)
    await publish(folder, aside, id, names)
    return id
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

/** The id of the snapshot with this manifest, however it is laid out. */
export function idOf(manifest: string): string {
  const compact = JSON.stringify(JSON.parse(manifest))
  return createHash('sha256').update(compact).digest('hex').slice(0, 16)
}

/** Gives the finished folder its name, points `CURRENT` at it, and removes what nobody needs any more. */
async function publish(folder: string, aside: string, id: string, names: readonly FileName[]): Promise<void> {
  const before = await readCurrent(folder)
  const final = join(folder, id)
  if (await isWhole(folder, id, names)) {
    // The same content again. It may be in use, so it stays where it is.
    await rm(aside, { recursive: true })
  } else {
    await rm(final, { recursive: true, force: true })
    await rename(aside, final)
  }
  await syncFolder(folder)
  const kept = [id, ...before.filter((other) => other !== id)].slice(0, 2)
  await replaceFile(join(folder, 'CURRENT'), `${kept.join('\n')}\n`)
  for (const name of await readdir(folder)) {
    if (/^[0-9a-f]{16}$/.test(name) && !kept.includes(name))
      await rm(join(folder, name), { recursive: true, force: true })
  }
}
