import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logMeanExp } from '../../src/interest.ts'
import { type Library, withReadings } from '../../src/library.ts'
import { compactReadings } from '../../src/readings.ts'
import { fadedWeights, type HistoryItem, historyOf } from '../../src/recommend/history.ts'
import { type RecommendOptions, recommenderFor } from '../../src/recommend/recommend.ts'
import { row } from '../../src/vector.ts'
import { flatLibrary } from '../support/flat-library.ts'
import { historyOfRows } from '../support/histories.ts'

// Two fields, around 0° and around 180°, and one paper between.
const library = flatLibrary([0, 10, 20, 170, 180, 190, 95].map((degrees) => ({ degrees })))
const item = (at: number, options: Partial<HistoryItem> = {}): HistoryItem => ({
  id: library.cards[at]!.id,
  vector: row(library.vectors, at),
  weight: 1,
  row: at,
  title: `Paper ${at}`,
  ...options,
})
const recommended = (positive: number[], negative: number[] = [], of: Library = library) =>
  recommenderFor(of, {
    positive: positive.map((at) => item(at)),
    negative: negative.map((at) => item(at)),
    known: new Set([...positive, ...negative]),
  })
const rows = async (positive: number[], negative?: number[]) => {
  const found = await (await recommended(positive, negative)).rank({ count: 10 })
  return found.map(({ row }) => row)
}

describe('recommendations', () => {
  it('serve both interests of a history before what lies between them', async () => {
    const order = await rows([1, 4])
    expect(order).toHaveLength(5)
    expect(order.at(-1)).toBe(6)
  })

  it('never name a paper of the history', async () => {
    for (const known of [0, 4, 6]) expect(await rows([0, 4], [6])).not.toContain(known)
  })

  it('move away from what was disliked, and from nothing else', async () => {
    const scores = async (negative: number[]) => {
      const found = await (await recommended([1, 4], negative)).rank({ count: 10 })
      return new Map(found.map(({ row, score }) => [row, score]))
    }
    const [before, after] = [await scores([]), await scores([5])]
    // The disliked paper lies at 190°: the one at 170° loses, the ones around 0° don't.
    expect(after.get(3)).toBeLessThan(before.get(3)! - 0.1)
    expect(after.get(0)).toBeCloseTo(before.get(0)!, 6)
  })

  it('score by the log-mean-exp of locally scaled similarities, from the lowest to the best', async () => {
    const { scaling } = library
    const list = await (await recommended([1, 4])).rank({ count: 5 })
    const near = ({ row }: { row: number }) =>
      logMeanExp(
        [1, 4].map((at) => scaling.similarity(row, scaling.ofRow(at))),
        [1, 1],
      )
    // Of five papers the best fifth is one: it gets 1, the lowest 0.
    const [worst, best] = [Math.min(...list.map(near)), Math.max(...list.map(near))]
    for (const paper of list) expect(paper.score).toBeCloseTo((near(paper) - worst) / (best - worst), 6)
  })

  it('name their causes, largest share first, all shares adding up to 1', async () => {
    const recommender = await recommended([1, 4])
    const list = await recommender.rank({ count: 5 })
    const causes = recommender.because(list.find(({ row }) => row === 2)!)
    expect(causes[0]!.item.row).toBe(1)
    expect(causes[0]!.share).toBeGreaterThan(0.9)
    expect(causes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10)
  })

  it('are none without anything liked', async () => {
    expect(await rows([], [3])).toEqual([])
  })

  it('rank only the candidates that they are given', async () => {
    const found = await (await recommended([1])).rank({ count: 10, candidates: [5, 6, 1] })
    expect(found.map((paper) => paper.row)).toEqual([6, 5])
  })
})

describe('a history', () => {
  const reaction = (paper: number, kind: 'like' | 'read' | 'save' | 'dislike' | 'hide', weight = 1) => ({
    paperId: library.cards[paper]!.id,
    kind,
    weight,
    at: new Date('2025-01-01'),
  })

  it('counts likes, saves and reads for, dislikes against, and hidden papers as known only', async () => {
    const { positive, negative, known } = historyOf(library, [
      reaction(0, 'like'),
      reaction(1, 'read'),
      reaction(2, 'save'),
      reaction(3, 'dislike'),
      reaction(4, 'hide'),
    ])
    expect(positive.map(({ row, weight }) => [row, weight])).toEqual([
      [0, 1],
      [1, 0.5],
      [2, 1],
    ])
    expect(negative.map(({ row }) => row)).toEqual([3])
    expect([...known]).toEqual([0, 1, 2, 3, 4])
  })

  it('counts a paper once, by its heaviest reaction', async () => {
    const { positive } = historyOf(library, [
      reaction(0, 'read'),
      reaction(0, 'like', 3),
      reaction(0, 'save'),
    ])
    expect(positive.map(({ weight }) => weight)).toEqual([3])
  })

  it('leaves out papers that the snapshot does not hold', async () => {
    const { positive, known } = historyOf(library, [{ ...reaction(0, 'like'), paperId: 'f'.repeat(40) }])
    expect([positive.length, known.size]).toEqual([0, 0])
  })

  it('halves the weight of an item for each year that it is older than the newest', async () => {
    const weights = fadedWeights([
      item(0, { at: new Date('2025-01-01') }),
      item(1, { at: new Date('2024-01-02') }),
      item(2, { at: new Date('2023-01-02'), weight: 4 }),
      item(3),
    ])
    expect([...weights].map((weight) => Number(weight.toFixed(6)))).toEqual([1, 0.5, 1, 1])
  })
})

describe('a list for several interests', () => {
  // Four fields at right angles, six papers each, 2° apart; one of each of the first two is liked.
  const fields = flatLibrary(
    Array.from({ length: 24 }, (_, at) => ({
      degrees: 90 * Math.floor(at / 6) + 2 * (at % 6),
      // Within a field the first is the newest, a month before each other.
      publishedOn: `2025-${String(12 - (at % 6)).padStart(2, '0')}-01`,
    })),
  )
  const id = (at: number) => fields.cards[at]!.id
  const edit = (at: number, weight: number) => ({ id: id(at).slice(0, 12), weight, papers: [id(at)] })
  const liked = (rest: Parameters<typeof historyOfRows>[2] = {}) => historyOfRows(fields, [0, 6], rest)
  const listOf = async (rest: Parameters<typeof historyOfRows>[2], options: Partial<RecommendOptions> = {}) =>
    (await recommenderFor(fields, liked(rest))).rank({ count: 22, ...options })
  const interestsOf = async (...of: Parameters<typeof listOf>) =>
    (await listOf(...of)).map(({ interest }) => 'AB'[interest]).join('')

  it('gives each its places in turn, by its share', async () => {
    expect(await interestsOf({}, { count: 8 })).toBe('ABABABAB')
    // Three times as heavy: ¼ and ¾ of the places.
    expect(await interestsOf({ edits: [edit(6, 3)] }, { count: 8 })).toBe('BABBBABB')
    expect(await interestsOf({ edits: [edit(0, 3)] }, { count: 8 })).toBe('AABAAABA')
  })

  it('has nothing from an interest that the reader has muted, which is found all the same', async () => {
    const history = liked({ edits: [edit(6, 0)] })
    const recommender = await recommenderFor(fields, history)
    expect(recommender.interests.map(({ weight }) => weight).toSorted()).toEqual([0, 1])
    const list = await recommender.rank({ count: 22 })
    const onlyFirst = historyOfRows(fields, [0], { known: new Set([0, 6]) })
    const alone = await (await recommenderFor(fields, onlyFirst)).rank({ count: 22 })
    expect(list.map(({ row, score }) => [row, score])).toEqual(alone.map(({ row, score }) => [row, score]))
    for (const paper of list) {
      expect(recommender.interests[paper.interest]!.weight).toBe(1)
      expect(recommender.because(paper).map(({ item }) => item.row)).toEqual([0])
    }
  })

  it('is empty when all of them are muted', async () => {
    expect(await listOf({ edits: [edit(0, 0), edit(6, 0)] })).toEqual([])
  })

  it('marks what is there to be explored: every fourth paper for a quarter, from the lower half', async () => {
    const list = await listOf({}, { explore: 0.25 })
    // 22 candidates, 11 of them to explore: places 4, 8, 12, then what is left when the other 11 have run out.
    expect(list.slice(0, 14).flatMap(({ explored }, at) => (explored ? [at + 1] : []))).toEqual([4, 8, 12])
    expect(list.map(({ explored }) => explored).filter(Boolean)).toHaveLength(11)
    const scores = (explored: boolean) =>
      list.filter((paper) => paper.explored === explored).map(({ score }) => score)
    expect(Math.max(...scores(true))).toBeLessThanOrEqual(Math.min(...scores(false)))
    expect((await listOf({})).some(({ explored }) => explored)).toBe(false)
  })

  it('explores the same papers again for the same reader, and others for another', async () => {
    const explored = async (reader: string) => {
      const list = await listOf({ reader }, { explore: 0.5, count: 12 })
      return list.map(({ row }) => row).join()
    }
    expect(await explored('a')).toBe(await explored('a'))
    expect(new Set(await Promise.all(['a', 'b', 'c', 'd'].map(explored))).size).toBeGreaterThan(1)
  })

  it('prefers newer papers where age is to matter', async () => {
    // At 90° the next paper is 2° away and a month older, and so on: both orders are the same. The oldest of
    // those on the other side, 8° from 0° and 5 months older, loses to the nearest of them with a short half-life.
    const scoreOf = async (row: number, recencyDays?: number) =>
      (await listOf({}, { recencyDays })).find((paper) => paper.row === row)!.score
    // Row 1 is of November, 30 days before the newest.
    expect(await scoreOf(1, 30)).toBeCloseTo((await scoreOf(1)) / 2, 9)
    // Row 3 is of September: 91 days.
    expect(await scoreOf(3, 91)).toBeCloseTo((await scoreOf(3)) / 2, 9)
    // Rows 12 and 18 are of the newest day.
    expect(await scoreOf(12, 30)).toBeCloseTo(await scoreOf(12), 9)
  })

  it('shows more variety the more is asked for', async () => {
    const anglesOf = async (diversity: number) =>
      (await listOf({}, { diversity, count: 4 })).map(({ row }) => Math.floor(row / 6))
    expect(new Set(await anglesOf(0)).size).toBe(2)
    expect(new Set(await anglesOf(0.9)).size).toBe(4)
  })

  it('is the beginning of a longer one, whatever is asked for', async () => {
    const options = fc.record({
      diversity: fc.constantFrom(0, 0.3, 1),
      explore: fc.constantFrom(0, 0.2, 1),
      recencyDays: fc.constantFrom(undefined, 30),
      from: fc.constantFrom(undefined, '2025-09-01'),
    })
    await fc.assert(
      fc.asyncProperty(options, fc.nat(25), async (options, count) => {
        const whole = await listOf({}, { ...options, count: 30 })
        expect(await listOf({}, { ...options, count })).toEqual(whole.slice(0, count))
        expect(new Set(whole.map(({ row }) => row)).size).toBe(whole.length)
        expect(whole).toHaveLength(options.from ? 14 : 22)
      }),
      { seed: 1, numRuns: 60 },
    )
  })

  it('is the same whatever the same recommender was asked before', async () => {
    const recommender = await recommenderFor(fields, liked())
    const questions: RecommendOptions[] = [
      { count: 22 },
      { count: 22, from: '2025-10-01' },
      { count: 22, recencyDays: 30 },
      { count: 5, diversity: 0.5 },
      { count: 22 },
    ]
    for (const asked of questions) {
      const anew = await recommenderFor(fields, liked())
      expect(await recommender.rank(asked)).toEqual(await anew.rank(asked))
    }
  })

  it('goes on with the next nearest papers past those that are scored', async () => {
    const many = flatLibrary(Array.from({ length: 700 }, (_, at) => ({ degrees: (at * 360) / 700 })))
    const recommender = await recommenderFor(many, historyOfRows(many, [0]))
    const whole = await recommender.rank({ count: 1_000 })
    expect(new Set(whole.map(({ row }) => row)).size).toBe(699)
    // 500 are scored, 250 to either side; the rest are further, the nearest first.
    const away = (row: number) => Math.min(row, 700 - row)
    const rest = whole.slice(500).map(({ row, score }) => [away(row), score])
    expect(rest.every(([, score]) => score === 0)).toBe(true)
    expect(rest.slice(0, 3).map(([rowsAway]) => Math.abs(rowsAway! - 251) <= 1)).toEqual([true, true, true])
    expect(await recommender.rank({ count: 600 })).toEqual(whole.slice(0, 600))
  })
})

describe('what other readers read', () => {
  const alone = flatLibrary([0, 10, 20, 170, 180, 190, 95].map((degrees) => ({ degrees })))
  const withReaders = (count: number, rows: readonly number[]) =>
    withReadings(
      alone,
      compactReadings(Array.from({ length: count }, (_, at) => ({ reader: `r${at}`, rows }))),
    )
  const listOf = async (of: Library, reader?: string) =>
    (await recommenderFor(of, historyOfRows(of, [1], { reader }))).rank({ count: 6 })
  const placeOf = async (row: number, of: Library) =>
    (await listOf(of)).findIndex((paper) => paper.row === row)

  it('brings a paper up that its text leaves at the bottom', async () => {
    // Papers 1 and 4 are 170° apart. The texts of 0 and 2, 10° away, come first; of 6, 3 and 5, at most
    // 85° nearer than 4, none has half of the best one’s score, which is what 100 reads make: 100 / (100 + 100).
    expect(await placeOf(4, alone)).toBeGreaterThan(2)
    const read = withReaders(100, [1, 4])
    expect(await placeOf(4, read)).toBe(2)
    expect((await listOf(read))[2]!.coRead).toBeCloseTo(0.5, 9)
  })

  it('is told among the causes, with how many there were', async () => {
    const recommender = await recommenderFor(withReaders(30, [1, 4]), historyOfRows(alone, [1, 6]))
    const read = (await recommender.rank({ count: 6 })).find(({ row }) => row === 4)!
    const causes = recommender.because(read)
    expect(causes.find(({ item }) => item.row === 1)!.readerCount).toBe(30)
    expect(causes.find(({ item }) => item.row === 6)?.readerCount ?? 0).toBe(0)
  })

  it('is nothing where nobody but the reader asked about has read anything', async () => {
    const read = withReaders(1, [1, 4])
    expect(await listOf(read, 'r0')).toEqual(await listOf(alone))
    expect(await listOf(read, 'somebody else')).not.toEqual(await listOf(alone))
  })
})
