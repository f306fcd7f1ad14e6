/**
 * What became of topics: those of the cut, before and after a rebuild.
 *
 * A topic split where two or more took a good part each of its papers and are made of them; topics merged where one holds
 * most of the papers of two or more. What is told so is not told again as born or died. Sizes are compared with
 * those that were last told, not with the last snapshot's, or slow growth would never be seen.
 */
import type { Topic, TopicModel } from '../topic.ts'
import type { TopicChange, TopicHistory, TopicRevision, TopicShare } from '../topic-change.ts'
import type { Overlap } from './overlap.ts'

/** Of the papers of a topic that split, at least so many went to each of its parts. */
const PART_MIN = 0.2
/** Of the papers of a topic that was merged, at least so many went into the one that holds it now. */
const MOST = 0.5
/** Growth that is worth telling, as a share, and in papers. */
const SIZE_CHANGE_MIN = 0.1
const SIZE_CHANGE_MIN_PAPERS = 3
const OTHERS_MAX = 5
const REVISIONS_MAX = 50

export interface Rebuilt {
  readonly topics: readonly Topic[]
  /** Papers of the collection. */
  readonly papers: number
  /** ISO 8601 in UTC. */
  readonly at: string
}

/**
 * The history of topics with what this rebuild changed.
 * @param overlap of the tree of now with the one before
 */
export function continuedHistory(now: Rebuilt, before: TopicModel, overlap: Overlap): TopicHistory {
  const changes = changesOf(now.topics, before, overlap)
  const told = Object.fromEntries(
    now.topics.map(({ id, size }) => [
      id,
      sizeIsTold(changes, id) ? size : (before.history.told[id] ?? size),
    ]),
  )
  if (changes.length === 0) return { revisions: before.history.revisions, told }
  const revision: TopicRevision = {
    at: now.at,
    papersBefore: before.assignment.length,
    papers: now.papers,
    changes,
  }
  return { revisions: [revision, ...before.history.revisions].slice(0, REVISIONS_MAX), told }
}

/** Of topics that nobody has seen before: there is nothing to tell yet. */
export function newHistory(topics: readonly Topic[]): TopicHistory {
  return { revisions: [], told: Object.fromEntries(topics.map(({ id, size }) => [id, size])) }
}

function sizeIsTold(changes: readonly TopicChange[], id: string): boolean {
  return changes.some((change) => change.id === id && change.kind !== 'renamed')
}

function changesOf(now: readonly Topic[], before: TopicModel, overlap: Overlap): TopicChange[] {
  const then = before.topics
  const nowOf = new Map(now.map((topic) => [topic.id, topic]))
  const thenOf = new Map(then.map((topic) => [topic.id, topic]))
  const toldSize = ({ id, size }: Topic) => before.history.told[id] ?? size
  const wentTo = (old: Topic) => shares(now, (topic) => overlap.both(topic.node, old.node))
  const cameFrom = (topic: Topic) => shares(then, (old) => overlap.both(topic.node, old.node))

  const split = then.flatMap((old): TopicChange[] => {
    const left = overlap.ofSecond(old.node)
    const parts = now.filter((topic) => {
      const both = overlap.both(topic.node, old.node)
      return both >= PART_MIN * left && both > MOST * overlap.ofFirst(topic.node)
    })
    if (left === 0 || parts.length < 2) return []
    const topic = nowOf.get(old.id)
    const others = shares(parts, ({ node }) => overlap.both(node, old.node)).filter(({ id }) => id !== old.id)
    return [{ ...named(old, topic), kind: 'split', papersBefore: toldSize(old), others }]
  })
  const merged = now.flatMap((topic): TopicChange[] => {
    const whole = then.filter((old) => overlap.both(topic.node, old.node) > MOST * overlap.ofSecond(old.node))
    if (whole.length < 2) return []
    const old = thenOf.get(topic.id)
    const others = shares(whole, ({ node }) => overlap.both(topic.node, node)).filter(
      ({ id }) => id !== topic.id,
    )
    return [{ ...named(old, topic), kind: 'merged', papersBefore: old ? toldSize(old) : 0, others }]
  })
  const explained = new Set(
    [...split, ...merged].flatMap(({ id, others }) => [id, ...others.map((other) => other.id)]),
  )
  const born = now
    .filter(({ id }) => !thenOf.has(id) && !explained.has(id))
    .map(
      (topic): TopicChange => ({
        ...named(undefined, topic),
        kind: 'born',
        papersBefore: 0,
        others: cameFrom(topic),
      }),
    )
  const died = then
    .filter(({ id }) => !nowOf.has(id) && !explained.has(id))
    .map(
      (old): TopicChange => ({
        ...named(old, undefined),
        kind: 'died',
        papersBefore: toldSize(old),
        others: wentTo(old),
      }),
    )
  const stayed = now.flatMap((topic) => {
    const old = thenOf.get(topic.id)
    return old ? [{ topic, old }] : []
  })
  const sized = stayed.flatMap(({ topic, old }): TopicChange[] => {
    const papersBefore = toldSize(old)
    const by = topic.size - papersBefore
    const isMuch = Math.abs(by) >= Math.max(SIZE_CHANGE_MIN_PAPERS, SIZE_CHANGE_MIN * papersBefore)
    if (!isMuch || explained.has(topic.id)) return []
    return [{ ...named(old, topic), kind: by > 0 ? 'grew' : 'shrank', papersBefore, others: [] }]
  })
  const renamed = stayed
    .filter(({ topic, old }) => topic.label !== old.label)
    .map(
      ({ topic, old }): TopicChange => ({
        ...named(old, topic),
        kind: 'renamed',
        papersBefore: toldSize(old),
        others: [],
      }),
    )
  return [...born, ...died, ...split, ...merged, ...sized, ...renamed]
}

/** What a topic is called and how large it is, given what it was and what it is. */
function named(old: Topic | undefined, topic: Topic | undefined) {
  const { id, label } = (topic ?? old)!
  const labelBefore = old && old.label !== label ? old.label : undefined
  return { id, label, ...(labelBefore === undefined ? {} : { labelBefore }), papers: topic?.size ?? 0 }
}

function shares(topics: readonly Topic[], papersOf: (topic: Topic) => number): TopicShare[] {
  return topics
    .map((topic) => ({ id: topic.id, label: topic.label, papers: papersOf(topic) }))
    .filter(({ papers }) => papers > 0)
    .sort((a, b) => b.papers - a.papers || (a.id < b.id ? -1 : 1))
    .slice(0, OTHERS_MAX)
}
