/** Papers that belong to no topic for certain, where a collection is to have some. */
import { MEMBERSHIPS, type Memberships } from '../topic.ts'
import { type Grouping, topicsOfRows, withoutEmpty } from './grouping.ts'

/**
 * The grouping without the papers least sure of their topic; the surest of each topic stays.
 *
 * @param share of all papers, in [0, 1)
 * @returns with memberships that begin with −1 for those left out, then go on with what they are most
 */
export function withoutOutliers(
  grouping: Grouping,
  { places, probabilities }: Memberships,
  share: number,
): { grouping: Grouping; memberships: Memberships } {
  const out = leastSure(topicsOfRows(grouping), probabilities, share)
  const shifted = { places: places.slice(), probabilities: probabilities.slice() }
  for (const at of out) {
    const [start, end] = [at * MEMBERSHIPS, (at + 1) * MEMBERSHIPS]
    shifted.places.copyWithin(start + 1, start, end - 1)
    shifted.probabilities.copyWithin(start + 1, start, end - 1)
    shifted.places[start] = -1
    shifted.probabilities[start] = 0
  }
  const leaves = grouping.leaves.map((leaf, at) => (out.has(at) ? -1 : leaf))
  return { grouping: withoutEmpty({ ...grouping, leaves }), memberships: shifted }
}

function leastSure(topics: Int32Array, probabilities: Float32Array, share: number): Set<number> {
  const surest = new Map<number, number>()
  const sure = (at: number) => probabilities[at * MEMBERSHIPS]!
  topics.forEach((topic, at) => {
    const best = surest.get(topic)
    if (best === undefined || sure(at) > sure(best)) surest.set(topic, at)
  })
  const stay = new Set(surest.values())
  const others = [...topics.keys()].filter((at) => !stay.has(at))
  others.sort((a, b) => sure(a) - sure(b) || a - b)
  return new Set(others.slice(0, Math.floor(share * topics.length)))
}
