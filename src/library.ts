/**
 * The library: one snapshot and what readers have read of it, with the look-ups that answers need,
 * made once when it is opened.
 *
 * An answer takes a library as its first argument and never asks for another, so it can't mix two
 * generations of the index.
 */
import { type Centring, centre } from './centring.ts'
import { type CoReading, coReadingOf } from './co-reading.ts'
import type { Snapshot, SnapshotInMemory } from './index/snapshot.ts'
import { type LocalScaling, scaleLocally } from './local-scaling.ts'
import { NO_READINGS, type Readings } from './readings.ts'

export interface Library extends Snapshot {
  readonly count: number
  /** Row of a paper's id. */
  rowOf(id: string): number | undefined
  /** Day of publication of each row, counted from 1970-01-01; NO_DAY where unknown. */
  readonly days: Int32Array
  /** Rows from the newest paper to the oldest, undated ones last, ties by row. */
  readonly newestFirst: Uint32Array
  readonly centring: Centring
  /** Similarity beyond what is usual around either paper. */
  readonly scaling: LocalScaling
  /** What its readers read together. */
  readonly coReading: CoReading
}

/** Of a paper without a date. */
export const NO_DAY = -(2 ** 31)

/** Day number of a calendar day `YYYY-MM-DD`. */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000
}

/** Of a snapshot that is held in memory as a whole. */
export type LibraryInMemory = SnapshotInMemory & Library

/** The same library with what was read since. */
export function withReadings<L extends Library>(library: L, readings: Readings): L {
  return { ...library, coReading: coReadingOf(readings, library.count) }
}

/** About 0.4 s for 100,000 papers. */
export function openLibrary<S extends Snapshot>(snapshot: S): S & Library {
  const { cards } = snapshot
  const rows = new Map(cards.map((card, at) => [card.id, at]))
  const centring = centre(snapshot.vectors)
  const days = Int32Array.from(cards, (card) => (card.publishedOn ? dayNumber(card.publishedOn) : NO_DAY))
  return {
    ...snapshot,
    count: cards.length,
    rowOf: (id) => rows.get(id),
    days,
    newestFirst: Uint32Array.from(cards.keys()).sort((a, b) => days[b]! - days[a]! || a - b),
    centring,
    scaling: scaleLocally(centring, snapshot.neighbours, snapshot.index),
    coReading: coReadingOf(NO_READINGS, cards.length),
  }
}
