/**
 * The history that recommendations start from: papers for and against, each with how much it counts.
 *
 * Interests fade: an item's weight halves with every half-life between it and the newest item,
 * not between it and today, so the same history gives the same recommendations tomorrow.
 */
import type { Library } from '../library.ts'
import { type EditedInterest, POLARITY, type Reaction, type ReactionKind, type Rule } from '../reader.ts'
import { row } from '../vector.ts'

export interface HistoryItem {
  /** Of the paper; one that is not ours has the id that it would have. */
  readonly id: string
  /** Unit length (D,). */
  readonly vector: Float32Array
  /** Above 0. */
  readonly weight: number
  readonly at?: Date
  /** Its row, when the library holds it. */
  readonly row?: number
  readonly title: string
}

export interface History {
  readonly positive: readonly HistoryItem[]
  readonly negative: readonly HistoryItem[]
  /** Rows that are never recommended: all that the reader has reacted to. */
  readonly known: ReadonlySet<number>
  /** Whose it is, when it is a stored reader's. */
  readonly reader?: string
  /** Interests that the reader has edited. */
  readonly edits?: readonly InterestEdit[]
  readonly rules?: readonly Rule[]
  /** Name of the strategy that was chosen for them; the usual one unless told. */
  readonly strategy?: string
  /** After which an item counts half; a year unless told. */
  readonly halfLifeDays?: number
}

/** What a reader made of an interest, as it counts now: with a weight of 0 while it is muted or snoozed. */
export type InterestEdit = Pick<EditedInterest, 'id' | 'name' | 'weight' | 'papers'>

const HALF_LIFE_DAYS = 365
/** A paper merely opened says less than one liked. */
const WEIGHT_OF_READ = 0.5

const DAY_MS = 86_400_000

/** The weights after fading; an item without a time counts like the newest. */
export function fadedWeights(
  items: readonly HistoryItem[],
  halfLifeDays: number = HALF_LIFE_DAYS,
): Float64Array {
  const times = items.map((item) => item.at?.getTime())
  const newest = Math.max(...times.map((time) => time ?? Number.NEGATIVE_INFINITY))
  return Float64Array.from(items, (item, i) => {
    const ageDays = times[i] === undefined ? 0 : (newest - times[i]) / DAY_MS
    return item.weight * 2 ** (-ageDays / halfLifeDays)
  })
}

/** A reaction to a paper that the library does not hold, with what recommendations need of it. */
export interface OutsideReaction
  extends Pick<Reaction, 'kind' | 'weight' | 'at'>,
    Pick<HistoryItem, 'id' | 'title' | 'vector'> {}

/**
 * The history of a reader whose reactions are stored. A paper with several reactions counts by the
 * heaviest; papers that the snapshot does not hold yet count for nothing, unless they come with a
 * vector as `outside`.
 */
export function historyOf(
  library: Library,
  reactions: readonly Reaction[],
  outside: readonly OutsideReaction[] = [],
): History {
  const known = new Set<number>()
  const positive = new Map<number, HistoryItem>()
  const negative = new Map<number, HistoryItem>()
  for (const { paperId, kind, weight, at } of reactions) {
    const place = library.rowOf(paperId)
    if (place === undefined) continue
    known.add(place)
    const side = POLARITY[kind] > 0 ? positive : POLARITY[kind] < 0 ? negative : undefined
    const item: HistoryItem = {
      id: paperId,
      vector: row(library.vectors, place),
      weight: weightOf(kind, weight),
      at,
      row: place,
      title: library.cards[place]!.title,
    }
    if (side && (side.get(place)?.weight ?? 0) < item.weight) side.set(place, item)
  }
  const brought = (polarity: 1 | -1) =>
    outside
      .filter(({ kind }) => POLARITY[kind] === polarity)
      .map(({ kind, weight, ...paper }) => ({ ...paper, weight: weightOf(kind, weight) }))
  return {
    positive: [...positive.values(), ...brought(1)],
    negative: [...negative.values(), ...brought(-1)],
    known,
  }
}

const weightOf = (kind: ReactionKind, weight: number) => (kind === 'read' ? weight * WEIGHT_OF_READ : weight)
