import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coReadingOf, type WeightedRow } from '../src/co-reading.ts'
import { compactReadings, NO_READINGS, type Reading } from '../src/readings.ts'

const PAPERS = 12
const coReading = (read: readonly Reading[], papers = PAPERS) => coReadingOf(compactReadings(read), papers)

describe('co-reading', () => {
  // Ann has two papers, Bob four; so n is 2 for papers 0 and 2, and 1 for papers 1 and 3.
  const read = [
    { reader: 'ann', rows: [0, 2] },
    { reader: 'bob', rows: [0, 1, 2, 3] },
  ]
  const history = [
    { row: 0, weight: 1 },
    { row: 1, weight: 3 },
  ]
  const scoresOf = (except?: string, of: readonly WeightedRow[] = history) => {
    const { scores } = coReading(read).from(of, except)
    return Array.from({ length: 5 }, (_, row) => scores.get(row))
  }

  it('counts how many readers have each paper', () => {
    expect([...coReading(read).popularity.subarray(0, 5)]).toEqual([2, 1, 2, 1, 0])
  })

  it('scores a paper by the readers that it shares with the history', () => {
    const scores = scoresOf()
    // Paper 2 shares Ann and Bob with paper 0, and Bob with paper 1:
    // 2^−0.3 · (1/√2 · (1/√2 + 1/√4) + 3/√1 · 1/√4) = 0.81225 · (0.5 + 0.35355 + 1.5) = 1.91168
    expect(scores[2]).toBeCloseTo(1.91168, 5)
    // Paper 3 shares Bob alone: 1 · (1/√2 · ½ + 3 · ½) = 1.85355
    expect(scores[3]).toBeCloseTo(1.85355, 5)
    expect(scores[4]).toBe(0)
  })

  it('knows as much as others have read of the history', () => {
    // Paper 0 was read by Ann and Bob, paper 1 by Bob.
    expect(coReading(read).from(history).readCount).toBe(3)
    expect(coReading(read).from(history, 'bob').readCount).toBe(1)
    expect(coReading(read).from([{ row: 4, weight: 1 }]).readCount).toBe(0)
  })

  it('never takes the reader asked about for evidence, nor for one who made a paper popular', () => {
    const scores = scoresOf('bob')
    // Without Bob, Ann alone has papers 0 and 2, and joins them: 1^−0.3 · 1/√1 · 1/√2 = 0.70711
    expect(scores[2]).toBeCloseTo(Math.SQRT1_2, 12)
    expect(scores[3]).toBe(0)
    const evidence = coReading(read).from(history, 'bob').evidenceOf(2)
    expect([...evidence].map(([place, { readerCount }]) => [place, readerCount])).toEqual([[0, 1]])
  })

  it('counts everybody for a reader who is not among them', () => {
    expect(scoresOf('someone else')).toEqual(scoresOf())
  })

  it('says what each paper of the history adds, and by how many readers', () => {
    const evidence = coReading(read).from(history).evidenceOf(2)
    const [first, second] = [evidence.get(0), evidence.get(1)]
    // The two terms of the sum above.
    expect(first!.part).toBeCloseTo(0.81225 * 0.85355, 4)
    expect(second!.part).toBeCloseTo(0.81225 * 1.5, 4)
    expect([first!.readerCount, second!.readerCount]).toEqual([2, 1])
  })

  it('takes a paper that the collection does not hold for one that nobody here has read', () => {
    const outside = [{ row: undefined, weight: 5 }, history[0]!, { row: undefined, weight: 7 }, history[1]!]
    expect(scoresOf(undefined, outside)).toEqual(scoresOf())
    const { readCount, evidenceOf } = coReading(read).from(outside)
    expect(readCount).toBe(3)
    expect([0, 1, 2, 3].map((place) => evidenceOf(2).get(place)?.readerCount)).toEqual([
      undefined,
      2,
      undefined,
      1,
    ])
  })

  it('says nothing without readings, without a history, and of a collection without papers', () => {
    for (const { scores, readCount, evidenceOf } of [
      coReadingOf(NO_READINGS, 5).from(history),
      coReading(read).from([]),
    ]) {
      expect([scores.rows, readCount]).toEqual([[], 0])
      expect(evidenceOf(2).size).toBe(0)
    }
    expect(coReadingOf(NO_READINGS, 0).from([{ row: undefined, weight: 1 }]).scores.rows).toEqual([])
  })

  it('looks at 200 readers of one paper, those of the fewest papers', () => {
    const few = Array.from({ length: 200 }, (_, at) => ({ reader: `few ${at}`, rows: [0, 1] }))
    const many = Array.from({ length: 50 }, (_, at) => ({ reader: `a many ${at}`, rows: [0, 2, 3] }))
    const { readCount, scores } = coReading([...many, ...few]).from([{ row: 0, weight: 1 }])
    expect(readCount).toBe(200)
    expect(scores.get(1)).toBeGreaterThan(0)
    expect(scores.get(2)).toBe(0)
  })

  it('looks at the papers of 1,000 readers, those nearest to the history', () => {
    // Six papers with 200 readers each, who join paper h to paper 6 + h. The fourth weighs least.
    const all = Array.from({ length: 6 * 200 }, (_, at) => ({
      reader: `${at}`,
      rows: [at % 6, 6 + (at % 6)],
    }))
    const six = Array.from({ length: 6 }, (_, row) => ({ row, weight: row === 3 ? 0.5 : 1 }))
    const { scores, readCount } = coReading(all).from(six)
    expect(readCount).toBe(1_200)
    expect([6, 7, 8, 9, 10, 11].filter((row) => scores.get(row) === 0)).toEqual([9])
  })

  const situation = fc.record({
    read: fc
      .array(fc.uniqueArray(fc.nat(PAPERS - 1), { maxLength: 6 }), { maxLength: 12 })
      .map((all) => all.map((rows, at): Reading => ({ reader: `r${at}`, rows }))),
    history: fc
      .uniqueArray(fc.nat(PAPERS - 1), { maxLength: 5 })
      .chain((rows) =>
        fc.tuple(
          ...rows.map((row) => fc.record({ row: fc.constant(row), weight: fc.integer({ min: 1, max: 9 }) })),
        ),
      ),
    except: fc.constantFrom('r0', 'r1', 'nobody', undefined),
  })

  it('is what the formula says, summed over every pair of papers and every other reader', () => {
    fc.assert(
      fc.property(situation, ({ read, history, except }) => {
        const { scores } = coReading(read).from(history, except)
        const others = read.filter(({ reader, rows }) => rows.length >= 2 && reader !== except)
        const n = (row: number) => others.filter(({ rows }) => rows.includes(row)).length
        for (let x = 0; x < PAPERS; x++) {
          let sum = 0
          for (const { row: h, weight } of history)
            for (const { rows } of others)
              if (rows.includes(h) && rows.includes(x))
                sum += weight / Math.sqrt(n(h)) / Math.sqrt(rows.length)
          expect(scores.get(x)).toBeCloseTo(sum === 0 ? 0 : sum * n(x) ** -0.3, 10)
        }
      }),
      { seed: 1 },
    )
  })

  it('answers the same whether the reader asked about is left out or was never there', () => {
    fc.assert(
      fc.property(situation, ({ read, history, except }) => {
        const leftOut = coReading(read).from(history, except)
        const never = coReading(read.filter(({ reader }) => reader !== except)).from(history)
        expect(leftOut.readCount).toBe(never.readCount)
        for (let row = 0; row < PAPERS; row++) {
          expect(leftOut.scores.get(row)).toBeCloseTo(never.scores.get(row), 10)
          const readers = (found: typeof never) =>
            Array.from(found.evidenceOf(row), ([place, { readerCount }]) => [place, readerCount]).sort()
          expect(readers(leftOut)).toEqual(readers(never))
        }
      }),
      { seed: 1 },
    )
  })

  it('divides a score into parts that add up to it', () => {
    fc.assert(
      fc.property(situation, ({ read, history, except }) => {
        const { scores, evidenceOf } = coReading(read).from(history, except)
        for (let row = 0; row < PAPERS; row++) {
          const evidence = [...evidenceOf(row).values()]
          expect(evidence.reduce((sum, { part }) => sum + part, 0)).toBeCloseTo(scores.get(row), 10)
          for (const { part, readerCount } of evidence) expect(Math.min(part, readerCount)).toBeGreaterThan(0)
        }
      }),
      { seed: 1 },
    )
  })
})
