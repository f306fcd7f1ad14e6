/**
 * Similarity without what a whole collection has in common.
 *
 * All papers of one field point the same way to some degree. With the collection's mean m taken
 * from both vectors, what is left tells them apart:
 *
 *   (x − m)·(y − m) / (|x − m| |y − m|),   where (x − m)·(y − m) = x·y − x·m − y·m + m·m
 *
 * so no second matrix is needed.
 *
 * Source: Mu & Viswanath 2018, https://arxiv.org/abs/1702.01417 (the mean; we leave the principal directions)
 */
import { seeded } from './random.ts'
import { products } from './row-products.ts'
import { inOneGo, type Steps } from './steps.ts'
import { dot, eachBlock, type Matrix, meanOf, norm, type Rows, row, sum } from './vector.ts'

export interface Centring {
  /** Cosine in [−1, 1] of a row and another vector, both without the mean. One dot product. */
  similarity(row: number, other: CentredVector): number
  /** The same of two rows whose plain cosine is known. */
  ofCosine(row: number, other: number, cosine: number): number
  /** The same of any vector and one of these, by its place, whose plain cosine is known. */
  to(others: readonly Centred[]): (one: Centred, other: number, cosine: number) => number
  /** A vector ready to be compared with rows. */
  of(vector: Float32Array): CentredVector
  /** Of a unit vector, when its dot product with `mean` is known. */
  along(alongMean: number): Centred
  ofRow(row: number): CentredVector
  /** The collection's, or zero where it is left in: (D,). */
  readonly mean: Float32Array
  /** Without the mean, at unit length: for arithmetic on whole vectors. */
  unit(vector: Float32Array): Float32Array
  /** The mean of several such units, (D,); of none the zero vector. */
  meanUnit(vectors: readonly CentredVector[]): Float32Array
  /** Dot products of such units with directions, (vectors × directions). */
  products(vectors: readonly CentredVector[], directions: readonly Float32Array[]): Float32Array
  /** Standard deviation of the similarity of two papers drawn at random; their mean is about 0. */
  readonly spread: number
}

/** What centring must know of a unit vector. */
export interface Centred {
  /** Its dot product with the mean. */
  readonly alongMean: number
  /** Its length without the mean. */
  readonly length: number
}

export interface CentredVector extends Centred {
  readonly vector: Float32Array
}

/** @param vectors rows of unit length. Two passes over them. */
export const centre = (vectors: Rows): Centring => inOneGo(centreInSteps(vectors))

/** The same in steps of 2 ms. */
export function* centreInSteps(vectors: Rows): Steps<Centring> {
  const { count, dimensions } = vectors
  const found = yield* meanOfAll(vectors)
  // One paper, or only identical ones, would lose everything with their mean: they keep it.
  const mean = count > 1 && norm(found) < 1 - 1e-6 ? found : new Float32Array(dimensions)
  const meanSquared = dot(mean, mean)
  const alongMeanOf = (vector: Float32Array) => dot(vector, mean)
  const lengthOf = (alongMean: number) => Math.sqrt(Math.max(1 - 2 * alongMean + meanSquared, 1e-12))
  const alongMeans = new Float64Array(count)
  for (const { start, block } of eachBlock(vectors)) {
    for (let at = 0; at < block.count; at++) alongMeans[start + at] = alongMeanOf(row(block, at))
    yield
  }
  const lengths = alongMeans.map(lengthOf)
  const spread = yield* spreadOf(vectors, withoutMean)
  const along = (alongMean: number) => ({ alongMean, length: lengthOf(alongMean) })
  const of = (vector: Float32Array) => ({ vector, ...along(alongMeanOf(vector)) })
  const centred = (product: number, at: number, alongMean: number, length: number) => {
    const rest = product - alongMeans[at]! - alongMean + meanSquared
    return Math.max(-1, Math.min(1, rest / (lengths[at]! * length)))
  }
  return {
    mean,
    similarity: (at, { vector, alongMean, length }) =>
      centred(dot(row(vectors, at), vector), at, alongMean, length),
    to(others) {
      // Arrays of numbers, where objects would be read one by one.
      const along = Float64Array.from(others, ({ alongMean }) => alongMean - meanSquared)
      const length = Float64Array.from(others, (other) => other.length)
      return (one, other, cosine) => {
        const rest = cosine - one.alongMean - along[other]!
        return Math.max(-1, Math.min(1, rest / (one.length * length[other]!)))
      }
    },
    ofCosine: (at, other, cosine) => centred(cosine, at, alongMeans[other]!, lengths[other]!),
    of,
    along,
    ofRow: (at) => ({ vector: row(vectors, at), alongMean: alongMeans[at]!, length: lengths[at]! }),
    unit: withoutMean,
    meanUnit(some) {
      const weights = some.map(({ length }) => 1 / length)
      const weighted = meanOf(
        some.map(({ vector }) => vector),
        dimensions,
        weights,
      )
      const scale = sum(weights) / Math.max(1, some.length)
      return weighted.map((number, i) => scale * (number - mean[i]!))
    },
    products(some, directions) {
      const found = products(
        some.map(({ vector }) => vector),
        directions,
      )
      const ofMean = directions.map((direction) => dot(direction, mean))
      return found.map((product, at) => {
        const place = Math.floor(at / directions.length)
        return (product - ofMean[at % directions.length]!) / some[place]!.length
      })
    },
    spread,
  }

  function withoutMean(vector: Float32Array): Float32Array {
    const rest = new Float32Array(dimensions)
    const length = lengthOf(alongMeanOf(vector))
    for (let i = 0; i < dimensions; i++) rest[i] = (vector[i]! - mean[i]!) / length
    return rest
  }
}

function* meanOfAll(vectors: Rows): Steps<Float32Array> {
  const total = new Float64Array(vectors.dimensions)
  for (const { block } of eachBlock(vectors)) {
    addRows(block, total)
    yield
  }
  return Float32Array.from(total, (number) => number / Math.max(1, vectors.count))
}

function addRows({ data, dimensions }: Matrix, total: Float64Array): void {
  for (let start = 0; start < data.length; start += dimensions)
    for (let i = 0; i < dimensions; i++) total[i]! += data[start + i]!
}

const PAIRS = 2_000
const PAIRS_PER_STEP = 250
const SEED = 1

/** Of seeded pairs: within 5 % of that of all pairs. */
function* spreadOf(vectors: Rows, centred: (vector: Float32Array) => Float32Array): Steps<number> {
  const { count } = vectors
  if (count < 2) return 0
  const random = seeded(SEED)
  let squares = 0
  for (let pair = 0; pair < PAIRS; pair++) {
    const first = Math.floor(random() * count)
    const second = (first + 1 + Math.floor(random() * (count - 1))) % count
    squares += dot(centred(row(vectors, first)), centred(row(vectors, second))) ** 2
    if (pair % PAIRS_PER_STEP === PAIRS_PER_STEP - 1) yield
  }
  return Math.sqrt(squares / PAIRS)
}
