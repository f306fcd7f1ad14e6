import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { embedPapers } from '../../src/embed/embed-papers.ts'
import type { Embedder } from '../../src/embed/embedder.ts'
import type { Model } from '../../src/embed/model.ts'
import { openPaperVectors, type PaperVectors } from '../../src/embed/paper-vectors.ts'
import { textHash } from '../../src/embed/record-file.ts'
import { openVectorFile } from '../../src/embed/vector-file.ts'
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
  let path: string
  let vectors: PaperVectors
  let asked: string[]
  /** Counts what it is asked; its vectors say the length of the text. */
  const counting = (fail?: string): Embedder => ({
    model,
    embed: async () => {
      throw new Error('papers are embedded with their pieces')
    },
    embedPieces: async (text, pieces) => {
      asked.push(text)
      if (text === fail) throw new NotReady('out of order')
      const lengths = Int8Array.from(pieces.flatMap((piece) => [piece.length, 1]))
      return { vector: Float32Array.of(text.length, 0), pieces: lengths }
    },
    close: async () => {},
  })
  beforeEach(() => {
    asked = []
    path = join(folder, `${files++}`)
    vectors = openPaperVectors(path, model)
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
    expect(vectors.get(paper('A'))).toBeDefined()
    expect(vectors.get(paper('bad'))).toBeUndefined()
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
    expect(papers.filter(vectors.has)).toHaveLength(asked.length)
    expect(asked.length).toBeLessThan(10)
  })

  it('keeps vectors and pieces', async () => {
    await embedPapers(stream([paper('A', 'One. Two.')]), counting(), vectors, { threads: 1 })
    vectors.close()
    expect(openPaperVectors(path, model).get(paper('A', 'One. Two.'))).toEqual({
      vector: Float32Array.of('A. One. Two.'.length, 0),
      pieces: Int8Array.of(2, 1, 4, 1, 4, 1),
    })
  })

  it('embeds a text again whose vector is known, but not its pieces, and leaves the vector as it was', async () => {
    const old = openVectorFile(`${path}.vec`, model)
    old.put(textHash('A. b'), Float32Array.of(7, 0))
    old.close()
    vectors = openPaperVectors(path, model)
    expect(await embedPapers(stream([paper('A', 'b')]), counting(), vectors, { threads: 1 })).toEqual({
      made: 1,
      present: 0,
    })
    expect(vectors.get(paper('A', 'b'))!.vector).toEqual(Float32Array.of(7, 0))
  })

  it('tells two papers apart whose texts are the same, but not their titles', async () => {
    const papers = [paper('A. b'), paper('A', 'b')]
    expect((await embedPapers(stream(papers), counting(), vectors, { threads: 2 })).made).toBe(2)
    expect(papers.map((one) => vectors.get(one)!.pieces.length / 2)).toEqual([1, 2])
  })
})
