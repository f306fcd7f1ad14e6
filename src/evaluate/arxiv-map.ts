/** The map of a sample of arXiv's computer science, and what becomes of it when papers are added. */
import { z } from 'zod'
import { exactIndex } from '../index/exact.ts'
import { neighboursOfRows } from '../index/neighbours.ts'
import type { LibraryInMemory } from '../library.ts'
import { layOut } from '../map/layout.ts'
import { carriedOver, type MapLayout } from '../map-layout.ts'
import type { Paper } from '../paper.ts'
import { seeded, shuffled } from '../random.ts'
import { principalComponents } from '../topics/principal.ts'
import { dot, type Matrix, matrix, row } from '../vector.ts'
import { paperOf, readRecords } from './data.ts'
import { qualityAt, ranksFrom } from './map-quality.ts'
import { type Outcome, Outcomes } from './outcome.ts'
import { outcomeTable, table } from './report.ts'

const SEED = 1
const PAPERS = 10_000
/** Come when the others have their places. */
const ADDED = PAPERS / 10
/** From which the map is looked at. */
const QUERIES = 1_000
const NEIGHBOURS = 15
/** Of the map's width: a paper that moved less is where it was. */
const SAME_PLACE = 0.02

const Text = z.object({ id: z.string(), title: z.string(), abstract: z.string() })

/** Where a method puts the papers, in a scale of its own. */
export interface NamedLayout {
  readonly method: string
  /** (papers × 2) */
  readonly places: ArrayLike<number>
  /** Without finding the neighbours. */
  readonly seconds: number
  /** For those; undefined where a method needs none. */
  readonly neighbourSeconds?: number
}

/** @throws NotReady when the data is absent */
export function readArxivSample(folder: string): Paper[] {
  const records = readRecords(folder, 'arxiv-cs-100k.jsonl.gz', Text)
  return shuffled(records, seeded(SEED))
    .slice(0, PAPERS)
    .map(({ id, title, abstract }) => paperOf(id, title, abstract))
}

/**
 * The product's own: all laid out together, and the last tenth added; and the principal components, for comparison.
 */
export function ownLayouts({ vectors, index }: LibraryInMemory): {
  layouts: NamedLayout[]
  stability: string
  added: number
} {
  const [lists, neighbourSeconds] = timed(() => neighboursOfRows(vectors, index))
  const [together, seconds] = timed(() => layOut(vectors, lists))
  const count = vectors.count - ADDED
  const first = matrix(vectors.data.subarray(0, count * vectors.dimensions), vectors.dimensions)
  const before = layOut(first, neighboursOfRows(first, exactIndex(first)))
  const rowBefore = Int32Array.from({ length: vectors.count }, (_, at) => (at < count ? at : -1))
  const [added, addedSeconds] = timed(() => layOut(vectors, lists, carriedOver(before, rowBefore)))
  const [components, componentSeconds] = timed(() => principalComponents(vectors, 2, seeded(SEED)))
  return {
    layouts: [
      { method: 'Kindred', places: together.places, seconds, neighbourSeconds },
      { method: ADDED_METHOD, places: added.places, seconds: addedSeconds },
      { method: 'principal components', places: components.data, seconds: componentSeconds },
    ],
    stability: stabilityTable(before, [
      [ADDED_METHOD, added],
      ['Kindred, laid out anew', together],
    ]),
    added: ADDED,
  }
}

const ADDED_METHOD = `Kindred, the last ${ADDED.toLocaleString('en')} added`

/** Of the papers that were there before. */
function stabilityTable(before: MapLayout, after: readonly (readonly [string, MapLayout])[]): string {
  const count = before.places.length / 2
  const lines = after.map(([method, { places }]) => {
    const moved = Array.from({ length: count }, (_, at) => {
      const along = (axis: number) => places[2 * at + axis]! - before.places[2 * at + axis]!
      return Math.hypot(along(0), along(1)) / 2
    })
    const share = (most: number) =>
      `${((100 * moved.filter((width) => width <= most).length) / count).toFixed(1)} %`
    return [method, share(0), share(SAME_PLACE)]
  })
  return table(['', 'kept to the byte', `moved by at most ${100 * SAME_PLACE} % of the map’s width`], lines)
}

/** Each layout as seen from the same papers. Cost: 8 s for 10,000 papers, and 2 s a layout. */
export function mapOutcomes(vectors: Matrix, layouts: readonly NamedLayout[]): Outcome[] {
  const queries = shuffled(
    Array.from({ length: vectors.count }, (_, at) => at),
    seeded(SEED),
  ).slice(0, QUERIES)
  const outcomes = new Outcomes()
  for (const own of queries) {
    const vector = row(vectors, own)
    const ranks = ranksFrom(
      Float64Array.from({ length: vectors.count }, (_, at) => -dot(vector, row(vectors, at))),
      own,
    )
    for (const { method, places } of layouts) {
      const away = Float64Array.from({ length: vectors.count }, (_, at) =>
        Math.hypot(places[2 * at]! - places[2 * own]!, places[2 * at + 1]! - places[2 * own + 1]!),
      )
      const { trustworthiness, continuity, recall } = qualityAt(ranks, ranksFrom(away, own), NEIGHBOURS)
      outcomes.add(method, { trustworthiness, continuity, [`recall@${NEIGHBOURS}`]: recall })
    }
  }
  return outcomes.all()
}

export function mapTable(outcomes: readonly Outcome[], layouts: readonly NamedLayout[]): string {
  const costs = layouts.map(({ method, seconds, neighbourSeconds }) => [
    method,
    seconds.toFixed(1),
    neighbourSeconds?.toFixed(1) ?? '',
  ])
  return [
    outcomeTable('layout', outcomes),
    table(['layout', 'seconds', 'and for the neighbours'], costs),
  ].join('\n\n')
}

function timed<T>(work: () => T): [T, seconds: number] {
  const started = performance.now()
  const result = work()
  return [result, (performance.now() - started) / 1000]
}
