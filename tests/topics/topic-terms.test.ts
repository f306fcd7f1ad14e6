import { describe, expect, it } from 'vitest'
import { nodeTerms, topicTerms } from '../../src/topics/topic-terms.ts'
import { vocabularyOf } from '../../src/topics/vocabulary.ts'

const vocabulary = (titles: readonly string[]) =>
  vocabularyOf(titles.length, (row) => ({ title: titles[row]!, abstract: '' }))
const termsOf = (titles: readonly string[], assignment: readonly number[]) =>
  topicTerms(vocabulary(titles), Int32Array.from(assignment), {
    topics: Math.max(...assignment) + 1,
    count: 10,
  })
const words = (terms: readonly { term: string }[]) => terms.map(({ term }) => term.toLowerCase())

describe('the words of topics', () => {
  it('are those of one and not of the others', () => {
    const [first, second] = termsOf(
      ['lemma here', 'lemma here too', 'pixel here', 'pixel here too'],
      [0, 0, 1, 1],
    )
    expect(words(first!)).toEqual(['lemma'])
    expect(words(second!)).toEqual(['pixel'])
  })

  it('go to the topic that they say most of: half of a weight is a quarter elsewhere', () => {
    // "lemma" is in all of topic 0 and in half of topic 1; the mean of the shares over three topics is (2 + 1 + 0) / 3 = 1.
    const [first, second] = termsOf(
      ['lemma', 'lemma', 'lemma pixel', 'pixel', 'genome', 'genome'],
      [0, 0, 1, 1, 2, 2],
    )
    // 2 · ln 2, alone; topic 1's is 1 · ln 1 = 0.
    expect(first![0]!.weight).toBeCloseTo(2 * Math.log(2), 9)
    expect(words(second!)).toEqual(['pixel'])
  })

  it('that go together stand before one that goes with none of them', () => {
    // All three words are in two of the four papers of topic 0, but "loner" never with the others.
    const [first] = termsOf(
      ['alpha beta', 'beta alpha', 'loner', 'loner', 'else one', 'else two'],
      [0, 0, 0, 0, 1, 1],
    )
    expect(words(first!).at(-1)).toBe('loner')
  })

  it('leave papers of no topic out', () => {
    const [first] = termsOf(['lemma', 'lemma', 'pixel', 'pixel'], [0, 0, -1, -1])
    expect(words(first!)).not.toContain('pixel')
  })
})

describe('the words of a tree', () => {
  const titles = ['lemma proof', 'lemma proof', 'pixel camera', 'pixel camera', 'genome cell', 'genome cell']
  const tree = {
    leaves: Int32Array.of(0, 0, 1, 1, 2, 2),
    merges: [
      [0, 1],
      [3, 2],
    ] as const,
  }
  const found = nodeTerms(vocabulary(titles), tree, 4)

  it('are those of all papers below each node, against those of all papers', () => {
    expect(found).toHaveLength(5)
    expect(words(found[0]!).join()).toMatch(/lemma/)
    expect(words(found[3]!).join()).toMatch(/lemma/)
    expect(words(found[3]!).join()).toMatch(/pixel/)
    expect(words(found[3]!).join()).not.toMatch(/genome/)
  })

  it('tell the whole collection by what is said most', () => {
    expect(found[4]!.length).toBeGreaterThan(0)
  })
})
