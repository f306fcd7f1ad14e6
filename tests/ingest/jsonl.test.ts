import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../src/errors.ts'
import { wholeText } from '../../src/ingest/whole-text.ts'
import { collect, reasons } from './collect.ts'

describe('JSON lines', () => {
  it('have the named fields of a table', async () => {
    const { records } = await collect(
      '{"id": 7, "Title": "A", "summary": "x", "authors": [{"name": "Ada Lovelace"}, "Alan Turing"]}',
    )
    expect(records).toEqual([
      {
        title: 'A',
        abstract: 'x',
        authors: ['Ada Lovelace', 'Alan Turing'],
        authorCount: 2,
        aliases: ['id:7'],
      },
    ])
  })

  it('keep what can be read, and say for each other line why not', async () => {
    const collected = await collect(
      [
        '{"title": "A"}',
        '',
        '{"title": "B"',
        '[]',
        'null',
        '{"title": "  "}',
        '{"abstract": "no title"}',
        `{"title": "${'t'.repeat(2_001)}"}`,
        `{"title": "C", "abstract": "${'a'.repeat(100_001)}"}`,
        `{"title": "${'x'.repeat(5_000_000)}"}`,
        '{"title": "D"}',
      ].join('\n'),
    )
    expect(collected.records.map((record) => record.title)).toEqual(['A', 'D'])
    expect(reasons(collected)).toEqual([
      'line 3: not JSON, from character 13 on',
      'line 4: not a JSON object',
      'line 5: not a JSON object',
      'line 6: no title',
      'line 7: no title',
      'line 8: title of 2,001 characters; at most 2,000 are kept',
      'line 9: abstract of 100,001 characters; at most 100,000 are kept',
      'line 10: longer than 4,194,304 characters',
    ])
  })

  it('are known although the first of them is broken', async () => {
    const collected = await collect('{"title": \n{"title": "A"}\n')
    expect(collected.records).toHaveLength(1)
    expect(reasons(collected)).toHaveLength(1)
  })

  it('lose the characters that a database refuses, and nothing else', async () => {
    const { records } = await collect(
      '{"title": "A\\u0000B \\ud800 \\ud83d\\ude00", "abstract": "a\\u0007\\tb\\n\\nc", "id": "x\\u0000y"}',
    )
    expect(records).toEqual([{ title: 'AB \ufffd \u{1f600}', abstract: 'a b\n\nc', aliases: ['id:xy'] }])
  })

  it('can carry no prototype in', async () => {
    const { records } = await collect(
      '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "title": "A"}',
    )
    expect(records).toHaveLength(1)
    expect((Object.prototype as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it('leave out counts that are none, and aliases too long for a name', async () => {
    const { records } = await collect(
      `{"title": "A", "comments": "12 pages", "upvotes": -1, "authorCount": 2.5, "id": "${'i'.repeat(501)}", "url": "nowhere"}`,
    )
    expect(records).toEqual([{ title: 'A', abstract: '', aliases: [] }])
  })
})

describe('a JSON document', () => {
  it('places its papers by their position', async () => {
    const collected = await collect('[{"title": "A"},\n {"titel": "B"}, 7,\n {"title": "C"}]')
    expect(collected.records.map((record) => record.title)).toEqual(['A', 'C'])
    expect(reasons(collected)).toEqual(['paper 2: no title', 'paper 3: not a JSON object'])
  })

  it('is refused whole when its brackets do not close', async () => {
    await expect(collect('[{"title": "A"},')).rejects.toThrow(InvalidInput)
  })

  it('is refused beyond the size that can be held', async () => {
    async function* pieces() {
      yield 'abc'
      yield 'def'
    }
    await expect(wholeText(pieces(), 'big.json', 6)).resolves.toBe('abcdef')
    await expect(wholeText(pieces(), 'big.json', 5)).rejects.toThrow('big.json has more than 5 characters')
  })
})
