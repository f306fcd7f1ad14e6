import { describe, expect, it } from 'vitest'
import { buildKeywords, openKeywords } from '../../src/index/keywords.ts'
import { buildWords, openWords } from '../../src/index/words.ts'

const alone = (bytes: Buffer) => Buffer.from(new Uint8Array(bytes).buffer)
const opened = (papers: { title: string; abstract: string }[]) =>
  openWords(alone(buildWords(papers, openKeywords(alone(buildKeywords(papers))).idf)))

describe('the words of papers', () => {
  const papers = [
    { title: 'graph learning', abstract: 'graphs learn a graph model' },
    { title: 'learned graph', abstract: 'model model of protein' },
    { title: 'protein folding', abstract: '' },
  ]
  const words = opened(papers)
  const told = (row: number) => {
    const { numbers, counts } = words.of(row)
    return Object.fromEntries(Array.from(numbers, (number, i) => [words.text(number), counts[i]]))
  }

  it('are counted unstemmed, those of the title twice, without stop words', () => {
    expect(told(0)).toEqual({ graph: 3, graphs: 1, learn: 1, learning: 2, model: 1 })
    expect(words.of(0).length).toBe(8)
    expect(told(2)).toEqual({ folding: 2, protein: 2 })
  })

  it('leave out bare numbers and single characters', () => {
    const [first] = [opened([{ title: '12 x GPT4', abstract: 'In 2024.' }])]
    expect(Array.from(first!.of(0).numbers, first!.text)).toEqual(['gpt4'])
  })

  it('are as rare as their stem is', () => {
    // "learn", "learning" and "learned" are one stem, in 2 of 3 papers: ln(1 + 1.5 / 2.5).
    const { numbers } = words.of(0)
    const learning = numbers.find((number) => words.text(number) === 'learning')!
    expect(words.idf(learning)).toBeCloseTo(Math.log(1 + 1.5 / 2.5), 6)
  })

  it('overlap by the share of either paper that the other has too, in BM25', () => {
    // Papers 0 and 1, mean length 19/3, and the same idf for all of their words, so that it cancels out. BM25's
    // fraction tf·2.2 / (tf + K) with K = 1.2·(0.25 + 0.75·|d|/(19/3)): 1.436842 for paper 0, 1.294737 for paper 1.
    // Paper 0: f(3) = 1.487545 for graph, f(1) = .902808 for model, graphs and learn, f(2) = 1.280245 for learning:
    //   shared graph and model: 2.390353 of 5.476214. Paper 1: f(2) = 1.335463 thrice, f(1) = .958715 for protein:
    //   shared graph and model: 2.670926 of 4.965104.
    const expected = (2.390353 / 5.476214 + 2.670926 / 4.965104) / 2
    expect(words.overlap(words.of(0), words.of(1))).toBeCloseTo(expected, 6)
    // Paper 1 has protein once of 4.965104. Paper 2, K = .868421: f(2)·idf each; idf .470004 and .980829.
    const second = (0.958715 / 4.965104 + 0.470004 / (0.470004 + 0.980829)) / 2
    expect(words.overlap(words.of(1), words.of(2))).toBeCloseTo(second, 6)
  })

  it('overlap wholly with themselves, alike from either side, and not at all without a common word', () => {
    expect(words.overlap(words.of(0), words.of(0))).toBeCloseTo(1, 10)
    expect(words.overlap(words.of(1), words.of(0))).toBeCloseTo(words.overlap(words.of(0), words.of(1)), 12)
    expect(words.overlap(words.of(0), words.of(2))).toBe(0)
  })

  it('say what each shared one adds', () => {
    const shared = words.shared(words.of(0), words.of(1))
    expect(shared.map(({ number }) => words.text(number))).toEqual(['graph', 'model'])
    const sum = shared.reduce((total, { share }) => total + share, 0)
    expect(sum).toBeCloseTo(words.overlap(words.of(0), words.of(1)), 10)
  })

  it('are found in a text that is no paper, where a paper has them', () => {
    const text = words.ofText({ title: '', abstract: 'Zebras and graphs, graphs, aardvarks' })
    expect(Array.from(text.numbers, words.text)).toEqual(['graphs'])
    expect([...text.counts]).toEqual([2])
    for (const [row, paper] of papers.entries()) expect(words.ofText(paper)).toEqual(words.of(row))
  })

  it('are none in an empty paper, and in no papers', () => {
    const none = opened([{ title: '', abstract: '' }])
    expect(none.overlap(none.of(0), none.of(0))).toBe(0)
    expect(opened([]).count).toBe(0)
    expect(opened([]).ofText({ title: 'any', abstract: '' }).numbers).toHaveLength(0)
  })

  it('keep letters of any script', () => {
    const found = opened([{ title: 'Über Größe 模型', abstract: '' }])
    expect(Array.from(found.of(0).numbers, found.text)).toEqual(['große', 'uber', '模型'])
  })
})
