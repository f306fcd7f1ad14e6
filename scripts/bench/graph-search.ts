/** Many queries one after another, timed. */
import type { Neighbour } from '../../src/index/vector-index.ts'
import { type Matrix, row } from '../../src/vector.ts'
import { NEIGHBOURS } from './queries.ts'

/** One more than is wanted, because a paper finds itself. */
export const ASKED = NEIGHBOURS + 1

export interface Found {
  /** Rows found by each query, nearest first. */
  readonly rows: readonly (readonly number[])[]
  /** Mean time of one query, of the processor. */
  readonly ms: number
}

export type Search = (queries: Matrix) => Promise<Found>
type Nearest = (query: Float32Array, count: number) => readonly Neighbour[]

export function timed(nearest: Nearest): Search {
  return async (queries) => {
    const started = process.cpuUsage()
    const rows = Array.from({ length: queries.count }, (_, at) =>
      nearest(row(queries, at), ASKED).map((neighbour) => neighbour.row),
    )
    return { rows, ms: processorMsSince(started) / queries.count }
  }
}

/** Time of the processor, which other programs on the machine make little difference to. */
export function processorMsSince(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1000
}
