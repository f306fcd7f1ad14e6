/**
 * Papers as points of the plane, those alike near to one another: UMAP's layout over the neighbour lists
 * that a snapshot has anyway. A library for UMAP finds neighbours itself, and umap-js takes minutes where this
 * takes seconds, so this is our own.
 *
 * Points begin at their principal components, are drawn along the edges of the fuzzy graph and pushed from
 * random others, less from epoch to epoch. Deterministic: the same vectors, neighbours and earlier places
 * give the same places, to the byte.
 *
 * Sources: McInnes, Healy & Melville 2018, UMAP, https://arxiv.org/abs/1802.03426, algorithm 5; Kobak & Linderman
 * 2021, https://doi.org/10.1038/s41587-020-00809-z (begun at the principal components it keeps what is far apart)
 */
import type { NeighbourLists } from '../index/neighbours.ts'
import type { MapLayout } from '../map-layout.ts'
import { type Random, seeded } from '../random.ts'
import { principalComponents } from '../topics/principal.ts'
import type { Matrix } from '../vector.ts'
import { descend } from './descent.ts'
import { type FuzzyGraph, fuzzyGraph } from './fuzzy-graph.ts'

const SEED = 11
/** Of the start, from the middle, in UMAP's scale. */
const START_RADIUS = 10
/** So that twins do not stand in one place, which nothing could push apart. */
const JITTER = 1e-3
const EPOCHS_FEW = 500
const EPOCHS_MANY = 200
/** From so many papers on, fewer epochs move every point as often as it needs. */
const MANY_PAPERS = 10_000
/** To settle new papers among those that stay. */
const EPOCHS_PLACING = 100

/**
 * @param vectors unit length (n × D)
 * @param before where the same rows stood, NaN for new ones: the others stay there, to the byte, and the new ones are
 *   placed among them. All are laid out anew when less than half of them were laid out together.
 *
 * Cost: 8 s for 10,000 papers, 32 s for 100,000; a new paper among them 0.3 ms.
 */
export function layOut(vectors: Matrix, neighbours: NeighbourLists, before?: MapLayout): MapLayout {
  const graph = fuzzyGraph(vectors.count, neighbours)
  const random = seeded(SEED)
  const added = before ? newRows(before) : []
  const stayed = vectors.count - added.length
  if (before && before.unit > 0 && 2 * Math.min(stayed, before.together) >= vectors.count)
    return withAdded(before, graph, added, random)
  return anew(vectors, graph, random)
}

function anew(vectors: Matrix, graph: FuzzyGraph, random: Random): MapLayout {
  const { count } = vectors
  const points = startPoints(vectors, random)
  const epochs = count > MANY_PAPERS ? EPOCHS_MANY : EPOCHS_FEW
  descend(points, graph, { epochs, random })
  const [middleX, middleY, radius] = extentOf(points)
  const unit = radius === 0 ? 1 : 1 / radius
  const places = Float32Array.from(points, (x, i) => clamped((x - (i % 2 === 0 ? middleX : middleY)) * unit))
  return { places, unit: count === 0 ? 0 : unit, together: count }
}

/** The first two principal components, stretched to the usual extent of a start. */
function startPoints(vectors: Matrix, random: Random): Float32Array {
  const components = principalComponents(vectors, 2, random)
  const farthest = components.data.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  const stretch = farthest === 0 ? 0 : START_RADIUS / farthest
  const points = new Float32Array(2 * vectors.count)
  const columns = components.dimensions
  for (let i = 0; i < points.length; i++) {
    const d = i % 2
    const component = d < columns ? components.data[(i >> 1) * columns + d]! : 0
    points[i] = component * stretch + JITTER * (random() - 0.5)
  }
  return points
}

/** Middle of the points' extent, and half of its longer side. */
function extentOf(points: Float32Array): [number, number, number] {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  points.forEach((x, i) => {
    low[i % 2] = Math.min(low[i % 2]!, x)
    high[i % 2] = Math.max(high[i % 2]!, x)
  })
  const radius = Math.max(high[0]! - low[0]!, high[1]! - low[1]!) / 2
  return [(low[0]! + high[0]!) / 2, (low[1]! + high[1]!) / 2, radius]
}

function newRows({ places }: MapLayout): number[] {
  const added: number[] = []
  for (let at = 0; 2 * at < places.length; at++) if (Number.isNaN(places[2 * at]!)) added.push(at)
  return added
}

function withAdded(
  before: MapLayout,
  graph: FuzzyGraph,
  added: readonly number[],
  random: Random,
): MapLayout {
  const { unit, together } = before
  if (added.length === 0) return before
  const points = Float32Array.from(before.places, (x) => x / unit)
  const moving = new Uint8Array(points.length / 2)
  for (const at of added) moving[at] = 1
  startAmongNeighbours(points, graph, moving, random)
  descend(points, graph, { epochs: EPOCHS_PLACING, random, moving })
  const places = before.places.slice()
  for (const at of added) for (const i of [2 * at, 2 * at + 1]) places[i] = clamped(points[i]! * unit)
  return { places, unit, together }
}

/**
 * Puts each moving point at the weighted mean of its neighbours that have a place, those first that stand next to
 * the old ones; where a whole group of new papers knows no old one, it starts in the middle of the map.
 */
function startAmongNeighbours(
  points: Float32Array,
  { heads, tails, weights }: FuzzyGraph,
  moving: Uint8Array,
  random: Random,
): void {
  const sums = new Float32Array(points.length)
  const totals = new Float32Array(moving.length)
  const isPlaced = (at: number) => !Number.isNaN(points[2 * at]!)
  const tell = (to: number, from: number, weight: number) => {
    sums[2 * to]! += weight * points[2 * from]!
    sums[2 * to + 1]! += weight * points[2 * from + 1]!
    totals[to]! += weight
  }
  const around = () => JITTER * (random() - 0.5)
  for (let isGrowing = true; isGrowing; ) {
    sums.fill(0)
    totals.fill(0)
    for (let edge = 0; edge < heads.length; edge++) {
      const [a, b] = [heads[edge]!, tails[edge]!]
      if (isPlaced(a) && !isPlaced(b)) tell(b, a, weights[edge]!)
      if (isPlaced(b) && !isPlaced(a)) tell(a, b, weights[edge]!)
    }
    isGrowing = false
    for (let at = 0; at < totals.length; at++) {
      if (totals[at] === 0) continue
      isGrowing = true
      points[2 * at] = sums[2 * at]! / totals[at]! + around()
      points[2 * at + 1] = sums[2 * at + 1]! / totals[at]! + around()
    }
  }
  for (let at = 0; at < moving.length; at++) {
    if (isPlaced(at)) continue
    points[2 * at] = around()
    points[2 * at + 1] = around()
  }
}

function clamped(x: number): number {
  return Math.max(-1, Math.min(1, x))
}
