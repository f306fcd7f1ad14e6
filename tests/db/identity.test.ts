import { describe, expect, it } from 'vitest'
import { combine, recordNames, samePapers, update } from '../../src/db/identity.ts'
import { type PaperRecord, paperId } from '../../src/paper.ts'

const record = (title: string, aliases: string[] = [], rest: Partial<PaperRecord> = {}): PaperRecord => ({
  title,
  abstract: '',
  aliases,
  ...rest,
})

describe('samePapers', () => {
  const groups = (records: PaperRecord[], known: [string, string][] = []) =>
    samePapers(records, new Map(known)).map((paper) => paper.records.map(({ title }) => title).sort())

  it('joins two spellings of a title', () => {
    expect(groups([record('Émile: a Study'), record('emile a study')])).toEqual([
      ['emile a study', 'Émile: a Study'].sort(),
    ])
  })

  it('joins through a chain, whichever link comes last', () => {
    const chain = [record('A', ['arxiv:1']), record('B', ['doi:1']), record('C', ['arxiv:1', 'doi:1'])]
    expect(groups(chain)).toEqual([['A', 'B', 'C']])
    expect(groups(chain.toReversed())).toEqual([['A', 'B', 'C']])
  })

  it('joins two records whose only link is a stored paper that each knows by another name', () => {
    const stored = paperId('Stored')
    expect(groups([record('A', ['arxiv:1']), record('B', ['doi:1'])])).toHaveLength(2)
    expect(
      groups(
        [record('A', ['arxiv:1']), record('B', ['doi:1'])],
        [
          ['arxiv:1', stored],
          ['doi:1', stored],
        ],
      ),
    ).toHaveLength(1)
  })

  it('leaves out an alias too long to be looked up', () => {
    const long = `url:https://example.org/${'x'.repeat(5000)}`
    expect(recordNames(record('A', [long]))).toEqual([paperId('A')])
  })
})

describe('combine', () => {
  const first = { title: 'First', abstract: 'A long abstract', upvoteCount: 3 }
  const second = { title: 'Second', abstract: 'Short', version: 2, organisation: 'Lab' }

  it('takes the higher version, even where its abstract is shorter, and fills its gaps from the other', () => {
    const whole = { title: 'Second', abstract: 'Short', version: 2, organisation: 'Lab', upvoteCount: 3 }
    expect(combine([first, second])).toEqual(whole)
    expect(combine([second, first])).toEqual(whole)
  })

  it('takes the longer abstract where versions are equal', () => {
    expect(combine([first, { ...second, version: undefined }]).title).toBe('First')
  })

  it('does not depend on the order where nothing tells two records apart but their words', () => {
    const a = { title: 'Aa', abstract: 'one' }
    const b = { title: 'Bb', abstract: 'two' }
    expect(combine([a, b])).toEqual(combine([b, a]))
  })
})

describe('update', () => {
  const stored = { title: 'Stored', abstract: 'What we hold', version: 2, authors: ['Ann'] }

  it('takes news of the same, a higher or an unknown version', () => {
    for (const version of [undefined, 2, 3]) {
      expect(update(stored, { title: 'News', abstract: 'What is new', version })).toEqual({
        title: 'News',
        abstract: 'What is new',
        version: version ?? 2,
        authors: ['Ann'],
      })
    }
  })

  it('takes from an older version only what was not known', () => {
    const news = { title: 'Old', abstract: 'What was', version: 1, upvoteCount: 0 }
    expect(update(stored, news)).toEqual({ ...stored, upvoteCount: 0 })
  })

  it('never erases: an empty text, an empty list and an absent field say nothing', () => {
    expect(update(stored, { title: 'Stored', abstract: '', authors: [], organisation: undefined })).toEqual(
      stored,
    )
  })
})
