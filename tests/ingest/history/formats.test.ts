import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../src/errors.ts'
import type { HistoryEntry } from '../../../src/ingest/history/entry.ts'
import type { HistoryFormat } from '../../../src/ingest/history/format.ts'
import { ENTRIES_MAX, readEntries, type UnreadEntry } from '../../../src/ingest/history/read.ts'
import { paperId } from '../../../src/paper.ts'

async function read(content: string | Uint8Array, format?: HistoryFormat) {
  const entries: HistoryEntry[] = []
  const unreadable: UnreadEntry[] = []
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  for await (const step of readEntries(bytes, { format, from: 0 })) {
    if ('entry' in step) entries.push(step.entry)
    else if ('unreadable' in step) unreadable.push(step.unreadable)
  }
  return { entries, unreadable }
}
const file = (name: string) => read(readFileSync(new URL(`files/${name}`, import.meta.url)))
/** An entry at a glance: place, label, aliases without the id of the title, day and abstract. */
const glance = ({ place, label, names, paper, at }: HistoryEntry) => [
  place,
  label,
  names.filter((name) => name !== (paper && paperId(paper.title))).join(' '),
  at?.toISOString().slice(0, 16) ?? '',
  paper?.abstract ?? '',
]

describe('a reading history', () => {
  it('as BibTeX gives plain titles, arXiv ids from all their places, and when each was added', async () => {
    const { entries, unreadable } = await file('library.bib')
    expect(entries.map(glance)).toEqual([
      ['line 5', 'GPT: Étude of ö, α & H₂O', 'arxiv:2301.00001', '2024-01-31T00:00', 'We study things.'],
      // date-added says 10:00 an hour east of UTC.
      ['line 15', 'A "quoted" title, 50% more', 'arxiv:2301.00002', '2024-02-01T09:00', ''],
      ['line 16', 'Third', 'arxiv:2301.00003 doi:10.1000/abc', '', ''],
      // The timestamp of a dblp record is when dblp changed it.
      ['line 17', 'Fourth', 'arxiv:2301.00004', '', ''],
      ['line 18', 'Fifth', 'arxiv:math/0309136', '', ''],
      ['line 21', 'Last', 'url:https://example.org/a_b%20c', '2024-03-01T00:00', ''],
    ])
    expect(unreadable).toEqual([
      { place: 'line 19', reason: 'a brace is not closed' },
      { place: 'line 20', reason: 'no title and no id' },
    ])
  })

  it('as RIS goes on over wrapped lines and missing ends, whatever its type', async () => {
    const { entries, unreadable } = await file('library.ris')
    expect(entries.map(glance)).toEqual([
      [
        'line 1',
        'A title that goes on in the next line',
        'arxiv:2301.00001',
        '2024-01-31T00:00',
        'First line. AI - is part of it.',
      ],
      ['line 12', 'Second', 'doi:10.1000/abc', '', 'Its abstract.'],
      ['line 21', 'No end of its own', 'doi:10.1000/xyz', '', ''],
      ['line 24', 'arxiv:2301.00005', 'arxiv:2301.00005', '', ''],
    ])
    expect(unreadable).toEqual([{ place: 'line 18', reason: 'no title and no id' }])
  })

  it('as RIS with one blank before the dash reads as well', async () => {
    const { entries } = await read('TY - GEN\nTI - One\nER - \nTY - GEN\nTI - Two\nER - \n')
    expect(entries.map(({ label }) => label)).toEqual(['One', 'Two'])
  })

  it('as Zotero’s CSV takes the time from Date Added, else from Access Date', async () => {
    const { entries, unreadable } = await file('zotero.csv')
    expect(entries.map(glance)).toEqual([
      ['line 2', 'A "first" title, with a comma', 'arxiv:2301.00001', '2024-01-31T10:20', 'We study things.'],
      ['line 3', 'Second', 'arxiv:2001.00002 doi:10.1000/abc', '2024-03-01T00:00', ''],
    ])
    expect(unreadable).toEqual([
      { place: 'line 4', reason: 'no title and no id' },
      { place: 'line 5', reason: '2 columns, but the header names 20' },
    ])
  })

  it('as CSL-JSON takes the time from `accessed` where that is a whole day', async () => {
    const { entries, unreadable } = await file('csl.json')
    expect(entries.map(glance)).toEqual([
      [
        'entry 1',
        'First',
        'arxiv:2301.00001 url:https://zotero.org/users/1/items/AB12CD34',
        '2024-01-31T00:00',
        'We study things.',
      ],
      ['entry 2', 'Second', 'doi:10.1000/abc', '', ''],
      ['entry 3', 'arxiv:2301.00003', 'arxiv:2301.00003', '', ''],
    ])
    expect(unreadable).toEqual([{ place: 'entry 4', reason: 'not a JSON object' }])
  })

  it('as Hugging Face’s JSON may hold ids alone', async () => {
    const { entries } = await file('hugging-face.json')
    expect(entries.map(({ names }) => names[0])).toEqual([
      'arxiv:2301.00001',
      'arxiv:2301.00002',
      'arxiv:2301.00003',
    ])
    expect(entries[2]!.paper).toEqual({ title: 'Third', abstract: 'We study things.' })
  })

  it('as a list may mix ids, addresses and titles, behind bullets or not', async () => {
    const { entries } = await file('list.txt')
    expect(entries.map(({ place, names }) => [place, names[0]])).toEqual([
      ['line 1', 'arxiv:2301.00001'],
      ['line 2', 'arxiv:2301.00002'],
      ['line 4', 'doi:10.1000/ABC'],
      ['line 5', 'id:A title'],
      ['line 6', 'url:https://example.org/a'],
      // A spreadsheet would run it; to us it is a title.
      ['line 7', 'id:=cmd|calc!A1'],
    ])
    expect(entries[3]!.names).toContain(paperId('A title'))
  })

  it('as our own export keeps kinds, weights and times, with papers from outside the collection', async () => {
    const reaction = { kind: 'like', weight: 2.5, at: '2024-01-31T10:20:30.000Z' }
    const paper = {
      id: paperId('One'),
      title: 'One',
      abstract: 'A.',
      aliases: ['arxiv:2301.00001', 'id:mine'],
    }
    const { entries } = await read(
      JSON.stringify({
        reader: { id: 'x', name: 'Ada' },
        reactions: [{ ...reaction, paper }],
        outside: [{ ...reaction, kind: 'hide', paper: { ...paper, title: 'Two', aliases: [] } }],
      }),
    )
    const at = new Date('2024-01-31T10:20:30Z')
    expect(entries).toMatchObject([
      // `id:mine` names a paper in the file it came from, and perhaps another one here.
      { kind: 'like', weight: 2.5, at, names: [paperId('One'), 'arxiv:2301.00001'] },
      { kind: 'hide', weight: 2.5, at, names: [paperId('One'), paperId('Two')] },
    ])
  })
})

describe('a file as programs really write it', () => {
  const bib = '@misc{a,\n title = {Über Größe},\n doi = {10.1000/a}\n}\n@misc{b, title = {Zwei}}\n'
  const titles = async (bytes: Uint8Array | string) => (await read(bytes)).entries.map(({ label }) => label)

  it.each([
    ['UTF-8 with a mark', Buffer.from(`\ufeff${bib}`)],
    ['CRLF', Buffer.from(bib.replaceAll('\n', '\r\n'))],
    ['CR alone', Buffer.from(bib.replaceAll('\n', '\r'))],
    ['Latin-1', Buffer.from(bib, 'latin1')],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${bib}`, 'utf16le')],
    ['UTF-16 without one', Buffer.from(bib, 'utf16le')],
    ['UTF-16 the other way round', Buffer.from(`\ufeff${bib}`, 'utf16le').swap16()],
  ])('reads in %s', async (_, bytes) => {
    expect(await titles(bytes)).toEqual(['Über Größe', 'Zwei'])
  })

  it('keeps macros that are defined after their use, and loses only the entry that is broken', async () => {
    const content = '@misc{a, title = t # { two}}\n@misc{b c d}\n@misc{e, title = "E"}\n@string{t = "One"}'
    const { entries, unreadable } = await read(content)
    expect(entries.map(({ label }) => label)).toEqual(['One two', 'E'])
    expect(unreadable).toEqual([{ place: 'line 2', reason: expect.stringContaining('not BibTeX') }])
  })

  it('is refused with the formats we know when it is empty, prose, a page or a picture', async () => {
    const picture = Buffer.from(Array.from({ length: 4_000 }, (_, n) => (n * 7_919) % 256))
    const contents = ['', ' \n\r\n', '<!doctype html><p>', 'word '.repeat(200), picture, '{"a":', '[{]']
    for (const content of contents) {
      await expect(read(content), String(content).slice(0, 20)).rejects.toThrow(InvalidInput)
    }
    await expect(read('')).rejects.toThrow(/BibTeX, RIS, CSV/)
  })

  it('is read up to a bound, and the rest told', async () => {
    const { entries, unreadable } = await read('x\n'.repeat(ENTRIES_MAX + 2))
    expect(entries).toHaveLength(ENTRIES_MAX)
    expect(unreadable).toEqual([{ place: 'line 20001', reason: expect.stringContaining('20,000 entries') }])
  })

  it('can be told its format', async () => {
    const { entries } = await read('@misc{a, title={A}}', 'list')
    expect(entries.map(({ label }) => label)).toEqual(['@misc{a, title={A}}'])
  })

  it('leaves prototypes alone', async () => {
    await read('[{"__proto__":{"polluted":1},"title":"A","constructor":{"prototype":{"polluted":1}}}]')
    await read('title,__proto__,constructor\nA,b,c')
    await read('@misc{__proto__, title={A}, __proto__={b}, constructor={c}}')
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  it('gives entries that can be stored, or a reason, whatever the bytes', async () => {
    const pieces = fc.constantFrom(
      ...[
        '@misc{',
        'title',
        '=',
        '{',
        '}',
        '"',
        '\\',
        '$',
        '#',
        ',',
        ';',
        '\n',
        '\r',
        '\0',
        '\ud800',
        '%',
        '&',
      ],
      ...[
        'TY  - ',
        'TI  - ',
        'ER  - ',
        '[',
        ']',
        '{"title":',
        '10.1/a',
        'arXiv:2301.00001',
        '=1+1',
        'é',
        ' ',
      ],
    )
    const content = fc.oneof(
      fc.array(pieces, { maxLength: 40 }).map((parts) => Buffer.from(parts.join(''))),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    )
    const format = fc.constantFrom(undefined, 'bibtex', 'ris', 'csv', 'json', 'list' as const)
    await fc.assert(
      fc.asyncProperty(content, format, async (bytes, as) => {
        try {
          const { entries, unreadable } = await read(bytes, as as HistoryFormat | undefined)
          for (const { label, names, at, paper } of entries) {
            expect(names.length).toBeGreaterThan(0)
            for (const text of [label, ...names, paper?.title ?? '', paper?.abstract ?? ''])
              expect(text).not.toMatch(/[\0\p{Surrogate}]/u)
            expect(Number.isNaN(at?.getTime())).toBe(false)
          }
          for (const { place, reason } of unreadable) expect(place && reason).toBeTruthy()
        } catch (error) {
          if (!(error instanceof InvalidInput)) throw error
        }
      }),
      { numRuns: 400, seed: 1 },
    )
  })
})
