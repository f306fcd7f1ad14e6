/**
 * How well a grouping agrees with a reference one. Groups are told by any labels; only who is together counts.
 *
 * Sources: Hubert & Arabie 1985, https://doi.org/10.1007/BF01908075 (adjusted Rand index);
 * Rosenberg & Hirschberg 2007, https://aclanthology.org/D07-1043 (V-measure)
 */
import { sum } from '../vector.ts'

export interface Agreement {
  /** Normalised mutual information, 2 I / (H(a) + H(b)), in [0, 1]: the harmonic mean of the next two, so also the V-measure. */
  readonly nmi: number
  /** Share of what there is to know of the reference that the grouping tells, in [0, 1]. */
  readonly homogeneity: number
  /** Share of what there is to know of the grouping that the reference tells, in [0, 1]. */
  readonly completeness: number
  /** Pairs that both put together beyond chance, in [−½, 1]; 1 for the same grouping, 0 on average for random ones. */
  readonly ari: number
}

/** @param found and `reference`: the group of each item. Cost: one step an item. */
export function agreement<A, B>(found: readonly A[], reference: readonly B[]): Agreement {
  const cells = new Map<A, Map<B, number>>()
  found.forEach((group, i) => {
    const row = cells.get(group) ?? new Map<B, number>()
    cells.set(group, row.set(reference[i]!, (row.get(reference[i]!) ?? 0) + 1))
  })
  const together = [...cells.values()].flatMap((row) => [...row.values()])
  const [ofFound, ofReference] = [sizes(found), sizes(reference)]
  const count = found.length
  const [a, b, both] = [ofFound, ofReference, together].map((groups) => entropy(groups, count)) as [
    number,
    number,
    number,
  ]
  const shared = a + b - both
  return {
    nmi: a + b === 0 ? 1 : (2 * shared) / (a + b),
    homogeneity: b === 0 ? 1 : shared / b,
    completeness: a === 0 ? 1 : shared / a,
    ari: adjustedRand(together, ofFound, ofReference, count),
  }
}

function sizes(groups: readonly unknown[]): number[] {
  const counts = new Map<unknown, number>()
  for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1)
  return [...counts.values()]
}

/** In nats; equal to the last bit for the same groups in another order. */
function entropy(groups: readonly number[], count: number): number {
  const parts = groups.map((size) => (-size / count) * Math.log(size / count))
  return sum(parts.sort((x, y) => x - y))
}

function adjustedRand(
  together: readonly number[],
  a: readonly number[],
  b: readonly number[],
  count: number,
): number {
  const pairs = (groups: readonly number[]) => sum(groups.map((size) => (size * (size - 1)) / 2))
  const [ofBoth, ofA, ofB] = [pairs(together), pairs(a), pairs(b)]
  const expected = (ofA * ofB) / pairs([count])
  const most = (ofA + ofB) / 2
  // Both put all together, or nobody: there is nothing to agree on but that.
  return count < 2 || most === expected ? 1 : (ofBoth - expected) / (most - expected)
}
