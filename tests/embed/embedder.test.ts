import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openEmbedder } from '../../src/embed/embedder.ts'
import { NotReady } from '../../src/errors.ts'
import { cosinesInt8, quantise } from '../../src/int8.ts'
import { piecesOfText } from '../../src/pieces.ts'
import { dot, isUnit } from '../../src/vector.ts'
import { temporaryFolder } from '../support/databases.ts'
import { MODEL } from '../support/service.ts'

describe('the embedder on the real model', () => {
  const embedder = openEmbedder(MODEL, { threads: 2, queueMax: 100, timeoutMs: 30_000 })
  afterAll(() => embedder.close())

  it('gives vectors of unit length', async () => {
    const vector = await embedder.embed('A text.')
    expect(vector).toHaveLength(384)
    expect(isUnit(vector)).toBe(true)
  })

  it('makes a vector a function of its text, whatever is embedded beside it', async () => {
    const alone = await embedder.embed('Attention is all you need.')
    const others = Array.from({ length: 6 }, (_, n) =>
      embedder.embed(`Another text ${'of some length '.repeat(n)}`),
    )
    const among = await embedder.embed('Attention is all you need.')
    await Promise.all(others)
    expect(among).toEqual(alone)
  })

  it('puts like texts nearer than unlike ones', async () => {
    const [a, b, c] = await Promise.all(
      [
        'Neural networks that translate text',
        'Machine translation with deep learning',
        'Bread baked with rye flour',
      ].map(embedder.embed),
    )
    expect(dot(a!, b!)).toBeGreaterThan(dot(a!, c!) + 0.2)
  })

  it('reads no more of a text than its first 256 tokens', async () => {
    const head = 'word '.repeat(400)
    expect(await embedder.embed(`${head}cats`)).toEqual(
      await embedder.embed(`${head}${'dogs and trains '.repeat(5_000)}`),
    )
  })

  // Figures: tests/embed/pieces-oracle.py.
  const pieces = [
    'Edge-linear parsing.',
    'Parsing takes time that grows with the square of the length.',
    'We prune the graph first.',
    'It is then twice as fast, e.g. 18 languages in an hour.',
  ]

  it('gives each piece the vector of that piece alone', async () => {
    const found = await embedder.embedPieces(pieces.join(' '), pieces)
    const expected = [
      [1, 0.5347, 0.3316, 0.0921],
      [0.5347, 1, 0.3392, 0.4131],
      [0.3316, 0.3392, 1, 0.167],
      [0.0921, 0.4131, 0.167, 1],
    ]
    cosinesInt8(found.pieces, found.pieces, 384).forEach((cosine, at) => {
      expect(Math.abs(cosine - expected.flat()[at]!)).toBeLessThan(0.01)
    })
  })

  it('gives a text the same vector with its pieces as without', async () => {
    for (const text of [pieces.join(' '), `${pieces.join(' ')} `.repeat(20), '', '\u0000']) {
      const found = await embedder.embedPieces(text, piecesOfText(text))
      expect(found.vector).toEqual(await embedder.embed(text))
    }
  })

  it('reads pieces beyond the first 256 tokens of a text too', async () => {
    // 20 pieces of 13 tokens fill more than 256.
    const long = [...Array.from({ length: 20 }, () => pieces[1]!), pieces[3]!]
    const { pieces: found } = await embedder.embedPieces(long.join(' '), long)
    expect(found.subarray(20 * 384)).toEqual(quantise(await embedder.embed(pieces[3]!)))
  })

  it('embeds an empty text, emoji and half characters', async () => {
    for (const text of ['', '😀👩‍👩‍👧', '\ud800', '\u0000', 'مرحبا'])
      expect(isUnit(await embedder.embed(text)), text).toBe(true)
  })
})

describe('the embedder around its threads', () => {
  const folder = temporaryFolder()
  const workerModule = new URL('hanging-worker.ts', import.meta.url)
  const open = (options: { threads?: number; queueMax?: number; timeoutMs?: number } = {}) =>
    openEmbedder(MODEL, { threads: 1, queueMax: 10, timeoutMs: 20_000, workerModule, ...options })

  it('fails only the text whose thread died, and replaces the thread', async () => {
    const embedder = open()
    const dead = embedder.embed('die')
    const next = embedder.embed('four')
    await expect(dead).rejects.toThrow(/the embedding thread ended with code 3; try again/)
    expect(await next).toEqual(Float32Array.of(4))
    await embedder.close()
  })

  it('gives up on a text that takes too long, and goes on with the next', async () => {
    const embedder = open({ timeoutMs: 2_000 })
    await embedder.embed('warm')
    const hung = embedder.embed('hang')
    const next = embedder.embed('three')
    await expect(hung).rejects.toThrow('embedding took longer than 2000 ms')
    expect(await next).toEqual(Float32Array.of(5))
    await embedder.close()
  })

  it('hands on what the thread says of a text it could not embed', async () => {
    const embedder = open()
    await expect(embedder.embed('fail')).rejects.toThrow('no such luck')
    expect(await embedder.embed('ok')).toEqual(Float32Array.of(2))
    await embedder.close()
  })

  it('refuses a text when too many wait already', async () => {
    const embedder = open({ queueMax: 2 })
    const texts = ['a', 'b', 'c'].map((text) => embedder.embed(text))
    await expect(embedder.embed('d')).rejects.toThrow(/2 texts wait to be embedded already/)
    await Promise.all(texts)
    await embedder.close()
  })

  it('lets a thread come back before it ends it, because native code would end the whole process', async () => {
    const embedder = open()
    await embedder.embed('warm')
    const path = join(folder, 'came-back')
    const cut = expect(embedder.embed(`write ${path}`)).rejects.toThrow(NotReady)
    await embedder.close()
    await cut
    expect(existsSync(path)).toBe(true)
  })

  it('rejects what waits when it is closed', async () => {
    const embedder = open()
    const waiting = [embedder.embed('hang'), embedder.embed('b')].map((text) =>
      expect(text).rejects.toThrow(NotReady),
    )
    await embedder.close()
    await Promise.all(waiting)
    await expect(embedder.embed('late')).rejects.toThrow('the service is stopping')
  })
})
