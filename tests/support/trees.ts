/** Topics told by the place of each paper's, in a tree that joins them one after another. */
import { MEMBERSHIPS, type Merges, type Topic, type TopicModel } from '../../src/topic.ts'

/** @param assignment −1 for none */
export function topicsOfPlaces(assignment: readonly number[], dimensions: number): TopicModel {
  const count = Math.max(-1, ...assignment) + 1
  const merges: Merges = Array.from({ length: Math.max(0, count - 1) }, (_, m) => [
    m === 0 ? 0 : count + m - 1,
    m + 1,
  ])
  const topicOf = (node: number, size: number, medoid: number): Topic => ({
    id: `t${String(node).padStart(8, '0')}`,
    node,
    label: node < count ? `Topic ${node}` : `Topics up to ${node - count + 1}`,
    terms: [],
    about: '',
    size,
    medoids: medoid === -1 ? [] : [medoid],
  })
  const sizeOf = (leaf: number) => assignment.filter((own) => own === leaf).length
  const nodes = Array.from({ length: count }, (_, leaf) =>
    topicOf(leaf, sizeOf(leaf), assignment.indexOf(leaf)),
  )
  for (const [a, b] of merges)
    nodes.push(topicOf(nodes.length, nodes[a]!.size + nodes[b]!.size, nodes[a]!.medoids[0] ?? -1))
  return {
    topics: nodes.slice(0, count),
    assignment: Int32Array.from(assignment),
    memberships: {
      places: Int32Array.from(
        assignment.flatMap((place) => [place, ...Array<number>(MEMBERSHIPS - 1).fill(-1)]),
      ),
      probabilities: Float32Array.from(
        assignment.flatMap(() => [1, ...Array<number>(MEMBERSHIPS - 1).fill(0)]),
      ),
    },
    centroids: new Float32Array(count * dimensions),
    tree: { merges, nodes, leaves: Int32Array.from(assignment) },
    history: { revisions: [], told: {} },
    edits: [],
  }
}
