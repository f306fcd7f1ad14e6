/** Turns of the event loop, so that what takes long does not hold up what is done at once. */

let last: Promise<unknown> = Promise.resolve()

/**
 * Resolves in a turn of the event loop of its own: of all who wait, one goes on a turn. Whoever computes for some
 * milliseconds waits for one first, and again in the midst of what takes longer than ten, so that answers ready at
 * the same moment are not worked on in one go, with timers, sockets and short requests behind them all.
 */
export function nextTurn(): Promise<void> {
  const mine = last.then(() => new Promise<void>((resolve) => setImmediate(resolve)))
  last = mine
  return mine
}
