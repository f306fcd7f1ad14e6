/** How much of the exact answer is found where a filter passes some of the rows. */
import type { VectorIndex } from '../../src/index/vector-index.ts'
import { seeded } from '../../src/random.ts'
import { type Matrix, row } from '../../src/vector.ts'
import { processorMsSince } from './graph-search.ts'
import { NEIGHBOURS } from './queries.ts'
import { figure } from './statistics.ts'

const SHARES = [0.001, 0.01, 0.05, 0.1, 0.2, 0.5, 0.9]
const QUERIES_MAX = 200

/** A line for each share: the share, recall@10 and milliseconds a query. */
export function recallByFilter(index: VectorIndex, exact: VectorIndex, queries: Matrix): string[][] {
  const random = seeded(4)
  return SHARES.map((share) => {
    const rows = Array.from({ length: index.count }, (_, at) => at).filter(() => random() < share)
    const within = Uint32Array.from(rows)
    const asked = Array.from({ length: Math.min(QUERIES_MAX, queries.count) }, (_, at) => row(queries, at))
    const started = process.cpuUsage()
    const found = asked.map((query) => index.nearest(query, { count: NEIGHBOURS, within }))
    const ms = processorMsSince(started) / asked.length
    let [right, wanted] = [0, 0]
    asked.forEach((query, i) => {
      const truth = new Set(exact.nearest(query, { count: NEIGHBOURS, within }).map((one) => one.row))
      right += found[i]!.filter((one) => truth.has(one.row)).length
      wanted += truth.size
    })
    return [`${100 * share} %`, (right / wanted).toFixed(4), figure(ms)]
  })
}
