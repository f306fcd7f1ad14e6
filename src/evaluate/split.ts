/** Which part of a reader's library is hidden, to be found again from the rest. */
import { seeded, shuffled } from '../random.ts'

export interface ReaderItems {
  readonly reader: number
  /** Rows, each once. */
  readonly items: readonly number[]
}

export interface Split {
  readonly reader: number
  readonly visible: readonly number[]
  readonly hidden: ReadonlySet<number>
}

const HIDDEN_SHARE = 0.2
const SEED = 1

/**
 * Hides a fifth of the items, at least one. A reader has a generator of their own, so the split
 * stays the same whoever else is evaluated.
 *
 * @param readers each with two items or more
 */
export function splitsOf(readers: readonly ReaderItems[], seed: number = SEED): Split[] {
  return readers.map(({ reader, items }) => {
    const order = shuffled(items, seeded(seed * 1_000_003 + reader))
    const hiddenCount = Math.max(1, Math.floor(HIDDEN_SHARE * items.length))
    return { reader, hidden: new Set(order.slice(0, hiddenCount)), visible: order.slice(hiddenCount) }
  })
}
