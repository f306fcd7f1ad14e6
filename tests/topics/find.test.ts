import { describe, expect, it } from 'vitest'
import { findTopics } from '../../src/topics/find.ts'
import { topicCount } from '../../src/topics/groups.ts'
import { topicsOf } from '../../src/topics/of.ts'
import { row } from '../../src/vector.ts'
import { flatLibrary } from '../support/flat-library.ts'

// Thirty papers in three fields, at 0°, 120° and 240°, with a word each.
const fields = ['lemma', 'pixel', 'genome']
const papers = Array.from({ length: 30 }, (_, n) => ({
  degrees: (n % 3) * 120 + (n % 5),
  title: `${fields[n % 3]} study`,
}))
const library = flatLibrary(papers)
const found = (of: typeof library, titleAt: (row: number) => string) =>
  findTopics(of.vectors, of.neighbours, (row) => ({ id: `${row}`, title: titleAt(row), abstract: '' }))
const model = await found(library, (at) => papers[at]!.title)

describe('topics', () => {
  it('hold every paper once, and are ordered from the largest down', () => {
    const counts = model.topics.map(
      (_, place) => [...model.assignment].filter((topic) => topic === place).length,
    )
    expect(counts).toEqual(model.topics.map(({ size }) => size))
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(30)
    expect(counts).toEqual([...counts].sort((a, b) => b - a))
  })

  it('never mix fields that lie apart', () => {
    for (const [place] of model.topics.entries()) {
      const found = new Set(
        papers.filter((_, at) => model.assignment[at] === place).map(({ title }) => title),
      )
      expect(found.size).toBe(1)
    }
  })

  it('have labels that differ, and medoids of their own', () => {
    expect(new Set(model.topics.map(({ label }) => label)).size).toBe(model.topics.length)
    model.topics.forEach(({ medoids }, place) => {
      for (const medoid of medoids) expect(model.assignment[medoid]).toBe(place)
    })
  })

  it('come out the same again', async () => {
    expect(await found(library, (at) => papers[at]!.title)).toEqual(model)
  })

  it('are one when all papers are the same, and none without papers', async () => {
    const same = flatLibrary(Array.from({ length: 25 }, () => ({ degrees: 40 })))
    expect((await found(same, () => 'lemma')).topics).toMatchObject([{ size: 25 }])
    expect((await found(flatLibrary([]), () => '')).topics).toEqual([])
  })

  it('grow in number with the collection: 8 for 86 papers, 52 for 10,000', () => {
    expect([0, 1, 86, 10_000].map(topicCount)).toEqual([0, 1, 8, 52])
  })

  it('of a paper begin with the one it is counted in', () => {
    const full = { ...library, topics: model }
    for (const at of [0, 1, 2]) {
      const [own] = topicsOf(full, at)
      expect(own!.id).toBe(model.topics[model.assignment[at]!]!.id)
      expect(own!.similarity).toBeLessThanOrEqual(1 + 1e-6)
    }
    expect(row(full.vectors, 0)).toHaveLength(2)
  })
})
