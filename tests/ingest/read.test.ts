import { execFile } from 'node:child_process'
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createGzip, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { InvalidInput } from '../../src/errors.ts'
import { readPapers } from '../../src/ingest/read.ts'
import { collect, collectFile, reasons } from './collect.ts'

const table = 'title,abstract\nÉtude,Ω\n'
const record = { title: 'Étude', abstract: 'Ω', aliases: [] }
const folder = mkdtempSync(join(tmpdir(), 'kindred-read-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the encoding of a file', () => {
  it.each([
    ['UTF-8', Buffer.from(table)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${table}`)],
    ['UTF-16, small end first', Buffer.from(`\ufeff${table}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\ufeff${table}`, 'utf16le').swap16()],
    ['UTF-8, packed', gzipSync(table)],
    ['UTF-8 in two packs', Buffer.concat([gzipSync(table.slice(0, 9)), gzipSync(table.slice(9))])],
    ['UTF-16 with CRLF, packed', gzipSync(Buffer.from(`\ufeff${table.replaceAll('\n', '\r\n')}`, 'utf16le'))],
    ['UTF-8 with bare returns', Buffer.from(table.replaceAll('\n', '\r'))],
  ])('is told to be %s', async (_, content) => {
    expect((await collect(content)).records).toEqual([record])
  })

  it('costs a record its odd characters at most', async () => {
    const latin = Buffer.from('title,abstract\nUne \xe9tude,x\n', 'latin1')
    expect((await collect(latin)).records[0]!.title).toBe('Une \ufffdtude')
  })
})

describe('a line break of two characters', () => {
  it('is one, also where the file is read in two pieces between them', async () => {
    // Files are read 65,536 bytes at a time, so the return is the last byte of the first piece.
    const collected = await collect(`${'{"title": "A"}'.padEnd(65_535)}\r\nno JSON\r\n`)
    expect(reasons(collected)).toEqual(['line 2: not JSON'])
  })
})

describe('a file that is none of papers', () => {
  it.each([
    ['nothing', '', /is empty/],
    ['blanks', ' \n\n\t', /is empty/],
    ['a mark of order', '\ufeff', /is empty/],
    [
      'a picture',
      Buffer.from('89504e470d0a1a0a0000000d49484452000000100000001008060000001ff3ff61', 'hex'),
      /is no text/,
    ],
    ['prose', 'Dear reader,\n\nno papers today.\n', /no format we know/],
    ['a table without titles', 'name,price\nA,1\n', /no format we know/],
    ['JSON cut off', '[{"title": "A"', /not JSON/],
    ['a pack that is none', Buffer.from('1f8b0800000000000003ffff', 'hex'), /can't be unpacked/],
  ])('is refused when it holds %s', async (_, content, message) => {
    await expect(collect(content)).rejects.toThrow(InvalidInput)
    await expect(collect(content)).rejects.toThrow(message)
  })

  it('is named, with the formats that are known', async () => {
    await expect(collectFile('package.json/x')).rejects.toThrow('no such file: package.json/x')
    await expect(collectFile('tests/no-such-file')).rejects.toThrow('no such file: tests/no-such-file')
    await expect(collectFile('tests')).rejects.toThrow('tests is a folder')
    await expect(collectFile('.npmrc')).rejects.toThrow(
      /^\.npmrc is in no format we know. Known formats: a Daily Papers/,
    )
  })
})

describe('a pack that is cut off', () => {
  it('gives the papers before the cut, and says where it is', async () => {
    const lines = Array.from({ length: 50_000 }, (_, index) => `{"title": "Paper ${index * 7919}"}`).join(
      '\n',
    )
    const packed = gzipSync(lines)
    const half = packed.length >> 1
    const collected = await collect(packed.subarray(0, half))
    expect(collected.records.length).toBeGreaterThan(15_000)
    expect(collected.records.length).toBeLessThan(50_000)
    expect(reasons(collected)).toEqual([
      `byte ${half}: the compressed data is damaged or cut off; what follows, and perhaps a little before, is missing`,
    ])
  })
})

const run = promisify(execFile)
const COUNTER = fileURLToPath(new URL('count.ts', import.meta.url))

describe('readPapers', () => {
  it('counts the bytes of the file, up to its size', async () => {
    const counts: number[] = []
    const path = 'embeddings/corpus/daily-papers.txt'
    await collectFile(path, { onBytes: (bytes) => counts.push(bytes) })
    expect(counts.at(-1)).toBe(statSync(path).size)
    expect(counts).toEqual(counts.toSorted((a, b) => a - b))
  })

  it('hands the page date on to a page, and refuses one that is none', async () => {
    const path = 'embeddings/corpus/daily-papers.txt'
    expect((await collectFile(path, { pageDate: '2026' })).records.at(-1)!.publishedOn).toBe('2026-09-08')
    await expect(collectFile(path, { pageDate: 'yesterday' })).rejects.toThrow(InvalidInput)
  })

  it('can be left before the end', async () => {
    for await (const item of readPapers('embeddings/corpus/daily-papers.txt')) {
      if ('record' in item) break
    }
  })

  it('survives any bytes: records, reasons, or a refusal', async () => {
    const starts = [
      '',
      '{',
      '[{',
      '{"title": "A"}\n',
      'title,abstract\n"',
      'Daily Papers\n\nA\n\n• 2 authors\n·\nSep 8\n',
      '\xff\xfe',
    ]
    const content = fc.tuple(
      fc.constantFrom(...starts.map((start) => Buffer.from(start, 'latin1')), Buffer.from('A\n·\nSep 8\n')),
      fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
      ),
      fc.boolean(),
    )
    await fc.assert(
      fc.asyncProperty(content, async ([start, rest, packed]) => {
        const bytes = Buffer.concat([start, rest])
        const collected = await collect(packed ? gzipSync(bytes) : bytes).catch((error) => {
          if (error instanceof InvalidInput) return undefined
          throw error
        })
        for (const { title, abstract } of collected?.records ?? []) {
          expect(title).toBe(title.trim())
          expect(title + abstract).not.toMatch(/[\0-\x08\x0e-\x1f]|\p{Surrogate}/u)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('reads 200 MB from a pack without holding them', async () => {
    const path = join(folder, 'large')
    const line = `${JSON.stringify({ title: 'A Title', abstract: 'abcdefghi '.repeat(1_000) })}\n`
    const piece = line.repeat(100)
    await pipeline(
      Readable.from(
        (function* () {
          for (let count = 0; count < 200; count++) yield piece
        })(),
      ),
      createGzip({ level: 1 }),
      createWriteStream(path),
    )
    // A heap of 48 MB can't hold a quarter of it; how full it gets in between is the collector's affair.
    const { stdout } = await run(process.execPath, [
      '--max-old-space-size=48',
      '--import',
      'tsx',
      COUNTER,
      path,
    ])
    expect(stdout.trim()).toBe('20000')
  })
})
