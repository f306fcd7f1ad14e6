/**
 * Which runs of whole pieces of a text the network reads together, when it can't read all at once.
 */

/**
 * What one pass of the network reads: pieces `from` to `to`, exclusive, and of the last one no more
 * than fits.
 */
export interface Window {
  readonly from: number
  readonly to: number
}

/** How many of the pieces lie wholly within the first `capacity` tokens. */
export function piecesWithin(lengths: readonly number[], capacity: number): number {
  let end = 0
  const beyond = lengths.findIndex((length) => {
    end += length
    return end > capacity
  })
  return beyond === -1 ? lengths.length : beyond
}

/**
 * The pieces from `first` on, in as few windows as whole pieces allow; one that is longer than
 * `capacity` tokens has a window of its own.
 */
export function windowsFrom(first: number, lengths: readonly number[], capacity: number): Window[] {
  const windows: Window[] = []
  for (let from = first; from < lengths.length; ) {
    const to = from + Math.max(1, piecesWithin(lengths.slice(from), capacity))
    windows.push({ from, to })
    from = to
  }
  return windows
}
