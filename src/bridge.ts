/**
 * A bridge between two papers: a chain of papers from one to the other, each like the next.
 *
 * It is the cheapest path in the graph of nearest neighbours, where a step costs (1 − cosine)²: so two steps to a
 * paper halfway cost less than one step over the whole way, and a step between papers that have little to do with one
 * another costs more than it saves. Found from both ends at once (Dijkstra), it looks at few of the papers; on equal
 * costs the lower row comes first.
 *
 * Source: Pohl 1971 (bi-directional search), Machine Intelligence 6, 127–140
 */
import type { NeighbourLists } from './index/neighbours.ts'
import type { Library } from './library.ts'
import { RowQueue } from './row-queue.ts'

/**
 * @returns rows from `from` to `to`, both included; empty where no chain of neighbours leads there
 *
 * Cost: a few milliseconds; the first one turns the neighbour lists into a graph, about 0.2 s for 100,000 papers, once
 * a snapshot.
 */
export function bridge({ neighbours, count }: Library, from: number, to: number): number[] {
  if (from === to) return [from]
  const graph = graphOf(neighbours, count)
  const [ahead, back] = [openSide(from), openSide(to)]
  let meeting: number | undefined
  let best = Number.POSITIVE_INFINITY
  // What neither side has reached yet costs at least as much as both have gone.
  while (ahead.queue.least + back.queue.least < best) {
    const side = ahead.queue.least <= back.queue.least ? ahead : back
    const other = side === ahead ? back : ahead
    const row = side.queue.take()!
    if (side.done.has(row)) continue
    side.done.add(row)
    const own = side.costs.get(row)!
    for (let at = graph.ends[row]!; at < graph.ends[row + 1]!; at++) {
      const next = graph.rows[at]!
      const cost = own + graph.costs[at]!
      if (cost >= (side.costs.get(next) ?? Number.POSITIVE_INFINITY)) continue
      side.costs.set(next, cost)
      side.before.set(next, row)
      side.queue.add(next, cost)
      const whole = cost + (other.costs.get(next) ?? Number.POSITIVE_INFINITY)
      if (whole < best) [best, meeting] = [whole, next]
    }
  }
  if (meeting === undefined) return []
  return [...walk(ahead, meeting).reverse(), ...walk(back, meeting).slice(1)]
}

interface SearchSide {
  readonly costs: Map<number, number>
  readonly before: Map<number, number>
  readonly done: Set<number>
  readonly queue: RowQueue
}

function openSide(start: number): SearchSide {
  const queue = new RowQueue()
  queue.add(start, 0)
  return { costs: new Map([[start, 0]]), before: new Map(), done: new Set(), queue }
}

/** From a row to where the side began. */
function walk({ before }: SearchSide, row: number): number[] {
  const path = [row]
  for (let at = before.get(row); at !== undefined; at = before.get(at)) path.push(at)
  return path
}

/** The neighbours of row r stand from ends[r] to ends[r + 1]. */
interface Graph {
  readonly ends: Uint32Array
  readonly rows: Uint32Array
  readonly costs: Float32Array
}

const known = new WeakMap<NeighbourLists, Graph>()

/** Every list in both directions: to be a neighbour is not mutual, to be alike is. */
function graphOf(lists: NeighbourLists, count: number): Graph {
  const found = known.get(lists)
  if (found) return found
  const { perRow, rows: others, similarities } = lists
  const ends = new Uint32Array(count + 1)
  others.forEach((other, at) => {
    ends[Math.floor(at / perRow) + 1]!++
    ends[other + 1]!++
  })
  for (let row = 0; row < count; row++) ends[row + 1]! += ends[row]!
  const next = ends.slice()
  const rows = new Uint32Array(2 * others.length)
  const costs = new Float32Array(2 * others.length)
  others.forEach((other, at) => {
    const row = Math.floor(at / perRow)
    const cost = Math.max(0, 1 - similarities[at]!) ** 2
    for (const [a, b] of [
      [row, other],
      [other, row],
    ] as const) {
      const place = next[a]!++
      rows[place] = b
      costs[place] = cost
    }
  })
  const made = { ends, rows, costs }
  known.set(lists, made)
  return made
}
