/** Files that are checked: written with their sha256 at hand, read only when it still fits. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

export interface FileMark {
  readonly bytes: number
  /** Hex. */
  readonly sha256: string
}

/** Bytes of a file, in memory or elsewhere; what begins at a multiple of four there does so here. */
export interface FileBytes {
  readonly length: number
  subarray(start: number, end: number): Uint8Array
}

const CHUNK_BYTES = 4 * 1024 * 1024

/** Writes the chunks, flushes them to the disk, and returns the mark of what was written. */
export async function writeMarked(
  path: string,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<FileMark> {
  const hash = createHash('sha256')
  let bytes = 0
  const file = await open(path, 'w')
  try {
    for await (const chunk of chunks) {
      // A hash takes less than 2 GB at a time, which an array may have more than.
      for (let at = 0; at < chunk.length; at += CHUNK_BYTES) {
        const part = chunk.subarray(at, at + CHUNK_BYTES)
        await file.writeFile(part)
        hash.update(part)
      }
      bytes += chunk.length
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** The mark of a file that someone else wrote, read through once; flushes it to the disk. */
export async function markOf(path: string): Promise<FileMark> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    hash.update(chunk as Buffer)
    bytes += (chunk as Buffer).length
  }
  await withFile(path, (file) => file.sync())
  return { bytes, sha256: hash.digest('hex') }
}

/**
 * Reads a whole file into memory of its own, so that typed arrays can be laid over it.
 *
 * @throws Error saying which of size and sha256 does not fit the mark
 */
export async function readMarked(path: string, mark: FileMark): Promise<Buffer> {
  return withFile(path, async (file) => {
    const { size } = await file.stat()
    if (size !== mark.bytes) throw new Error(`${size} bytes instead of ${mark.bytes}`)
    const content = Buffer.from(new ArrayBuffer(size))
    const hash = createHash('sha256')
    for (let at = 0; at < size; ) {
      const { bytesRead } = await file.read(content, at, Math.min(CHUNK_BYTES, size - at), at)
      if (bytesRead === 0) throw new Error(`ends after ${at} bytes instead of ${mark.bytes}`)
      hash.update(content.subarray(at, at + bytesRead))
      at += bytesRead
    }
    if (hash.digest('hex') !== mark.sha256) throw new Error('sha256 mismatch')
    return content
  })
}

/** Checks a file against its mark without keeping it. @throws Error as `readMarked` does */
export async function checkMarked(path: string, mark: FileMark): Promise<void> {
  const found = await markOf(path)
  if (found.bytes !== mark.bytes) throw new Error(`${found.bytes} bytes instead of ${mark.bytes}`)
  if (found.sha256 !== mark.sha256) throw new Error('sha256 mismatch')
}

/** Replaces a small file in one step: a reader sees the old text or the new one, never a part. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const aside = `${path}.${process.pid}.tmp`
  await writeFile(aside, text, { flush: true })
  await rename(aside, path)
  await syncFolder(dirname(path))
}

/** Makes renames in a folder last through a power cut. */
export async function syncFolder(path: string): Promise<void> {
  await withFile(path, (folder) => folder.sync())
}

async function withFile<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, 'r')
  try {
    return await use(file)
  } finally {
    await file.close()
  }
}
