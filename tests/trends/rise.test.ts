import { describe, expect, it } from 'vitest'
import type { Library } from '../../src/library.ts'
import { seeded, shuffled } from '../../src/random.ts'
import { bursts, termTable } from '../../src/trends/bursts.ts'
import { dayText } from '../../src/trends/calendar.ts'
import { denseThemes, themeTerms } from '../../src/trends/density.ts'
import { emergingTopics, isEmerging } from '../../src/trends/emerging.ts'
import { hotPapers } from '../../src/trends/hot.ts'
import { spanOf } from '../../src/trends/timeline.ts'
import { riseOf } from '../../src/trends/trends.ts'
import { windowOf } from '../../src/trends/window.ts'
import { type FlatPaper, flatLibrary } from '../support/flat-library.ts'

/** A Monday. */
const FIRST_DAY = 20_101
const WEEKS = 20
const RECENT = 4

/**
 * Eight topics with five papers each in every week, in the plane around one angle each; in the last four weeks eight
 * more a week of topic 2, all at one place of it and all on one thing.
 */
function planted(): FlatPaper[] {
  const papers: FlatPaper[] = []
  for (let week = 0; week < WEEKS; week++) {
    for (let topic = 0; topic < 8; topic++)
      for (let n = 0; n < 5; n++)
        papers.push({
          degrees: 45 * topic + 3 * ((7 * n + 3 * week) % 10),
          title: `Field ${'abcdefgh'[topic]!.repeat(4)} report`,
          abstract: 'Usual observations.',
          publishedOn: dayText(FIRST_DAY + 7 * week + n),
          topic,
        })
    if (week >= WEEKS - RECENT)
      for (let n = 0; n < 8; n++)
        papers.push({
          degrees: 120 + n / 10,
          title: 'Quantum lanterns explained',
          abstract: 'Usual observations of lanterns.',
          publishedOn: dayText(FIRST_DAY + 7 * week + 1),
          topic: 2,
        })
  }
  return papers
}

const windowIn = (library: Library) => windowOf(library, spanOf(library)!)!
const library = flatLibrary(planted())
const window = windowIn(library)

describe('a topic with more and more papers', () => {
  it('comes first, with what speaks for it, and no other one emerges', () => {
    const found = emergingTopics(library, window)
    const [first] = found
    expect(first!.topic.node).toBe(2)
    // In the last four weeks 5 and 8 a week, in the sixteen before 5; of 800 + 32 papers, 160 + 32 are recent.
    expect(first!.recent).toBe(52)
    expect(first!.before).toBe(80)
    expect(first!.expected).toBeCloseTo((132 * 192) / 832, 10)
    expect(first!.low).toBeGreaterThan(1)
    expect(found.filter(isEmerging)).toEqual([first])
  })

  it('with the same papers on other days nothing emerges', () => {
    const papers = planted()
    const days = shuffled(
      papers.map(({ publishedOn }) => publishedOn),
      seeded(3),
    )
    const steady = papers.map((paper, i) => ({ ...paper, publishedOn: days[i] }))
    const calm = flatLibrary(steady)
    expect(emergingTopics(calm, windowIn(calm)).filter(isEmerging)).toEqual([])
    expect(denseThemes(calm, windowIn(calm), 100).filter(isEmerging)).toEqual([])
  })
})

describe('a place where recent papers gather', () => {
  it('is found as one theme, with the words of its papers', () => {
    const [first, ...others] = denseThemes(library, window, 100)
    expect(library.cards[first!.middle]!.title).toBe('Quantum lanterns explained')
    // The middle and its 32 neighbours: all the 32 planted ones, and one more.
    expect(first!.recent + first!.before).toBe(33)
    expect(first!.recent).toBeGreaterThanOrEqual(32)
    expect(themeTerms(library, first!.rows, 2).join().toLowerCase()).toContain('lanterns')
    expect(others.filter(isEmerging)).toEqual([])
  })
})

describe('terms', () => {
  const table = termTable(library, window)

  it('of the planted theme burst: its phrase and no part of it, but not what all papers say', () => {
    const found = bursts(library, window, table, { count: 10 })
    const words = found.filter(isEmerging).map(({ term }) => term.toLowerCase())
    expect(words.length).toBeGreaterThan(0)
    expect(words.join()).toMatch(/lantern/)
    expect(words.join()).not.toMatch(/observations|field|report/)
    const lanterns = found.find(({ term }) => /lantern/i.test(term))!
    expect([lanterns.recent, lanterns.before]).toEqual([32, 0])
    expect(lanterns.expected).toBeCloseTo((32 * 192) / 832, 10)
    expect(lanterns.rows).toHaveLength(32)
  })

  it('burst within their topic and in no other one', () => {
    const within = (topic: number) =>
      bursts(library, window, table, {
        count: 10,
        isMember: (row) => library.topics.assignment[row] === topic,
      }).filter(isEmerging)
    expect(
      within(2)
        .map(({ term }) => term)
        .join(),
    ).toMatch(/lantern/i)
    expect(within(3)).toEqual([])
  })
})

describe('hot papers', () => {
  const paper = (ageDays: number, commentCount?: number): FlatPaper => ({
    degrees: 0,
    publishedOn: dayText(FIRST_DAY - ageDays),
    commentCount,
  })
  const hot = (papers: readonly FlatPaper[]) => {
    const talked = flatLibrary(papers)
    return hotPapers(talked, spanOf(talked)!, 100)
  }

  it('papers of one age are expected to have as many comments, older ones more', () => {
    const found = hot([paper(0, 3), paper(0, 1), paper(7, 4), paper(60, 99)])
    const expected = (row: number) => found.find((one) => one.row === row)!.expected
    const part = (ageDays: number) => 1 - 2 ** (-(ageDays + 1) / 7)
    expect(expected(0)).toBe(expected(1))
    expect(expected(2) / expected(0)).toBeCloseTo(part(7) / part(0), 10)
    // Eight comments in all; the paper of 60 days ago is no news, whatever it has.
    expect(expected(0) + expected(1) + expected(2)).toBeCloseTo(8, 10)
    expect(found.map(({ row }) => row)).not.toContain(3)
  })

  it('more comments at the same age are hotter, and so is the younger of two with the same', () => {
    const crowd = Array.from({ length: 40 }, (_, i) => paper(i % 20, i % 4))
    const found = hot([paper(2, 30), paper(2, 15), paper(12, 30), ...crowd])
    const place = (row: number) => found.findIndex((one) => one.row === row)
    expect(place(0)).toBe(0)
    expect(place(0)).toBeLessThan(place(1))
    expect(place(0)).toBeLessThan(place(2))
    expect(found[0]!.low).toBeGreaterThan(1)
    const older = found[place(2)]!
    expect(older.heat).toBeCloseTo(older.ratio * 2 ** (-12 / 7), 12)
  })

  it('without comments, or where the source tells none, there are none', () => {
    expect(hot([paper(0, 0), paper(1), paper(2)])).toEqual([])
  })
})

it('what is worked out of a library is kept, a few windows of it at most', () => {
  const first = riseOf(library)
  expect(riseOf({ ...library })).toBe(first)
  for (const periods of [1, 2, 3, 5]) riseOf(library, { periods })
  expect(riseOf(library)).not.toBe(first)
  expect(riseOf(library)!.topics).toEqual(first!.topics)
})
