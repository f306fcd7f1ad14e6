/** Histories of a library's papers, named by their rows. */
import type { Library } from '../../src/library.ts'
import type { History, HistoryItem } from '../../src/recommend/history.ts'
import { row } from '../../src/vector.ts'
import { unitAt } from './flat-library.ts'

/** A paper of the library, liked with weight 1 and without a time. */
export function itemOf(library: Library, at: number, options: Partial<HistoryItem> = {}): HistoryItem {
  const { id, title } = library.cards[at]!
  return { id, title, vector: row(library.vectors, at), weight: 1, row: at, ...options }
}

/** A paper that the library does not hold. */
export function outsideItem(degrees: number, options: Partial<HistoryItem> = {}): HistoryItem {
  const title = `Outside at ${degrees}°`
  return {
    id: Buffer.from(title).toString('hex').padEnd(40, '0').slice(0, 40),
    title,
    vector: unitAt(degrees),
    weight: 1,
    ...options,
  }
}

/** All of its papers are known; the rest as told. */
export function historyOfRows(
  library: Library,
  positive: readonly number[],
  rest: Partial<Omit<History, 'negative'>> & { readonly negative?: readonly number[] } = {},
): History {
  const { negative = [], ...told } = rest
  return {
    positive: positive.map((at) => itemOf(library, at)),
    known: new Set([...positive, ...negative]),
    ...told,
    negative: negative.map((at) => itemOf(library, at)),
  }
}
