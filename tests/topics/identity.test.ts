import { describe, expect, it } from 'vitest'
import { exactIndex } from '../../src/index/exact.ts'
import { neighboursOfRows } from '../../src/index/neighbours.ts'
import { seeded } from '../../src/random.ts'
import type { TopicModel } from '../../src/topic.ts'
import { type FindOptions, findTopics } from '../../src/topics/find.ts'
import { topicCount } from '../../src/topics/groups.ts'
import { matrix, unit } from '../../src/vector.ts'

const DIMENSIONS = 16
const random = seeded(9)
const some = () => Float32Array.from({ length: DIMENSIONS }, () => random() + random() + random() - 1.5)
const mixed = (a: Float32Array, b: Float32Array, share: number) => unit(a.map((x, d) => x + share * b[d]!))
/** Papers around a direction; two of them have a cosine of about 0.8. */
const around = (direction: Float32Array, count: number) =>
  Array.from({ length: count }, () => mixed(direction, some(), 0.22))

// Fourteen directions, as many as 400 papers have topics; the last two lie near one another.
const GROUPS = topicCount(400)
const directions = Array.from({ length: GROUPS }, () => unit(some()))
directions[GROUPS - 1] = mixed(directions[GROUPS - 2]!, some(), 0.35)
const planted = directions.flatMap((direction) => around(direction, Math.round(400 / GROUPS)))

function topicsOf(rows: readonly Float32Array[], options?: FindOptions): Promise<TopicModel> {
  const vectors = matrix(Float32Array.from(rows.flatMap((own) => [...own])), DIMENSIONS)
  const paperAt = (row: number) => ({ id: `${row}`, title: `Paper ${row}`, abstract: '' })
  return findTopics(vectors, neighboursOfRows(vectors, exactIndex(vectors)), paperAt, options)
}
/** The topics when some papers have come, or with other options. */
function grown(
  model: TopicModel,
  rows: readonly Float32Array[],
  more: readonly Float32Array[],
  options?: FindOptions,
) {
  const all = [...rows, ...more]
  const rowBefore = Int32Array.from(all.keys()).map((row) => (row < rows.length ? row : -1))
  return topicsOf(all, { before: { model, rowBefore }, at: '2025-11-11T00:00:00.000Z', ...options })
}
const idsOf = ({ topics, assignment }: TopicModel) => Array.from(assignment, (place) => topics[place]?.id)
const kindsOf = ({ history }: TopicModel) => history.revisions[0]?.changes.map(({ kind }) => kind) ?? []

const before = await topicsOf(planted)

describe('topics as a collection grows', () => {
  it('keep ids, names and papers when a hundredth is added', async () => {
    const now = await grown(
      before,
      planted,
      directions.slice(0, 4).flatMap((direction) => around(direction, 1)),
    )
    const stayed = idsOf(before).filter((id, row) => id === idsOf(now)[row])
    expect(stayed.length / planted.length).toBeGreaterThanOrEqual(0.98)
    expect(now.topics.map(({ id }) => id).sort()).toEqual(before.topics.map(({ id }) => id).sort())
    const labels = new Map(before.topics.map(({ id, label }) => [id, label]))
    expect(now.topics.filter(({ id, label }) => labels.get(id) !== label)).toEqual([])
    expect(now.history.revisions).toEqual([])
  })

  it('are the very same when nothing is added', async () => {
    const now = await grown(before, planted, [])
    expect(idsOf(now)).toEqual(idsOf(before))
    expect(now.tree.nodes.map(({ id }) => id)).toEqual(
      (await grown(now, planted, [])).tree.nodes.map(({ id }) => id),
    )
  })

  it('come out the same again, to the byte', async () => {
    const more = around(directions[1]!, 20)
    expect(await grown(before, planted, more)).toEqual(await grown(before, planted, more))
  })

  it('split where one becomes two, which is told', async () => {
    // Two directions that a small topic was between; then both get many papers.
    const [one, two] = [mixed(directions[3]!, some(), 0.3), mixed(directions[3]!, some(), 0.3)]
    const rows = [
      ...planted.filter((_, row) => idsOf(before)[row] !== idsOf(before)[3 * 29]),
      ...around(one, 12),
      ...around(two, 12),
    ]
    const first = await topicsOf(rows)
    const now = await grown(first, rows, [...around(one, 60), ...around(two, 60)])
    const [own] = now.history.revisions[0]!.changes.filter(({ kind }) => kind === 'split')
    // All of its papers were of the two, and those of each are together now.
    const old = rows.flatMap((_, row) => (idsOf(first)[row] === own!.id ? [row] : []))
    expect(Math.min(...old)).toBeGreaterThanOrEqual(rows.length - 24)
    expect(new Set(idsOf(now).slice(rows.length, rows.length + 60)).size).toBe(1)
    expect(new Set(idsOf(now).slice(rows.length + 60)).size).toBe(1)
    expect(own!.others).toHaveLength(1)
  })

  it('are merged where two are nearly one and a new one needs the place, which is told', async () => {
    const [near, other] = [(GROUPS - 2) * 29, (GROUPS - 1) * 29].map((row) => idsOf(before)[row]!)
    expect(near).not.toBe(other)
    const now = await grown(before, planted, around(unit(some()), 40))
    expect(kindsOf(now)).toContain('merged')
    const merged = now.history.revisions[0]!.changes.find(({ kind }) => kind === 'merged')!
    expect([merged.id, ...merged.others.map(({ id }) => id)].sort()).toEqual([near, other].sort())
    expect(kindsOf(now)).toContain('born')
  })

  it('follow what people said, also after the next rebuild, until it is taken back', async () => {
    const [a, b] = before.topics
    const parts = [a!, b!].map(({ medoids }) => medoids.map(String))
    const edits = [{ id: 'e', verdict: 'together', parts } as const]
    const united = await grown(before, planted, [], { edits })
    expect(united.topics).toHaveLength(GROUPS - 1)
    expect(united.topics[0]!.size).toBe(a!.size + b!.size)
    expect(kindsOf(united)).toContain('merged')
    const later = await grown(united, planted, around(directions[2]!, 4), { edits })
    expect(later.topics).toHaveLength(GROUPS - 1)
    const back = await grown(later, [...planted, ...around(directions[2]!, 4)], [])
    expect(back.topics).toHaveLength(GROUPS)
    expect(back.topics.filter(({ size }) => size === a!.size + b!.size)).toEqual([])
  })

  it('are split by hand along the parts named', async () => {
    const [whole] = before.topics
    const leaves = before.tree.merges[whole!.node - before.tree.merges.length - 1]!
    const parts = leaves.map((node) => before.tree.nodes[node]!.medoids.map(String))
    const parted = await grown(before, planted, [], { edits: [{ id: 'e', verdict: 'apart', parts }] })
    expect(parted.topics).toHaveLength(GROUPS + 1)
    const [first, second] = parts.map(([medoid]) => idsOf(parted)[Number(medoid)])
    expect(first).not.toBe(second)
    expect(kindsOf(parted)).toContain('split')
  })

  it('leave out the papers least sure of theirs where some are to be outliers', async () => {
    const now = await grown(before, planted, [], { outlierShare: 0.1 })
    expect(idsOf(now).filter((id) => id === undefined)).toHaveLength(Math.floor(0.1 * planted.length))
    expect(now.topics.reduce((sum, { size }) => sum + size, 0)).toBe(
      planted.length - Math.floor(0.1 * planted.length),
    )
    // They come back when none are wanted.
    expect(idsOf(await grown(now, planted, []))).not.toContain(undefined)
  })

  it('are found anew where most papers are new', async () => {
    const now = await grown(
      before,
      planted,
      directions.flatMap((direction) => around(direction, 40)),
    )
    expect(now.topics).toHaveLength(topicCount(now.assignment.length))
    // Their ids are still those of the topics that they are.
    const stayed = idsOf(before).filter((id, row) => id === idsOf(now)[row])
    expect(stayed.length / planted.length).toBeGreaterThan(0.7)
  })
})
