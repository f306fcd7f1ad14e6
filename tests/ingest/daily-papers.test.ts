import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { collect, collectFile, reasons } from './collect.ts'

const SAMPLE = 'embeddings/corpus/daily-papers.txt'
const ABSTRACT = `${'We study a thing at length. '.repeat(12)}It works.`

/** A page with these bodies below the usual header. */
const page = (date: string, ...bodies: string[]) =>
  ['new', 'Subscribe', 'Daily Papers', 'byAK and the research community', date, ...bodies].join('\n\n')
const paper = (title: string, date: string, authors = '  • 4 authors') =>
  `${title}\n\n${ABSTRACT}\n\n${authors}\n·\n${date}`

describe('the sample page', () => {
  const sample = collectFile(SAMPLE)
  const titled = async (start: string) =>
    (await sample).records.find((record) => record.title.startsWith(start))

  // Counted with grep: 82 lines that are just `·`, so 82 bylines. Lines 149, 425, 461 and 481 begin
  // papers without one: title, abstract, then the next title.
  it('has 86 papers, 82 of them with a byline', async () => {
    const { records, unreadable } = await sample
    expect(unreadable).toEqual([])
    expect(records).toHaveLength(86)
    expect(records.filter((record) => record.publishedOn)).toHaveLength(82)
    expect(new Set(records.map((record) => record.title)).size).toBe(86)
  })

  it('adds up to the counts that grep finds', async () => {
    // grep -A1 '^·$' | awk: 23 dates with a count of comments, 54 in sum; 81 `• N authors`, 508 in sum.
    const { records } = await sample
    const sum = (counts: (number | undefined)[]) =>
      counts.reduce<number>((total, count) => total + (count ?? 0), 0)
    expect(records.filter((record) => record.commentCount !== undefined)).toHaveLength(23)
    expect(sum(records.map((record) => record.commentCount))).toBe(54)
    expect(records.filter((record) => record.authorCount !== undefined)).toHaveLength(81)
    expect(sum(records.map((record) => record.authorCount))).toBe(508)
  })

  it('leaves the header out of its first paper', async () => {
    const [first] = (await sample).records
    expect(first).toMatchObject({
      title: 'On the Design and Analysis of LLM-Based Algorithms',
      authorCount: 4,
      publishedOn: '2024-07-20',
    })
    expect(first!.abstract).toMatch(/^We initiate a formal investigation/)
  })

  it('reads its last paper, whose line has no line break, with its comments', async () => {
    expect((await sample).records.at(-1)).toMatchObject({
      title: 'Revolutionizing Reinforcement Learning Framework for Diffusion Large Language Models',
      authorCount: 6,
      publishedOn: '2025-09-08',
      commentCount: 5,
    })
  })

  it('reads comments behind a date with its year', async () => {
    expect(await titled('LLM Inference Unveiled')).toMatchObject({
      publishedOn: '2024-02-26',
      commentCount: 2,
    })
  })

  it('has one paper of an organisation, named as it names itself', async () => {
    const owned = (await sample).records.filter((record) => record.organisation)
    expect(owned).toHaveLength(1)
    expect(owned[0]).toMatchObject({ organisation: 'Z.ai', publishedOn: '2025-10-13', commentCount: 2 })
    expect(owned[0]!.authorCount).toBeUndefined()
    expect(owned[0]!.abstract).not.toMatch(/zai-org/)
  })

  it('keeps a paper without a byline apart from the next, and says so', async () => {
    const bare = await titled('Part I: Tricks or Traps?')
    expect(bare!.abstract).toMatch(/^Reinforcement learning for LLM reasoning.*GRPO and DAPO\.$/)
    expect(bare).toMatchObject({ authorCount: undefined, publishedOn: undefined })
    expect(await titled('ArCHer')).toMatchObject({ authorCount: 5, publishedOn: '2024-02-29' })
    const places = (await sample).notes.map((note) => note.place)
    expect(places).toEqual([undefined, 'line 149', 'line 425', 'line 461', 'line 481'])
  })

  it('says which year it took for dates without one', async () => {
    expect((await sample).notes[0]!.text).toBe(
      'page is dated Nov 10 without a year: took 2025, the first year after the newest dated paper; say --page-date 2025-11-10 with the right year to correct it',
    )
  })

  it('reads the same with CRLF, trailing blanks and non-breaking spaces, and with a footer', async () => {
    const text = readFileSync(SAMPLE, 'utf8').replaceAll('• ', '•\u00a0').replaceAll('\n', ' \u00a0\r\n')
    const copied = await collect(
      `${text}\r\n\r\nPrevious\r\n\r\nNext\r\n\r\nCompany\r\n\r\nTOS\r\n\r\nPrivacy\r\n`,
    )
    expect(copied.records).toEqual((await sample).records)
  })
})

describe('a page', () => {
  it('takes one author for one author', async () => {
    const { records } = await collect(page('Nov 10, 2025', paper('A Single Mind', 'Nov 2', '  • 1 author')))
    expect(records).toEqual([
      expect.objectContaining({
        title: 'A Single Mind',
        abstract: ABSTRACT,
        authorCount: 1,
        publishedOn: '2025-11-02',
      }),
    ])
  })

  it('keeps an organisation whole where no account name stands before it', async () => {
    const { records } = await collect(page('Nov 10, 2025', paper('A', 'Nov 2', 'Google DeepMind')))
    expect(records[0]!.organisation).toBe('Google DeepMind')
  })

  it('takes a last line of the abstract for no organisation', async () => {
    const body = `A Title\n\n${ABSTRACT}\nCode is public\n·\nNov 2`
    const { records } = await collect(page('Nov 10, 2025', body))
    expect(records[0]).toMatchObject({ abstract: `${ABSTRACT} Code is public`, organisation: undefined })
  })

  it('keeps an abstract of several paragraphs with one paper', async () => {
    const parts = [
      ABSTRACT,
      'Methods',
      ABSTRACT,
      'Code: https://example.org/code',
      ABSTRACT,
      '- a point\n- another',
    ]
    const { records } = await collect(
      page('Nov 10, 2025', `A Title\n\n${parts.join('\n\n')}\n\n• 2 authors\n·\nNov 2`),
    )
    expect(records).toHaveLength(1)
    expect(records[0]!.abstract).toBe(parts.join('\n\n').replace('\n- another', ' - another'))
  })

  it('reads titles that look like something else', async () => {
    const titles = ['2025', 'Nov', '"?"', '• 4 authors walk into a bar', 'new']
    const { records } = await collect(
      page('Nov 10, 2025', ...['First', ...titles].map((title) => paper(title, 'Nov 2'))),
    )
    expect(records.map((record) => record.title)).toEqual(['First', ...titles])
  })

  it('reads a copy that lost its blank lines', async () => {
    const text = page('Nov 10, 2025', paper('First', 'Nov 2'), paper('Second', 'Nov 3 7')).replaceAll(
      '\n\n',
      '\n',
    )
    const { records } = await collect(text)
    expect(records).toMatchObject([
      { title: 'First', abstract: ABSTRACT, publishedOn: '2025-11-02' },
      { title: 'Second', abstract: ABSTRACT, publishedOn: '2025-11-03', commentCount: 7 },
    ])
  })

  it('keeps a paper whose byline was not copied any more, but no footer', async () => {
    const cut = await collect(
      page('Nov 10, 2025', paper('First', 'Nov 2'), 'A Title Cut Off', ABSTRACT, 'Next'),
    )
    expect(cut.records.map((record) => record.title)).toEqual(['First', 'A Title Cut Off'])
    const footer = await collect(
      page('Nov 10, 2025', paper('First', 'Nov 2'), 'Terms of Use', 'We sell nothing', 'Next'),
    )
    expect(footer.records.map((record) => record.title)).toEqual(['First'])
  })

  it('reports a byline with no title above it', async () => {
    const collected = await collect(page('Nov 10, 2025', paper('First', 'Nov 2'), '• 3 authors\n·\nNov 3'))
    expect(collected.records).toHaveLength(1)
    expect(reasons(collected)).toEqual(['line 19: no title'])
  })

  it('keeps a paper with a day that no calendar has, and reports the day', async () => {
    const { records, notes } = await collect(
      page('Nov 10, 2025', paper('A', 'Feb 30, 2024'), paper('B', 'Feb 29')),
    )
    expect(records.map((record) => record.publishedOn)).toEqual([undefined, undefined])
    expect(notes.map(({ place, text }) => `${place}: ${text}`)).toEqual([
      'line 11: "Feb 30, 2024" is no date we can read; kept without one',
      'line 19: "Feb 29" is no date we can read; kept without one',
    ])
  })
})
