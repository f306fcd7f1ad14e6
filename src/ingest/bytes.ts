/**
 * A file as text: unpacked, decoded, with `\n` for every line break, in pieces and constant memory.
 *
 * Packing and encoding are told by the first bytes, never by the file's name. Bytes that are no
 * UTF-8 become U+FFFD instead of ending the reading: one bad title shouldn't cost a list of papers.
 */
import { createReadStream } from 'node:fs'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { InvalidInput } from '../errors.ts'

/** The packed data is broken or cut off. `byte` counts the bytes of the file read until then. */
export class Damaged extends Error {
  readonly byte: number
  constructor(byte: number) {
    super('the compressed data is damaged or cut off')
    this.byte = byte
  }
}

/**
 * The text of a file.
 *
 * @param onBytes called with the bytes of the file read so far, packed bytes when it is packed
 * @throws InvalidInput when there is no such file or it can't be read; Damaged inside gzip
 */
export async function* readText(path: string, onBytes?: (bytes: number) => void): AsyncGenerator<string> {
  let byteCount = 0
  const counted = async function* () {
    for await (const chunk of createReadStream(path)) {
      byteCount += chunk.length
      onBytes?.(byteCount)
      yield chunk as Buffer
    }
  }
  try {
    const { head, whole } = await peek(counted())
    const packed = head[0] === 0x1f && head[1] === 0x8b
    yield* decode(packed ? unpack(whole) : whole)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new InvalidInput(`no such file: ${path}`)
    if (code === 'EISDIR') throw new InvalidInput(`${path} is a folder: name a file in it`)
    if (code === 'EACCES' || code === 'EPERM')
      throw new InvalidInput(`${path} can't be read: permission denied`)
    if (code.startsWith('Z_')) throw new Damaged(byteCount)
    throw error
  }
}

function unpack(chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  // An error reaches whoever iterates over the last stream, so the callback has nothing left to do.
  return pipeline(Readable.from(chunks, { objectMode: false }), createGunzip(), () => {})
}

async function* decode(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const { head, whole } = await peek(chunks)
  const decoder = new TextDecoder(encodingOf(head))
  // A return at the end of one piece may be half of a line break that ends in the next.
  let held = ''
  const breaksAsNewlines = (text: string) => {
    const joined = held + text
    held = joined.endsWith('\r') ? '\r' : ''
    return joined.slice(0, joined.length - held.length).replace(/\r\n?/g, '\n')
  }
  for await (const chunk of whole) yield breaksAsNewlines(decoder.decode(chunk, { stream: true }))
  yield breaksAsNewlines(decoder.decode()) + (held && '\n')
}

/** By its byte order mark, which the decoder takes away; UTF-8 without one. */
function encodingOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return 'utf-8'
}

/** The first two bytes, or fewer in a shorter file, and all bytes from the first again. */
async function peek(chunks: AsyncIterable<Buffer>): Promise<{ head: Buffer; whole: AsyncIterable<Buffer> }> {
  const iterator = chunks[Symbol.asyncIterator]()
  let head: Buffer = Buffer.alloc(0)
  while (head.length < 2) {
    const next = await iterator.next()
    if (next.done) break
    head = Buffer.concat([head, next.value])
  }
  const whole = async function* () {
    try {
      yield head
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value
    } finally {
      await iterator.return?.()
    }
  }
  return { head, whole: whole() }
}
