import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { PROJECT_FOLDER } from '../../src/config.ts'
import { NotReady } from '../../src/errors.ts'
import { paperOf, readRecords } from '../../src/evaluate/data.ts'
import { embedAll } from '../../src/evaluate/data-library.ts'
import { quantise } from '../../src/int8.ts'
import { modelOf } from './model.ts'

const folder = mkdtempSync(join(tmpdir(), 'kindred-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('where the data is absent', () => {
  it('reading it says which file is missing and how to name its folder', () => {
    const read = () => readRecords(folder, 'absent.jsonl', z.unknown())
    expect(read).toThrow(NotReady)
    expect(read).toThrow(`${join(folder, 'absent.jsonl')} not found; name its folder with --data FOLDER`)
  })

  it('the script says so in one line and ends with code 2', async () => {
    const command = ['--import', 'tsx', 'scripts/evaluate.ts', 'similar', '--data', folder]
    const run = promisify(execFile)(process.execPath, command, { cwd: PROJECT_FOLDER })
    await expect(run).rejects.toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^no evaluation data: .*csfcube-papers\.jsonl\.gz not found.*\n$/),
    })
  })
})

describe('readRecords', () => {
  it('checks every record', () => {
    writeFileSync(join(folder, 'two.jsonl'), '{"id":"a"}\n{"id":1}\n')
    expect(() => readRecords(folder, 'two.jsonl', z.object({ id: z.string() }))).toThrow(z.ZodError)
  })
})

describe('embedAll', () => {
  // A text's vector is the direction of its length, so that rows can be told apart.
  const asked: string[] = []
  const embedder = {
    model: modelOf(2),
    embed: async () => new Float32Array(2),
    async embedPieces(text: string) {
      asked.push(text)
      const vector = Float32Array.of(Math.cos(text.length), Math.sin(text.length))
      return { vector, pieces: quantise(vector) }
    },
    close: async () => {},
  }
  const papers = [paperOf('b', 'first', ''), paperOf('a', 'the other', 'and more'), paperOf('c', 'first', '')]

  it('gives one row a paper in their order, and asks for each text once, ever', async () => {
    const bench = { embedder, threads: 2, vectorsFolder: join(folder, 'vectors') }
    const { vectors, pieces } = await embedAll(papers, bench)
    const lengths = [5, 'the other. and more'.length, 5]
    const expected = lengths.flatMap((length) => [Math.cos(length), Math.sin(length)])
    expect([...vectors.data]).toEqual([...Float32Array.from(expected)])
    expect(pieces[1]!).toEqual(quantise([Math.cos(19), Math.sin(19)]))
    expect(asked).toEqual(['first', 'the other. and more'])

    expect(await embedAll(papers, bench)).toEqual({ vectors, pieces })
    expect(asked).toHaveLength(2)
  })

  it('keeps its vectors apart from the product’s', () => {
    expect(readdirSync(join(folder, 'vectors'))).toEqual(
      ['pieces', 'vec'].map((ending) => `evaluation-made-up-0123456789abcdef.${ending}`),
    )
  })
})
