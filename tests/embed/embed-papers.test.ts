import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { embedPapers } from '../../src/embed/embed-papers.ts'
import type { Embedder } from '../../src/embed/embedder.ts'
import type { Model } from '../../src/embed/model.ts'
import { openVectorFile, type VectorFile } from '../../src/embed/vector-file.ts'
import { NotReady } from '../../src/errors.ts'
import { type Paper, paperId } from '../../src/paper.ts'
import { temporaryFolder } from '../support/databases.ts'

const model = { dimensions: 2, fingerprint: 'aaaaaaaaaaaaaaaa' } as Model
const paper = (title: string, abstract = ''): Paper => ({ id: paperId(title), title, abstract, aliases: [] })
async function* stream(papers: readonly Paper[]) {
  yield* papers
}

describe('embedding papers', () => {
  const folder = temporaryFolder()
  let files = 0
  let vectors: VectorFile
  let asked: string[]
  /** Counts what it is asked; its vectors say the length of the text. */
  const counting = (fail?: string): Embedder => ({
    model,
    embed: async (text) => {
      asked.push(text)
      if (text === fail) throw new NotReady('out of order')
      return Float32Array.of(text.length, 0)
    },
    close: async () => {},
  })
  beforeEach(() => {
    asked = []
    vectors = openVectorFile(join(folder, `${files++}.vec`), model)
  })

  it('embeds each text once, also when papers share it', async () => {
    const papers = [paper('A'), paper('B', 'b'), paper('A'), paper('C')]
    expect(await embedPapers(stream(papers), counting(), vectors, { threads: 2 })).toEqual({
      made: 3,
      present: 1,
    })
    expect(asked.sort()).toEqual(['A', 'B. b', 'C'])
  })

  it('embeds only what is new or changed the second time', async () => {
    await embedPapers(stream([paper('A'), paper('B', 'old')]), counting(), vectors, { threads: 1 })
    asked = []
    const report = await embedPapers(
      stream([paper('A'), paper('B', 'new'), paper('C')]),
      counting(),
      vectors,
      { threads: 1 },
    )
    expect(report).toEqual({ made: 2, present: 1 })
    expect(asked).toEqual(['B. new', 'C'])
  })

  it('keeps what was done when a text fails, and tells the failure', async () => {
    const papers = [paper('A'), paper('B'), paper('bad'), paper('D')]
    await expect(embedPapers(stream(papers), counting('bad'), vectors, { threads: 1 })).rejects.toThrow(
      'out of order',
    )
    expect(vectors.count).toBeGreaterThanOrEqual(2)
  })

  it('begins no other text after it was stopped, and loses none that was begun', async () => {
    const stop = new AbortController()
    const papers = Array.from({ length: 100 }, (_, n) => paper(`Title ${n}`))
    const report = await embedPapers(stream(papers), counting(), vectors, {
      threads: 1,
      signal: stop.signal,
      onDone: () => stop.abort(),
    })
    expect(report.made).toBe(asked.length)
    expect(vectors.count).toBe(asked.length)
    expect(asked.length).toBeLessThan(10)
  })
})
