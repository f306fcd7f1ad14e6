/**
 * A reader's history with part of it hidden, to be found again from the rest.
 *
 * By time the newest fifth is hidden, once: what recommendations would have been asked for. Where the
 * times don't tell what was read first, as after an import, the papers are dealt into five parts by a
 * seed, and each part is hidden in turn: every paper is looked for once, so five times as many are.
 *
 * A hidden paper is a paper like any other: it stands in no side of the history, is no longer known, and
 * can be recommended. Whoever gives the history its `reader` keeps it out of what others read as well.
 */
import { InvalidInput } from '../errors.ts'
import { seeded, seedOf, shuffled } from '../random.ts'
import type { History, HistoryItem } from '../recommend/history.ts'
import type { Interest } from '../recommend/profile.ts'

export const SPLITS = ['time', 'seeded'] as const
export type SplitKind = (typeof SPLITS)[number]

export interface Trial {
  /** What recommendations start from. */
  readonly visible: History
  /** Rows, none in two trials of a history. */
  readonly hidden: readonly number[]
}

const HIDDEN_MIN = 5
/** What is looked for in all trials: more makes an interval narrower that is narrow enough. */
const HIDDEN_MAX = 200
const PARTS = 5

type Held = HistoryItem & { readonly row: number }

/**
 * @param interests of the whole history; papers of those that are silent are not looked for
 * @param asked the split; unless told by time where the times tell, else seeded
 * @throws InvalidInput when the collection holds fewer than 5 papers to hide, or the times don't tell
 */
export function trialsOf(
  history: History,
  interests: readonly Interest[],
  asked?: SplitKind,
): { split: SplitKind; trials: Trial[] } {
  const items = hideable(history, interests)
  if (items.length < HIDDEN_MIN)
    throw new InvalidInput(
      `a backtest needs ${HIDDEN_MIN} papers of the collection that the reader liked, saved or read and takes interest in; there are ${items.length}`,
    )
  const split = asked ?? (timesTell(items) ? 'time' : 'seeded')
  if (split === 'time' && !timesTell(items))
    throw new InvalidInput(
      'most papers of the history share their time with others, so none are the newest: use the seeded split',
      'split',
    )
  const parts = split === 'time' ? [newest(items)] : dealt(items, history.reader ?? '')
  return { split, trials: parts.map((part) => hide(history, part)) }
}

/** What the library holds of the papers for which the reader only speaks, in the order of their ids. */
function hideable({ positive, negative }: History, interests: readonly Interest[]): Held[] {
  const disliked = new Set(negative.map(({ row }) => row))
  return interests
    .filter(({ weight }) => weight > 0)
    .flatMap(({ members }) => members.map((place) => positive[place]!))
    .filter((item): item is Held => item.row !== undefined && !disliked.has(item.row))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Whether at least every other paper has a time that no paper before it had. */
function timesTell(items: readonly Held[]): boolean {
  const times = new Set(items.map(({ at }) => at?.getTime()))
  return !times.has(undefined) && 2 * times.size >= items.length
}

function newest(items: readonly Held[]): Held[] {
  const count = Math.min(HIDDEN_MAX, Math.floor(items.length / PARTS))
  return items.toSorted((a, b) => b.at!.getTime() - a.at!.getTime()).slice(0, count)
}

function dealt(items: readonly Held[], reader: string): Held[][] {
  const order = shuffled(items, seeded(seedOf(reader))).slice(0, HIDDEN_MAX)
  return Array.from({ length: PARTS }, (_, part) => order.filter((_, at) => at % PARTS === part))
}

function hide(history: History, items: readonly Held[]): Trial {
  const hidden = new Set<number | undefined>(items.map(({ row }) => row))
  const visible = {
    ...history,
    positive: history.positive.filter(({ row }) => row === undefined || !hidden.has(row)),
    known: new Set([...history.known].filter((row) => !hidden.has(row))),
  }
  return { visible, hidden: items.map(({ row }) => row) }
}
