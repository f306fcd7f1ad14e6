/**
 * Nearest neighbours by the Postgres that all services share (db/vector-table.ts).
 *
 * Vectors there have the numbers of their texts, and are of every snapshot; which row of ours a number is, the
 * snapshot says. The order that comes back is that of half precision: some more than wanted are asked
 * for, and put in order by our own vectors, so that similarities are the same to the bit whatever found them.
 *
 * A filter goes along as a bitmap of numbers, 12.5 KB for 100,000 texts. Where few rows pass, they are
 * looked at one by one: a walk sees wanted / share vectors before enough have passed, so with n of N passing
 * looking at n is cheaper up to n² = wanted × N.
 */
import type { Database } from '../db/schema.ts'
import { nearestNumbers, type SearchOptions, type VectorSpace } from '../db/vector-table.ts'
import { dot, type Rows, row } from '../vector.ts'
import { checkQuery } from './exact.ts'
import { byRank, type Neighbour, type VectorSearch } from './vector-index.ts'

/** Beyond the wanted ones, for those that half precision puts in another order: at the edge they are a few in 10⁴ apart. */
const MARGIN = { least: 10, share: 0.05 }

/**
 * @param vectors of the snapshot
 * @param numbers what the Postgres calls the text of each row
 */
export function pgvectorSearch(
  db: Database,
  space: VectorSpace,
  { vectors, numbers }: { vectors: Rows; numbers: Uint32Array },
): VectorSearch {
  const { dimensions, count: total } = vectors
  if (numbers.length !== total)
    throw new Error(`numbers.u32: ${numbers.length} papers instead of ${total}: made for another Postgres`)
  const rowOf = new Int32Array(1 + numbers.reduce((most, number) => Math.max(most, number), 0)).fill(-1)
  numbers.forEach((number, at) => {
    rowOf[number] = at
  })

  const bitmapOf = (within: Iterable<number>) => {
    const bits = new Uint8Array(Math.ceil(rowOf.length / 8))
    for (const at of within) bits[numbers[at]! >> 3]! |= 1 << (numbers[at]! & 7)
    return bits
  }

  return {
    dimensions,
    count: total,
    async nearest(query, { count, within }) {
      checkQuery(query, dimensions)
      const wanted = Math.min(count, within?.length ?? total)
      if (wanted === 0) return []
      const asked = wanted + Math.max(MARGIN.least, Math.ceil(MARGIN.share * wanted))
      const search = async (options: Omit<SearchOptions, 'count'>) => {
        const found = await nearestNumbers(db, space, query, { count: asked, ...options })
        return (
          found
            .map((number) => rowOf[number] ?? -1)
            // Texts of newer snapshots and of older ones.
            .filter((at) => at !== -1)
            .map((at): Neighbour => ({ row: at, similarity: dot(query, row(vectors, at)) }))
            .sort(byRank)
            .slice(0, wanted)
        )
      }
      if (within && within.length ** 2 <= asked * total)
        return search({ numbers: Array.from(within, (at) => numbers[at]!) })
      const found = await search(within ? { allowed: bitmapOf(within) } : {})
      if (found.length === wanted) return found
      // Among many strangers, or many refused: none of ours must be lost for them.
      const allowed = bitmapOf(within ?? numbers.keys())
      const again = within ? found : await search({ allowed })
      return again.length === wanted ? again : search({ allowed, exact: true })
    },
  }
}
