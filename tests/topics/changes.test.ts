import { describe, expect, it } from 'vitest'
import type { TopicModel } from '../../src/topic.ts'
import { continuedHistory, newHistory } from '../../src/topics/changes.ts'
import { overlapOf } from '../../src/topics/overlap.ts'
import { topicsOfPlaces } from '../support/trees.ts'

const AT = '2025-11-11T06:00:00.000Z'

/** Topics told by the place of each paper's, under ids and labels of their own: “a”, “b” … unless told. */
function model(
  places: readonly number[],
  names?: readonly string[],
  labels = names?.map((name) => name.toUpperCase()),
): TopicModel {
  const found = topicsOfPlaces(places, 2)
  const topics = found.topics.map((topic, place) => ({
    ...topic,
    id: names?.[place] ?? String.fromCharCode(97 + place),
    label: labels?.[place] ?? String.fromCharCode(65 + place),
  }))
  return { ...found, topics, history: newHistory(topics) }
}

/** What became of the topics; papers beyond those of before came since. */
function historyOf(before: TopicModel, now: TopicModel) {
  const rowBefore = now.assignment.map((_, row) => (row < before.assignment.length ? row : -1))
  const { topics, assignment } = now
  return continuedHistory(
    { topics, papers: assignment.length, at: AT },
    before,
    overlapOf(now.tree, before.tree, rowBefore),
  )
}
const changesOf = (before: TopicModel, now: TopicModel) =>
  historyOf(before, now).revisions[0]?.changes.map(({ kind, id, others }) => [
    kind,
    id,
    ...others.map((other) => `${other.papers} ${other.id}`),
  ]) ?? []

const times = (count: number, place: number) => new Array<number>(count).fill(place)

describe('what became of topics', () => {
  const before = model([...times(10, 0), ...times(20, 1)])

  it('is nothing where they are the same, and then no rebuild is told of', () => {
    const history = historyOf(before, model([...times(10, 0), ...times(20, 1), 1, 0]))
    expect(history.revisions).toEqual([])
  })

  it('is that one was born, of new papers and of some that others had', () => {
    const now = model([...times(10, 0), ...times(17, 1), ...times(3, 2), ...times(9, 2)])
    expect(changesOf(before, now)).toEqual([
      ['born', 'c', '3 b'],
      ['shrank', 'b'],
    ])
  })

  it('is that one died, and where its papers are', () => {
    // The ten of “a” are spread over three others, which are made of other papers.
    const three = model([...times(10, 0), ...times(20, 1), ...times(20, 2), ...times(20, 3)])
    const now = model(
      [...times(4, 0), ...times(3, 1), ...times(3, 2), ...times(20, 0), ...times(20, 1), ...times(20, 2)],
      ['b', 'c', 'd'],
    )
    expect(changesOf(three, now).slice(0, 1)).toEqual([['died', 'a', '4 b', '3 c', '3 d']])
  })

  it('is that one split, and into what', () => {
    const now = model([...times(10, 0), ...times(12, 1), ...times(8, 2)])
    // “c” is told of as a part of “b”, not as born; nor is it told that “b” shrank.
    expect(changesOf(before, now)).toEqual([['split', 'b', '8 c']])
  })

  it('is that two were merged, and which', () => {
    const now = model(times(30, 0), ['b'])
    expect(changesOf(before, now)).toEqual([['merged', 'b', '10 a']])
  })

  it('is that one was renamed', () => {
    const now = model([...times(10, 0), ...times(20, 1)], ['a', 'b'], ['A', 'Another'])
    const [revision] = historyOf(before, now).revisions
    expect(revision).toEqual({
      at: AT,
      papersBefore: 30,
      papers: 30,
      changes: [
        {
          kind: 'renamed',
          id: 'b',
          label: 'Another',
          labelBefore: 'B',
          papersBefore: 20,
          papers: 20,
          others: [],
        },
      ],
    })
  })

  it('is told of slow growth once it comes to a tenth, compared with what was told last', () => {
    const first = model(times(40, 0))
    const second = { ...model(times(42, 0)), history: historyOf(first, model(times(42, 0))) }
    expect(second.history).toEqual({ revisions: [], told: { a: 40 } })
    const third = { ...model(times(44, 0)), history: historyOf(second, model(times(44, 0))) }
    expect(third.history.revisions[0]!.changes).toMatchObject([
      { kind: 'grew', papersBefore: 40, papers: 44 },
    ])
    expect(third.history.told).toEqual({ a: 44 })
    expect(historyOf(third, model(times(46, 0))).revisions).toHaveLength(1)
  })
})
