import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../src/errors.ts'
import { readHistory } from '../../../src/ingest/history/thread.ts'

const read = (content: string, stallMs?: number) => readHistory(Buffer.from(content), { stallMs })
const labels = async (content: string) => (await read(content)).entries.map(({ label }) => label)

describe('a reading history read in a thread', () => {
  it('comes back whole, with its times', async () => {
    const { entries, unreadable } = await read('@misc{a, title={A}, timestamp={2024-01-31}}')
    expect(entries).toMatchObject([{ place: 'line 1', label: 'A', at: new Date('2024-01-31') }])
    expect(unreadable).toEqual([])
  })

  it('loses one entry that would take minutes, names its line, and reads on', async () => {
    // 120,000 blanks and dashes take the parser 7 s.
    const knot = '- '.repeat(60_000)
    const content = `@misc{a, title={Before}}\n@misc{b,\n title={${knot}}}\n@misc{c, title={After}}`
    const started = performance.now()
    const { entries, unreadable } = await read(content)
    expect(entries.map(({ label }) => label)).toEqual(['Before', 'After'])
    expect(unreadable).toEqual([{ place: 'line 2', reason: 'too complex, skipped' }])
    expect(performance.now() - started).toBeLessThan(20_000)
  })

  it('gives up on a file full of such entries, and says where', async () => {
    const knots = Array.from({ length: 9 }, (_, n) => `@misc{k${n}, title={${'- '.repeat(60_000)}}}`)
    const { entries, unreadable } = await read(['@misc{a, title={A}}', ...knots].join('\n'), 300)
    expect(entries.map(({ label }) => label)).toEqual(['A'])
    expect(unreadable.map(({ place }) => place)).toEqual([2, 3, 4, 5, 6].map((line) => `line ${line}`))
    expect(unreadable.at(-1)!.reason).toBe('too complex; nothing from here on was read')
  })

  it.each([
    ['braces', '{'],
    ['quotes', '"'],
    ['backslashes', '\\'],
    ['entries without an end', '@misc{'],
    ['signs of entries', '@'],
    ['dollars', '$'],
  ])('ends on a million %s', async (_, mark) => {
    const wall = mark.repeat(1_000_000 / mark.length)
    const known = `@misc{a, title={A}}\n@misc{b, title={${wall}\n@misc{c, title={C}}`
    expect(await labels(known)).toEqual(['A', 'C'])
  })

  it('is refused when nothing is in it, or nothing is what it is said to be', async () => {
    await expect(read('@comment{nothing}')).rejects.toThrow(/has no entries; known are BibTeX/)
    await expect(readHistory(Buffer.from('A title'), { format: 'json' })).rejects.toThrow(InvalidInput)
    await expect(readHistory(Buffer.from('A title'), { format: 'ris' })).rejects.toThrow(/no entries/)
  })
})
