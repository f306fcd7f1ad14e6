/**
 * A history made ready for scoring: what speaks for a paper and what speaks against it, each item
 * with its weight after fading and its locally scaled vector.
 */
import type { Library } from '../library.ts'
import type { ScaledVector } from '../local-scaling.ts'
import { fadedWeights, type History, type HistoryItem } from './history.ts'

export interface Side {
  /** Heaviest first. */
  readonly items: readonly HistoryItem[]
  /** Above 0. */
  readonly weights: Float64Array
  readonly vectors: readonly ScaledVector[]
  /** Where each item stands in the history. */
  readonly places: readonly number[]
}

/** @param weightOf how much the item of a place counts beside its own weight; with 0 it is left out */
export async function sideOf(
  library: Library,
  history: History,
  polarity: 'positive' | 'negative',
  weightOf: (place: number) => number = () => 1,
): Promise<Side> {
  const items = history[polarity]
  const weights = fadedWeights(items, history.halfLifeDays).map((weight, place) => weight * weightOf(place))
  const places = Array.from(items.keys())
    .filter((place) => weights[place]! > 0)
    .sort((a, b) => weights[b]! - weights[a]! || a - b)
  return {
    items: places.map((place) => items[place]!),
    weights: Float64Array.from(places, (place) => weights[place]!),
    vectors: await Promise.all(
      places.map((place) => {
        const { row, vector } = items[place]!
        return row === undefined ? library.scaling.of(vector) : library.scaling.ofRow(row)
      }),
    ),
    places,
  }
}

/** Every so many-th item, at most `countMax` of them, from the heaviest down: a small interest keeps its part. */
export function sampleOf(side: Side, countMax: number): Side {
  const step = side.items.length / countMax
  if (step <= 1) return side
  return partOf(
    side,
    Array.from({ length: countMax }, (_, i) => Math.floor(i * step)),
  )
}

/** The items at these places of the side. */
export function partOf(side: Side, kept: readonly number[]): Side {
  return {
    items: kept.map((i) => side.items[i]!),
    weights: Float64Array.from(kept, (i) => side.weights[i]!),
    vectors: kept.map((i) => side.vectors[i]!),
    places: kept.map((i) => side.places[i]!),
  }
}
