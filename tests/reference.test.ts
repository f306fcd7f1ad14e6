import { describe, expect, it } from 'vitest'
import { paperId } from '../src/paper.ts'
import { aliasOf, arxivAlias, doiAlias, namesOf, urlAlias } from '../src/reference.ts'

describe('names of papers', () => {
  it('meet in one alias for every spelling of an arXiv id', () => {
    const spellings = [
      '2411.14703',
      'arXiv:2411.14703',
      'ARXIV:2411.14703v2',
      'https://arxiv.org/abs/2411.14703v1',
      'http://www.arxiv.org/pdf/2411.14703v3.pdf',
      'https://huggingface.co/papers/2411.14703',
      '10.48550/arXiv.2411.14703',
      'https://doi.org/10.48550/ARXIV.2411.14703',
      'https://arxiv.org/abs/2411.14703?context=cs',
    ]
    for (const spelling of spellings) expect(arxivAlias(spelling)?.alias, spelling).toBe('arxiv:2411.14703')
  })

  it('tell the version of an arXiv id', () => {
    expect(arxivAlias('2411.14703v12')).toEqual({ alias: 'arxiv:2411.14703', version: 12 })
    expect(arxivAlias('2411.14703')).toEqual({ alias: 'arxiv:2411.14703' })
  })

  it('know the ids from before 2007, with and without subject class', () => {
    expect(arxivAlias('math.GT/0309136')?.alias).toBe('arxiv:math/0309136')
    expect(arxivAlias('hep-th/9901001v1')?.alias).toBe('arxiv:hep-th/9901001')
  })

  it('are not mistaken for an arXiv id', () => {
    for (const other of [
      '2411.1470',
      '2411.147031',
      '2413.14703',
      '0704.00001',
      '12345',
      'a title',
      '10.1145/290941.291025',
    ])
      expect(arxivAlias(other)).toBeUndefined()
  })

  it('meet for a DOI in any case and dress', () => {
    const spellings = [
      '10.1145/290941.291025',
      'doi:10.1145/290941.291025',
      'https://dx.doi.org/10.1145/290941.291025',
    ]
    for (const spelling of spellings) expect(doiAlias(spelling)).toBe('doi:10.1145/290941.291025')
    expect(doiAlias('10.1000/ABC')).toBe('doi:10.1000/abc')
  })

  it('meet for a web address with and without www, fragment and trailing slash', () => {
    expect(urlAlias('http://www.Example.org/a/#x')).toBe('url:https://example.org/a')
    expect(urlAlias('https://example.org/a?b=1')).toBe('url:https://example.org/a?b=1')
    expect(urlAlias('javascript:alert(1)')).toBeUndefined()
  })

  it('fall back to the id of a file', () => {
    expect(aliasOf('paper-17').alias).toBe('id:paper-17')
  })

  it('are looked up most telling first, and at last as a title', () => {
    const names = namesOf('arXiv:2411.14703v2')
    expect(names).toContain('arxiv:2411.14703')
    expect(namesOf('A Title of a Paper').at(-1)).toBe(paperId('A Title of a Paper'))
    expect(namesOf('649DEF34f8be52c8b66281af98ae884c09aef38b')[0]).toBe(
      '649def34f8be52c8b66281af98ae884c09aef38b',
    )
  })
})
