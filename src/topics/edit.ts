/** What is said of topics by hand, put in terms of papers, which outlive a topic. */
import { InvalidInput } from '../errors.ts'
import type { Library } from '../library.ts'
import { partsOf, type Topic } from '../topic.ts'
import type { TopicEdit } from '../topic-edit.ts'

type Said = Omit<TopicEdit, 'id'>

/** That some topics are one. @throws InvalidInput where one of them is not at the usual level */
export function mergeOf(library: Library, topics: readonly Topic[]): Said {
  if (new Set(topics).size < 2) throw new InvalidInput('name two topics at least, each once', 'topics')
  for (const topic of topics) requireUsual(library, topic, 'topics')
  return { verdict: 'together', parts: topics.map((topic) => medoidIds(library, topic)) }
}

/**
 * That a topic is several: the parts it falls into in the tree.
 * @param into how many
 * @throws InvalidInput where it is not at the usual level, or has not so many parts
 */
export function splitOf(library: Library, topic: Topic, into: number): Said {
  requireUsual(library, topic, 'id')
  const parts = partsUnder(library, topic, into)
  if (parts.length < into)
    throw new InvalidInput(`${JSON.stringify(topic.label)} falls into ${parts.length} parts at most`, 'into')
  return { verdict: 'apart', parts: parts.map((part) => medoidIds(library, part)) }
}

function requireUsual({ topics: { topics } }: Library, topic: Topic, field: string): void {
  if (!topics.includes(topic))
    throw new InvalidInput(
      `${JSON.stringify(topic.label)} is not at the usual level: merge and split topics that \`GET /v1/topics\` names`,
      field,
    )
}

/** The nodes under a topic at a number of them, or as many as there are. */
function partsUnder({ topics: { tree } }: Library, topic: Topic, count: number): Topic[] {
  let parts = [topic.node]
  while (parts.length < count) {
    // The last merge is the one that joined what differs most.
    const last = Math.max(...parts)
    const own = partsOf(tree, last)
    if (own.length === 0) break
    parts = parts.flatMap((part) => (part === last ? own : [part]))
  }
  return parts.map((node) => tree.nodes[node]!)
}

function medoidIds({ cards }: Library, { medoids }: Topic): string[] {
  return medoids.map((row) => cards[row]!.id)
}
