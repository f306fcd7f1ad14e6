/**
 * What becomes of each item of a reading history: a reaction, an outside paper, or nothing.
 *
 * Pure: import-history.ts reads what is stored, asks here, and writes what comes out. A file adds
 * to what the reader said and never takes from it: a reaction that stands stays as it is, and one
 * that contradicts it is left out. So importing a file again changes nothing.
 */
import { paperId } from '../paper.ts'
import { CONTRARY, type Reaction, type ReactionKind } from '../reader.ts'
import type { OutsidePaper } from './outside-papers.ts'

/** What a file says of one paper. */
export interface HistoryItem {
  /** Most telling first. */
  readonly names: readonly string[]
  readonly paper?: { readonly title: string; readonly abstract: string }
  readonly kind: ReactionKind
  readonly weight: number
  readonly at: Date
}

/** `changed` is false for what was said before. */
export type Placed =
  | { readonly place: 'collection'; readonly paperId: string; readonly changed: boolean }
  | { readonly place: 'outside'; readonly changed: boolean }
  | { readonly place: 'nowhere' }

export interface Placement {
  /** In the order of the items. */
  readonly placed: readonly Placed[]
  readonly reactions: readonly Reaction[]
  /** New ones, and those that stand and now say more. */
  readonly outside: readonly OutsidePaper[]
}

/** An outside paper has one kind: of two that point the same way the one that says more. */
const STRENGTH: Readonly<Record<ReactionKind, number>> = { read: 1, save: 2, like: 3, hide: -1, dislike: -2 }

/**
 * @param known id of the paper by name, for every name of the items that the collection knows
 * @param standing what the reader has said so far
 */
export function placeHistory(
  items: readonly HistoryItem[],
  known: ReadonlyMap<string, string>,
  standing: { readonly reactions: readonly Reaction[]; readonly outside: readonly OutsidePaper[] },
): Placement {
  const said = new Map<string, Set<ReactionKind>>()
  for (const { paperId, kind } of standing.reactions) kindsOf(said, paperId).add(kind)
  const byName = new Map<string, OutsidePaper>()
  for (const paper of standing.outside)
    for (const name of [paper.id, ...paper.aliases]) byName.set(name, paper)
  const reactions: Reaction[] = []
  const outside = new Map<string, OutsidePaper>()

  const place = (item: HistoryItem): Placed => {
    const { names, paper, kind, weight, at } = item
    const id = firstOf(names, known)
    if (id !== undefined) {
      const kinds = kindsOf(said, id)
      const changed = ![kind, ...CONTRARY[kind]].some((other) => kinds.has(other))
      if (changed) {
        kinds.add(kind)
        reactions.push({ paperId: id, kind, weight, at })
      }
      return { place: 'collection', paperId: id, changed }
    }
    if (!paper?.abstract) return { place: 'nowhere' }
    const before = firstOf(names, byName)
    const changed = !before || saysMore(kind, before.kind)
    if (changed) {
      const own = paperId(paper.title)
      const aliases = names.filter((name) => name !== own)
      const after = { ...(before ?? { id: own, ...paper, aliases }), kind, weight, at }
      outside.set(after.id, after)
      for (const name of [...names, after.id]) byName.set(name, after)
    }
    return { place: 'outside', changed }
  }
  return { placed: items.map(place), reactions, outside: [...outside.values()] }
}

function kindsOf(said: Map<string, Set<ReactionKind>>, id: string): Set<ReactionKind> {
  const kinds = said.get(id) ?? new Set()
  said.set(id, kinds)
  return kinds
}

const firstOf = <T>(names: readonly string[], known: ReadonlyMap<string, T>): T | undefined =>
  known.get(names.find((name) => known.has(name)) ?? '')

/** Below 0 for kinds that contradict each other. */
const saysMore = (kind: ReactionKind, than: ReactionKind) => STRENGTH[kind] / STRENGTH[than] > 1
