import { describe, expect, it } from 'vitest'
import { aboutOf } from '../../src/topics/about.ts'
import { distinctLabels } from '../../src/topics/labels.ts'

const terms = (...words: string[]) => words.map((term, i) => ({ term, weight: words.length - i }))

describe('labels', () => {
  it('are the first three terms in title case, words with capitals inside as they are', () => {
    expect(distinctLabels([terms('graph kernels', 'LLM agents', 'mRNA', 'more')])).toEqual([
      'Graph Kernels, LLM Agents, mRNA',
    ])
  })

  it('are never the same: the later one takes more of its terms, or its number', () => {
    expect(
      distinctLabels([
        terms('a', 'b', 'c'),
        terms('a', 'b', 'c', 'd'),
        terms('a', 'b', 'c'),
        terms(),
        terms(),
      ]),
    ).toEqual(['A, B, C', 'A, B, C, D', 'A, B, C 3', 'Topic 4', 'Topic 5'])
  })
})

describe('what a topic is about', () => {
  const long = 'Graph kernels compare graphs by the walks that they have in common.'
  const paper = (abstract: string) => ({ title: '', abstract })

  it('is the sentence of its papers that holds most of its terms', () => {
    const other = 'This sentence tells of nothing that the topic would be named by at all.'
    expect(aboutOf([paper(`${other} ${long}`)], terms('graph', 'kernels'))).toBe(long)
  })

  it('is rather one that can be read alone than one that goes on from another', () => {
    const goesOn = `However, ${long.toLowerCase()}`
    expect(aboutOf([paper(`${goesOn} ${long}`)], terms('graph', 'kernels'))).toBe(long)
    expect(aboutOf([paper(goesOn)], terms('graph', 'kernels'))).toBe(goesOn)
  })

  it('is the first of equals, and none that is too short or too long', () => {
    const twin = long.replace('compare', 'match')
    expect(aboutOf([paper(long), paper(twin)], terms('graph', 'kernels'))).toBe(long)
    expect(aboutOf([paper('Graph kernels.'), paper(`Graph ${'kernel '.repeat(60)}.`)], terms('graph'))).toBe(
      '',
    )
    expect(aboutOf([paper('')], terms('graph'))).toBe('')
  })
})
