import { describe, expect, it } from 'vitest'
import { exactIndex } from '../../src/index/exact.ts'
import { neighboursOfRows } from '../../src/index/neighbours.ts'
import { seeded } from '../../src/random.ts'
import { inNode, nodesOfLeaves, parentOf } from '../../src/topic.ts'
import { groupsOf, topicCount } from '../../src/topics/groups.ts'
import { matrix, unit } from '../../src/vector.ts'

/** Papers around seeded directions of 16 dimensions, in turn; at this noise two of a group have a cosine of about 0.8. */
function around(groups: number, count: number) {
  const random = seeded(5)
  const some = () => Float32Array.from({ length: 16 }, () => random() + random() + random() - 1.5)
  const middles = Array.from({ length: groups }, () => unit(some()))
  const rows = Array.from({ length: count }, (_, n) => {
    const noise = some()
    return unit(middles[n % groups]!.map((number, d) => number + 0.22 * noise[d]!))
  })
  return matrix(Float32Array.from(rows.flatMap((own) => [...own])), 16)
}
const found = (vectors: ReturnType<typeof around>) =>
  groupsOf(vectors, neighboursOfRows(vectors, exactIndex(vectors)))

describe('groups of papers', () => {
  const groups = topicCount(400)
  const vectors = around(groups, 400)
  const model = found(vectors)

  it('are those that were planted', () => {
    const together = new Map<number, Set<number>>()
    model.assignment.forEach((group, n) => {
      together.set(group, (together.get(group) ?? new Set()).add(n % groups))
    })
    expect(together.size).toBe(groups)
    for (const planted of together.values()) expect(planted.size).toBe(1)
  })

  it('agree with the tree: a paper is in the leaf of a node of the cut that it is assigned to', () => {
    const ofLeaf = nodesOfLeaves(model.merges, model.cut)
    expect(Array.from(model.leaves, (leaf) => ofLeaf[leaf])).toEqual([...model.assignment])
    const [node] = model.cut
    const has = inNode({ ...model, nodes: [] }, node!)
    expect(Array.from(model.leaves.keys()).filter(has)).toEqual(
      Array.from(model.leaves.keys()).filter((row) => model.assignment[row] === 0),
    )
    const whole = 2 * model.merges.length
    expect(parentOf(model, whole)).toBeUndefined()
    expect(model.merges[parentOf(model, 0)! - model.merges.length - 1]).toContain(0)
  })

  it('are told with the next most probable, which are less so', () => {
    const { places, probabilities } = model.memberships
    for (let at = 0; at < 400; at++) {
      const [own, next, third] = probabilities.subarray(3 * at, 3 * at + 3)
      expect(places[3 * at]).toBe(model.assignment[at])
      expect(new Set(places.subarray(3 * at, 3 * at + 3)).size).toBe(3)
      expect(own).toBeGreaterThan(1 / groups)
      expect(own! + next! + third!).toBeLessThanOrEqual(1 + 1e-6)
      expect(next).toBeGreaterThanOrEqual(third!)
    }
  })

  it('come out the same, to the byte', () => {
    expect(found(vectors)).toEqual(model)
  })

  it('of one paper are one', () => {
    expect(found(around(1, 1))).toMatchObject({ merges: [], cut: [0] })
  })
})
