import { describe, expect, it } from 'vitest'
import type { Memberships } from '../../src/topic.ts'
import { type Grouping, topicsOfRows } from '../../src/topics/grouping.ts'
import { withoutOutliers } from '../../src/topics/outliers.ts'

// Five papers in two topics; how sure each is of its own, the rest being the other's.
const sure = [0.9, 0.6, 0.7, 0.5, 0.55]
const grouping: Grouping = { leaves: Int32Array.of(0, 0, 1, 2, 2), topicOfLeaf: [0, 0, 1] }
const memberships: Memberships = {
  places: Int32Array.from([0, 0, 0, 1, 1].flatMap((own) => [own, 1 - own, -1])),
  probabilities: Float32Array.from(sure.flatMap((own) => [own, 1 - own, 0])),
}
const left = (share: number) => withoutOutliers(grouping, memberships, share)

describe('outliers', () => {
  it('are none unless some are wanted', () => {
    expect(left(0)).toEqual({ grouping, memberships })
  })

  it('are the papers least sure of their topic, but never its surest', () => {
    // 0.5 and 0.6 go; 0.55, though less sure, is the surest of its topic.
    const found = left(0.4)
    expect([...topicsOfRows(found.grouping)]).toEqual([0, -1, 0, -1, 1])
  })

  it('are told with what they are most', () => {
    const { places, probabilities } = left(0.2).memberships
    expect([...places.subarray(9, 12)]).toEqual([-1, 1, 0])
    expect([...probabilities.subarray(9, 12)]).toEqual([0, 0.5, 0.5])
    expect([...places.subarray(0, 3)]).toEqual([0, 1, -1])
  })
})
