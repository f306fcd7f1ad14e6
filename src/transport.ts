/**
 * How alike two texts are sentence by sentence: the mean cosine of their sentences, each counted with
 * the sentences it fits best (optimal transport, made smooth by entropy).
 *
 * Each sentence has a mass, which is to be moved to the sentences of the other text; a
 * plan says how much of each goes where, and the cosine is what a unit moved is worth. Of the
 * plans that move everything, the smooth optimum is `diag(u) K diag(v)` with K = exp(M / ε), and a few rounds
 * of scaling its rows and columns in turn find u and v.
 *
 * Departure from otAspire, which gives every sentence the mass that its best match earns at the temperature
 * 1 over distances: here over cosines at τ = 0.2, so that sentences with no counterpart count little.
 *
 * Sources: Cuturi 2013, https://arxiv.org/abs/1306.0895 (the rounds);
 * Mysore, Cohan & Hope 2022, https://arxiv.org/abs/2111.08366 (otAspire)
 */

/** ε: below it the plan is hard, above it every sentence goes everywhere. 0.02 to 0.2 rank CSFCube alike. */
const SMOOTHNESS = 0.05
/** τ: how much more a sentence with a good match weighs than one without. */
const TEMPERATURE = 0.2
/** The value is then within 2 · 10⁻⁴ of its limit, and CSFCube's figures are those of 5 rounds and of 100. */
const ROUNDS = 10

export interface TransportOptions {
  /** One a row, above 0, their scale of no account: what is asked for counts more. All the same when absent. */
  readonly weights?: ArrayLike<number>
  /** ∞ gives all sentences the same mass. */
  readonly temperature?: number
  readonly rounds?: number
}

/**
 * @param cosines (rows × columns), at least one of each
 * @returns Σ plan · cosine, between the smallest cosine and the largest
 *
 * Cost: 3 µs for 8 × 8.
 */
export function transportScore(
  cosines: Float64Array,
  rows: number,
  { weights, temperature = TEMPERATURE, rounds = ROUNDS }: TransportOptions = {},
): number {
  const pairs = cosines.length
  const columns = pairs / rows
  const best = bestMatches(cosines, rows, columns)
  toMasses(ofRow, rows, best, temperature, weights)
  toMasses(ofColumn, columns, best, temperature)
  kernel = roomFor(kernel, pairs)
  u = roomFor(u, rows)
  v = roomFor(v, columns)
  // Counted from the best cosine: exp(1 / ε) would be 5 · 10⁸. The addend keeps a row from becoming zero throughout.
  for (let at = 0; at < pairs; at++) kernel[at] = Math.exp((cosines[at]! - best) / SMOOTHNESS) + 1e-30
  for (let i = 0; i < rows; i++) u[i] = 1
  for (let round = 0; round < rounds; round++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0
      for (let i = 0, at = j; i < rows; i++, at += columns) sum += kernel[at]! * u[i]!
      v[j] = ofColumn[j]! / sum
    }
    for (let i = 0, at = 0; i < rows; i++) {
      let sum = 0
      for (let j = 0; j < columns; j++, at++) sum += kernel[at]! * v[j]!
      u[i] = ofRow[i]! / sum
    }
  }
  let score = 0
  for (let i = 0, at = 0; i < rows; i++)
    for (let j = 0; j < columns; j++, at++) score += u[i]! * kernel[at]! * v[j]! * cosines[at]!
  return score
}

// Papers are compared by the million when a snapshot is made, and making these anew took half of the time.
let kernel = new Float64Array()
let u = new Float64Array()
let v = new Float64Array()
/** The best cosine of each row and column, then its mass. */
let ofRow = new Float64Array()
let ofColumn = new Float64Array()

const roomFor = (array: Float64Array<ArrayBuffer>, length: number) =>
  array.length >= length ? array : new Float64Array(2 * length)

/** Fills `ofRow` and `ofColumn`. @returns the best of all */
function bestMatches(cosines: Float64Array, rows: number, columns: number): number {
  ofRow = roomFor(ofRow, rows)
  ofColumn = roomFor(ofColumn, columns)
  let best = Number.NEGATIVE_INFINITY
  for (let j = 0; j < columns; j++) ofColumn[j] = best
  for (let i = 0, at = 0; i < rows; i++) {
    let bestOfRow = Number.NEGATIVE_INFINITY
    for (let j = 0; j < columns; j++, at++) {
      const cosine = cosines[at]!
      if (cosine > bestOfRow) bestOfRow = cosine
      if (cosine > ofColumn[j]!) ofColumn[j] = cosine
    }
    ofRow[i] = bestOfRow
    if (bestOfRow > best) best = bestOfRow
  }
  return best
}

/** In place of the first `count` best cosines, masses that add up to 1; none is 0, or its row could not be scaled. */
function toMasses(
  values: Float64Array,
  count: number,
  best: number,
  temperature: number,
  weights?: ArrayLike<number>,
): void {
  let total = 0
  for (let i = 0; i < count; i++) {
    values[i] = Math.exp((values[i]! - best) / temperature) * (weights?.[i] ?? 1)
    total += values[i]!
  }
  for (let i = 0; i < count; i++) values[i] = values[i]! / total + 1e-12
}
