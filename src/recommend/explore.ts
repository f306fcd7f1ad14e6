/**
 * Exploration: some places of a list go to papers that the score would never show, so that an
 * interest which the history doesn't tell yet can be found (ε-greedy, with a fixed share instead of chance).
 */
import { type Random, shuffled } from '../random.ts'

/** Papers that may be explored: the lower half of the candidates. They are near enough to be read, and would not be seen. */
export function split<T>(candidates: readonly T[], random: Random): { main: T[]; unseen: T[] } {
  const half = Math.ceil(candidates.length / 2)
  return { main: candidates.slice(0, half), unseen: shuffled(candidates.slice(half), random) }
}

/**
 * One paper of `unseen` at every 1 / share-th place, the others from `main` in their order.
 *
 * @param share of the list, in [0, 1]
 */
export function withUnseen<T extends { readonly explored: boolean }>(
  main: readonly T[],
  unseen: readonly T[],
  { count, share }: { count: number; share: number },
): T[] {
  const list: T[] = []
  let [fromMain, fromUnseen] = [0, 0]
  while (list.length < count && (fromMain < main.length || fromUnseen < unseen.length)) {
    const due = Math.floor(share * (list.length + 1) + 1e-9) > fromUnseen
    const explored = fromMain >= main.length || (due && fromUnseen < unseen.length)
    list.push(explored ? { ...unseen[fromUnseen++]!, explored } : main[fromMain++]!)
  }
  return list
}
