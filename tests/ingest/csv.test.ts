import { describe, expect, it } from 'vitest'
import { collect, reasons } from './collect.ts'

const rows = (...lines: string[]) => lines.join('\n')
const titles = async (content: string) => (await collect(content)).records.map((record) => record.title)

describe('a table', () => {
  it('as a reference manager exports it gives every field', async () => {
    const { records } = await collect(
      rows(
        '"Key","Item Type","Publication Year","Author","Title","DOI","Url","Abstract Note","Date","Date Added","Extra"',
        '"AB12","preprint","2024","Lovelace, Ada; van der Berg, Jan","A ""Title""","10.1000/X","https://www.example.org/a/","An abstract,',
        'on two lines","2024-05-01","2025-01-01 10:00:00","arXiv: 2405.00001v2 [cs]"',
      ),
    )
    expect(records).toEqual([
      {
        title: 'A "Title"',
        abstract: 'An abstract, on two lines',
        authors: ['Ada Lovelace', 'Jan van der Berg'],
        authorCount: 2,
        publishedOn: '2024-05-01',
        aliases: ['arxiv:2405.00001', 'doi:10.1000/x', 'url:https://example.org/a', 'id:AB12'],
      },
    ])
  })

  it('may be set apart by tabs or semicolons, and name its columns in any case', async () => {
    for (const mark of [',', '\t', ';']) {
      const content = rows(
        ['TITLE', 'Num_Comments', 'arXiv ID'].join(mark),
        ['A', '7', '2405.00001'].join(mark),
      )
      expect((await collect(content)).records).toEqual([
        { title: 'A', abstract: '', commentCount: 7, aliases: ['arxiv:2405.00001'] },
      ])
    }
  })

  it('names the line of a row with too few or too many columns, and reads on', async () => {
    const collected = await collect(rows('title,abstract', 'A,"one', 'two"', '', 'B', 'C,x,y', 'D,z'))
    expect(collected.records.map((record) => record.title)).toEqual(['A', 'D'])
    expect(reasons(collected)).toEqual([
      'line 5: 1 columns, but the header names 2',
      'line 6: 3 columns, but the header names 2',
    ])
  })

  it('takes a quote where none may stand for text', async () => {
    const content = rows(
      'title,abstract',
      '5" disks 6" disks,x',
      '"Why?": Explaining,x',
      '"A "B" C",x',
      'D,x',
    )
    expect(await titles(content)).toEqual(['5" disks 6" disks', '"Why?": Explaining', '"A "B" C"', 'D'])
  })

  it('reports the rows that a quote left open has taken in, and reads on', async () => {
    const collected = await collect(rows('title,abstract', 'A,x', '"B,x', 'C,x', 'the "D",x', 'E,x'))
    expect(collected.records.map((record) => record.title)).toEqual(['A', 'E'])
    expect(reasons(collected)).toEqual([
      'line 3: a quote opened here is not closed as it should be; nothing up to line 5 was read',
    ])
  })

  it.each([10, 60_000])(
    'ends at a quote that never closes, keeping what came before, with %i rows after',
    async (count) => {
      const before = Array.from({ length: 100 }, (_, index) => `Before ${index},x`)
      const after = Array.from({ length: count }, (_, index) => `After ${index},what follows the open quote`)
      const collected = await collect(rows('title,abstract', ...before, '"Open,x', ...after))
      expect(collected.records).toHaveLength(100)
      expect(reasons(collected)).toEqual([
        'line 102: the row that begins here has a quote that never closes, or over 1 MiB; nothing after it was read',
      ])
    },
  )

  it('passes over the empty rows that spreadsheets leave', async () => {
    const collected = await collect(rows('title,abstract', 'A,x', ',', '', ' , '))
    expect(collected.records).toHaveLength(1)
    expect(reasons(collected)).toEqual([])
  })

  it('knows a title by its column, not by its place', async () => {
    expect(await titles(rows('__proto__,constructor,title', 'x,y,A'))).toEqual(['A'])
    expect(({} as { x?: unknown }).x).toBeUndefined()
  })

  it('takes a year for no day, and reports a date that it cannot read', async () => {
    const { records, notes } = await collect(
      rows(
        'title,date',
        'A,2024',
        'B,May 2024',
        'C,"Sep 8, 2024"',
        'D,8 Sep 2024',
        'E,3/4/2024',
        'F,2024/9/8',
      ),
    )
    const days = records.map((record) => record.publishedOn)
    expect(days).toEqual([undefined, undefined, '2024-09-08', '2024-09-08', undefined, '2024-09-08'])
    expect(notes).toMatchObject([
      { place: 'line 6', text: '"3/4/2024" is no date we can read; kept without one' },
    ])
  })

  it.each([
    ['Ada Lovelace, Alan Turing', ['Ada Lovelace', 'Alan Turing']],
    ['Lovelace, Ada', ['Ada Lovelace']],
    ['Lovelace, Ada and Turing, Alan', ['Ada Lovelace', 'Alan Turing']],
    ['Lovelace, Ada; Turing, Alan M.', ['Ada Lovelace', 'Alan M. Turing']],
    ['Ada Lovelace and Alan Turing', ['Ada Lovelace', 'Alan Turing']],
    ['Ada Lovelace, Alan Turing, and Kurt Gödel', ['Ada Lovelace', 'Alan Turing', 'Kurt Gödel']],
    ['Brandon Alexander', ['Brandon Alexander']],
  ])('reads the authors "%s"', async (authors, expected) => {
    expect((await collect(rows('title\tauthors', `A\t${authors}`))).records[0]!.authors).toEqual(expected)
  })
})
