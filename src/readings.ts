/** What readers have read: for each, the rows of their papers. Held in memory only; see live-library.ts. */

export interface Readings {
  /** Where each reader's rows start; one more entry for the end. */
  readonly starts: Uint32Array
  readonly rows: Uint32Array
  /** The place of a reader among them; undefined for one who has read too little to be there. */
  placeOf(reader: string): number | undefined
}

export interface Reading {
  readonly reader: string
  /** In any order; twice counts once. */
  readonly rows: readonly number[]
}

/** A reader of one paper joins it to no other, so only those of two and more are kept. */
const PAPERS_MIN = 2

/** The readings come out the same whatever order they are given in: readers of few papers first. */
export function compactReadings(read: readonly Reading[]): Readings {
  const kept = read
    .map(({ reader, rows }) => ({ reader, rows: [...new Set(rows)].sort((a, b) => a - b) }))
    .filter(({ rows }) => rows.length >= PAPERS_MIN)
  kept.sort((a, b) => a.rows.length - b.rows.length || (a.reader < b.reader ? -1 : 1))
  const starts = new Uint32Array(kept.length + 1)
  kept.forEach(({ rows }, at) => {
    starts[at + 1] = starts[at]! + rows.length
  })
  const rows = new Uint32Array(starts[kept.length]!)
  kept.forEach((reading, at) => {
    rows.set(reading.rows, starts[at]!)
  })
  const places = new Map(kept.map(({ reader }, at) => [reader, at]))
  return { starts, rows, placeOf: (reader) => places.get(reader) }
}

export const NO_READINGS = compactReadings([])
