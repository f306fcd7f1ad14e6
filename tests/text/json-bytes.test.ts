import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JsonBytes } from '../../src/text/json-bytes.ts'

/** All that a text can hold: plain, with escapes, beyond ASCII, and beyond 65,536 characters. */
const SOME_TEXT = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', ' ', '9') }),
  fc.string({ unit: 'binary-ascii' }),
  fc.string({ unit: fc.constantFrom('é', '漢', '𝔸', '"', 'z') }),
)

describe('JSON put together as bytes', () => {
  it('quotes any part of any text as JSON.stringify does', () => {
    const json = new JsonBytes()
    fc.assert(
      fc.property(SOME_TEXT, SOME_TEXT, fc.nat(), fc.nat(), (title, abstract, a, b) => {
        const text = `${title} ${abstract}`
        // A pair of units is one character, which is quoted whole.
        const ends = [0, ...Array.from(text).map((_, at, all) => all.slice(0, at + 1).join('').length)]
        const [start, end] = [ends[a % ends.length]!, ends[b % ends.length]!].sort((x, y) => x - y)
        const laid = json.lay(title, Buffer.from(abstract))
        json.quote(laid, start!, end!)
        json.raw(',')
        // Laid again, with its kind known by then.
        json.quote(json.lay(title, Buffer.from(abstract), laid.kind), start!, end!)
        const quoted = JSON.stringify(text.slice(start, end))
        expect(json.take()).toBe(`${quoted},${quoted}`)
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  it('writes numbers as JSON.stringify does', () => {
    const json = new JsonBytes()
    const fraction = fc.integer({ min: -2_000_000, max: 2_000_000 }).map((millionths) => millionths / 1e6)
    const edge = fc.constantFrom(0, -0, 1, 0.1, 0.000001, 0.999999, 1e-7, 0.1 + 0.2, 12_345, -0.5)
    const any = fc.double({ noNaN: true, noDefaultInfinity: true })
    fc.assert(
      fc.property(fc.oneof(fraction, edge, any), (value) => {
        json.number(value)
        expect(json.take()).toBe(JSON.stringify(value))
      }),
      { seed: 1, numRuns: 2_000 },
    )
  })

  it('goes on with an object that is JSON already', () => {
    const json = new JsonBytes()
    json.openObject(Buffer.from('{"title":"é"}'))
    json.raw(',"n":')
    json.number(0.25)
    json.raw('}')
    expect(JSON.parse(json.take())).toEqual({ title: 'é', n: 0.25 })
  })

  it('holds texts and answers larger than its memory, and begins each answer anew', () => {
    const json = new JsonBytes()
    const texts = ['a', '"', 'é'].map((character) => character.repeat(150_000))
    const laid = texts.map((text) => json.lay('Title', Buffer.from(text)))
    for (const text of laid) json.quote(text, 0, 150_006)
    expect(json.take()).toBe(texts.map((text) => JSON.stringify(`Title ${text}`)).join(''))
    json.quote(json.lay('Another', Buffer.from('text')), 0, 12)
    expect(json.take()).toBe('"Another text"')
  })
})
