import { beforeAll, describe, expect, it } from 'vitest'
import { rankedReply } from '../../src/http/ranked-page.ts'
import { becauseOf } from '../../src/http/similar-reply.ts'
import { similarText } from '../../src/http/similar-text.ts'
import type { Library } from '../../src/library.ts'
import { type Similar, similarToPaper } from '../../src/similar.ts'
import { flatLibrary } from '../support/flat-library.ts'

const NONE = 'there is "nothing"'
const WITH_REASONS = { reasons: true, reasonIfEmpty: NONE }

/** The same answer made of objects. */
function textOfObjects(
  library: Library,
  seed: number,
  items: readonly Similar[],
  next: string | null,
): string {
  const because = becauseOf(library, seed)
  const extra = ({ row, compared }: Similar) => (compared ? { because: because(row) } : {})
  return JSON.stringify(rankedReply(library, { items, next }, { reasonIfEmpty: NONE, extra }))
}

describe('similar papers as JSON', () => {
  // Sentences at the same angle say the same, so all of them are given as reasons.
  const library = flatLibrary(
    [
      ['Plain words', 'Graphs are drawn here. Trees are planted there.'],
      ['Of "quoted" graphs', 'Graphs \\emph{as such} are drawn.\nTrees "grow" anyway.'],
      ['Über Graphen und 漢字', 'Graphs of 𝔸 are drawn naïvely. Trees are planted près d’ici.'],
    ].map(([title, abstract], at) => ({ degrees: 10 * at, pieces: [80, 10, 20], title, abstract })),
  )
  let items: Similar[]
  beforeAll(async () => {
    items = await similarToPaper(library, 0, { count: 10 })
  })

  it('are those of the objects they stand for, whatever characters their texts hold', () => {
    for (const seed of [0, 1, 2]) {
      const others = [0, 1, 2].filter((row) => row !== seed)
      const page = others.map((row) => ({ row, score: 1 / (row + 3), compared: true }))
      const text = similarText(library, seed, { items: page, next: 'abc' }, WITH_REASONS)
      expect(text).toBe(textOfObjects(library, seed, page, 'abc'))
      expect(JSON.parse(text).papers[0].because.sentences).not.toEqual([])
    }
  })

  it('come without reasons where they were not compared', () => {
    const page = items.map((item) => ({ ...item, compared: false }))
    const text = similarText(library, 0, { items: page, next: null }, WITH_REASONS)
    expect(text).toBe(textOfObjects(library, 0, page, null))
    expect(text).not.toContain('because')
  })

  it('come without reasons where none are wanted', () => {
    const text = similarText(library, 0, { items, next: null }, { ...WITH_REASONS, reasons: false })
    const bare = items.map((item) => ({ ...item, compared: false }))
    expect(text).toBe(textOfObjects(library, 0, bare, null))
  })

  it('hold nothing of an answer before them that failed half-way', () => {
    const whole = similarText(library, 0, { items, next: null }, WITH_REASONS)
    const broken: Library = {
      ...library,
      cardBytesOf(row) {
        if (row === items[1]!.row) throw new Error('the disk is gone')
        return library.cardBytesOf(row)
      },
    }
    expect(() => similarText(broken, 0, { items, next: null }, WITH_REASONS)).toThrow('the disk is gone')
    expect(similarText(library, 0, { items, next: null }, WITH_REASONS)).toBe(whole)
  })

  it('say why there are none', () => {
    expect(JSON.parse(similarText(library, 0, { items: [], next: null }, WITH_REASONS))).toEqual({
      papers: [],
      next: null,
      reason: NONE,
      snapshot: library.id,
    })
  })
})
