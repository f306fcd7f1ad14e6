/** Which papers of the library an answer may name: by day, by topic, or from a given list. */
import { dayNumber, type Library } from './library.ts'
import { inNode } from './topic.ts'

export interface Filter {
  /** First day of publication, `YYYY-MM-DD`, inclusive. */
  readonly from?: string
  /** Last day, inclusive. */
  readonly to?: string
  /** Number of a topic in the library's tree of them. */
  readonly topic?: number
  /** Rows to rank instead of the whole collection. */
  readonly candidates?: readonly number[]
}

/** The rows that pass, ascending; undefined when every row does. Undated papers never pass a date. Cost: one step a paper. */
export function rowsWithin(
  library: Library,
  { from, to, topic, candidates }: Filter,
): Uint32Array | undefined {
  if (from === undefined && to === undefined && topic === undefined && candidates === undefined)
    return undefined
  const dated = from !== undefined || to !== undefined
  const first = from === undefined ? Number.MIN_SAFE_INTEGER : dayNumber(from)
  const last = to === undefined ? Number.MAX_SAFE_INTEGER : dayNumber(to)
  const inTopic = topic === undefined ? undefined : inNode(library.topics.tree, topic)
  const passes = (row: number) => {
    const day = library.days[row]!
    if (dated && (library.cards[row]!.publishedOn === undefined || day < first || day > last)) return false
    return inTopic === undefined || inTopic(row)
  }
  const rows = candidates ? [...new Set(candidates)].sort((a, b) => a - b) : Array.from(library.cards.keys())
  return Uint32Array.from(rows.filter(passes))
}
