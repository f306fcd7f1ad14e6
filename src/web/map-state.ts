/** What the map's page tells its script, beside the points that it fetches. */
import type { View } from '../map/view.ts'

export interface MapState {
  readonly snapshot: string
  readonly view: View
  /** Leaves of the chosen topic; the others step back. */
  readonly leaves?: readonly number[]
  /** Rows that a search found, best first. */
  readonly found?: readonly number[]
  /** Rows that the reader liked, saved or read. */
  readonly history?: readonly number[]
  /** Row that was asked for. */
  readonly paper?: number
}

/** All rows that stand out. */
export function markedRows({
  found = [],
  history = [],
  paper,
}: Pick<MapState, 'found' | 'history' | 'paper'> = {}): number[] {
  return [...found, ...history, ...(paper === undefined ? [] : [paper])]
}
