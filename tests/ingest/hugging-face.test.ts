import { describe, expect, it } from 'vitest'
import { collect, reasons } from './collect.ts'

const entry = {
  paper: {
    id: '2607.21557',
    authors: [
      { _id: '1', name: 'Xiao Yu', hidden: false },
      { _id: '2', name: 'Not Shown', hidden: true },
      { _id: '3', name: 'Ada Lovelace' },
    ],
    publishedAt: '2026-07-23T00:00:00.000Z',
    title: 'A Title of the Paper',
    summary: 'An abstract\nwrapped by its sender.',
    upvotes: 5,
    withdrawnAt: null,
    projectPage: null,
    organization: { _id: '4', name: 'microsoft', fullname: 'Microsoft' },
  },
  publishedAt: '2026-07-24T00:00:00.000Z',
  title: 'a title as its submitter typed it',
  summary: 'another',
  numComments: 2,
  organization: { name: 'somebody' },
}
const record = {
  title: 'A Title of the Paper',
  abstract: 'An abstract wrapped by its sender.',
  authors: ['Xiao Yu', 'Ada Lovelace'],
  authorCount: 2,
  organisation: 'Microsoft',
  publishedOn: '2026-07-23',
  commentCount: 2,
  upvoteCount: 5,
  aliases: ['arxiv:2607.21557'],
}

describe('a Hugging Face answer', () => {
  it.each([
    ['a list', [entry]],
    ['a single entry', entry],
    ['a list under papers', { papers: [entry] }],
  ])('is read as %s, on one line or indented', async (_, answer) => {
    expect((await collect(JSON.stringify(answer))).records).toEqual([record])
    expect((await collect(JSON.stringify(answer, null, 2))).records).toEqual([record])
  })

  it('is read line by line', async () => {
    expect((await collect(`${JSON.stringify(entry)}\n${JSON.stringify(entry)}\n`)).records).toEqual([
      record,
      record,
    ])
  })

  it('counts comments under their old name', async () => {
    const { numComments, ...rest } = entry
    expect((await collect(JSON.stringify([{ ...rest, num_comments: 7 }]))).records[0]!.commentCount).toBe(7)
  })

  it('needs no more than a title', async () => {
    const { records } = await collect(JSON.stringify([{ paper: { id: '2607.21557', title: 'Bare' } }]))
    expect(records).toEqual([{ title: 'Bare', abstract: '', aliases: ['arxiv:2607.21557'] }])
  })

  it('is read where it stands without an entry around it', async () => {
    const { records } = await collect(JSON.stringify([{ ...entry.paper, numComments: 2 }]))
    expect(records).toEqual([record])
  })

  it('skips a withdrawn paper and says so', async () => {
    const withdrawn = { paper: { ...entry.paper, withdrawnAt: '2026-08-01T10:00:00.000Z' } }
    const collected = await collect(JSON.stringify([withdrawn, entry]))
    expect(collected.records).toEqual([record])
    expect(reasons(collected)).toEqual(['paper 1: withdrawn on 2026-08-01'])
  })

  it('keeps a paper whose optional fields have types that nobody expects', async () => {
    const odd = {
      paper: { title: 'Odd', authors: 'me', upvotes: '5', organization: 'us', publishedAt: 7 },
      numComments: -1,
    }
    expect((await collect(JSON.stringify([odd]))).records).toEqual([
      { title: 'Odd', abstract: '', aliases: [] },
    ])
  })
})
