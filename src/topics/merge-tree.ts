/**
 * Groups merged into a tree, two by two, those that cost least first:
 *
 *   cost(a, b) = (nₐ n_b / (nₐ + n_b))^t · |mₐ − m_b|²,   m the mean and n the size of a group
 *
 * With t = 1 it is Ward's criterion, which ends with groups all of one size; with t = 0 sizes don't count, and what lies
 * outermost stays alone to the end.
 *
 * Source: Ward 1963, https://doi.org/10.1080/01621459.1963.10500845
 */
import type { Merges } from '../topic.ts'

export interface Group {
  readonly mean: Float64Array
  /** Above 0. */
  readonly size: number
}

/** By Ward's criterion. */
export const WARD = 1
/**
 * How much sizes count among the leaves. On four parts of 10,000 arXiv papers with three seeds each, NMI with the primary
 * categories is 0.483 to 0.491 with ¼, and as low as 0.477 with ½.
 */
const TEMPER = 0.25

/** t for the leaves of n papers. The mean of a small leaf is mostly noise: by distance alone it would stay alone. */
export function temperOf(leaves: number, papers: number): number {
  return Math.max(TEMPER, Math.sqrt(leaves / papers))
}

/** @param temper t, in [0, 1] */
export function mergeCost(a: Group, b: Group, temper: number): number {
  let squares = 0
  for (let d = 0; d < a.mean.length; d++) squares += (a.mean[d]! - b.mean[d]!) ** 2
  return squares * ((a.size * b.size) / (a.size + b.size)) ** temper
}

/** What two groups are as one. */
export function merged(a: Group, b: Group): Group {
  const size = a.size + b.size
  return { mean: a.mean.map((number, d) => (number * a.size + b.mean[d]! * b.size) / size), size }
}

/**
 * @param means one a leaf
 * @param sizes above 0
 * @param options.temper t, in [0, 1]
 * @param options.within of each leaf, what it may not be merged out of; nothing unless told
 * @returns one merge fewer than leaves, or as many fewer as there are things to stay within. Cost: leaves² × D steps,
 *   0.3 s for 500 leaves at D = 64.
 */
export function mergeTree(
  means: readonly Float64Array[],
  sizes: readonly number[],
  { temper, within }: { temper: number; within?: readonly number[] },
): Merges {
  const nodes = means.map((mean, at) => ({ node: at, mean, size: sizes[at]! }))
  const areOne = (i: number, j: number) => !within || within[i] === within[j]
  // For each place the cheapest partner behind it.
  const costs = nodes.map((a, i) =>
    Float64Array.from(nodes, (b, j) => (j > i && areOne(i, j) ? mergeCost(a, b, temper) : Infinity)),
  )
  const alive = new Set(nodes.keys())
  const partner = nodes.map(() => -1)
  const cheaper = (i: number, j: number, than: number) =>
    than === -1 || costs[i]![j]! < costs[i]![than]! || (costs[i]![j]! === costs[i]![than]! && j < than)
  const look = (i: number) => {
    partner[i] = -1
    for (const j of alive) if (j > i && areOne(i, j) && cheaper(i, j, partner[i]!)) partner[i] = j
  }
  for (const i of alive) look(i)
  const merges: [number, number][] = []
  while (alive.size > 1) {
    let into = -1
    for (const i of alive) {
      if (partner[i] === -1) continue
      if (into === -1 || costs[i]![partner[i]!]! < costs[into]![partner[into]!]!) into = i
    }
    if (into === -1) break
    const from = partner[into]!
    const [a, b] = [nodes[into]!, nodes[from]!]
    nodes[into] = { node: means.length + merges.length, ...merged(a, b) }
    merges.push([a.node, b.node])
    alive.delete(from)
    for (const i of alive) {
      if (!areOne(i, into)) continue
      const cost = mergeCost(nodes[i]!, nodes[into]!, temper)
      if (i < into) costs[i]![into] = cost
      else if (i > into) costs[into]![i] = cost
    }
    for (const i of alive) {
      if (!areOne(i, into)) continue
      if (i === into || partner[i] === into || partner[i] === from) look(i)
      else if (i < into && cheaper(i, into, partner[i]!)) partner[i] = into
    }
  }
  return merges
}
