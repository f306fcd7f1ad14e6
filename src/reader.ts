/** The reader, and what a reader can tell us of a paper. */

export const REACTION_KINDS = ['like', 'save', 'read', 'dislike', 'hide'] as const
export type ReactionKind = (typeof REACTION_KINDS)[number]

export interface Reader {
  /** 128 random bits, 32 hex digits: who knows it is the reader. */
  readonly id: string
  readonly name: string
  readonly createdAt: Date
  /** Name of the strategy that makes their lists; the usual one unless told. */
  readonly strategy?: string
}

/** One word of a reader on one paper. A paper can be read, saved and liked at once. */
export interface Reaction {
  readonly paperId: string
  readonly kind: ReactionKind
  /** How much it counts beside others of its kind, in (0, 10]; 1 unless told. */
  readonly weight: number
  readonly at: Date
}

/** The kinds that a new reaction of this kind takes back: a paper is not liked and disliked at once. */
export const CONTRARY: Readonly<Record<ReactionKind, readonly ReactionKind[]>> = {
  like: ['dislike', 'hide'],
  save: ['dislike', 'hide'],
  read: [],
  dislike: ['like', 'save'],
  hide: ['like', 'save'],
}

/** Whether a reaction of this kind speaks for (1), against (−1) or says nothing (0) of papers alike. */
export const POLARITY: Readonly<Record<ReactionKind, -1 | 0 | 1>> = {
  like: 1,
  save: 1,
  read: 1,
  dislike: -1,
  hide: 0,
}

/** What a reader made of one of their interests. */
export interface EditedInterest {
  readonly id: string
  readonly name?: string
  /** How much it counts beside the others, in [0, 10]; 1 unless told. */
  readonly weight: number
  readonly muted: boolean
  /** Silent until then. */
  readonly snoozedUntil?: Date
  /** Ids of its papers when it was edited; one that the collection does not hold has the id that it would have. */
  readonly papers: readonly string[]
}

/** How much an interest counts at a moment: nothing while it is muted or snoozed. */
export function weightAt({ weight, muted, snoozedUntil }: EditedInterest, now: Date): number {
  return muted || (snoozedUntil && snoozedUntil > now) ? 0 : weight
}

/** A wish in plain words, such as “less benchmarks”. */
export interface Rule {
  readonly id: string
  readonly text: string
}

/** What was said of each paper; nothing of one that is not among them. */
export function saidOf(reactions: readonly Reaction[]): (paperId: string) => ReadonlySet<ReactionKind> {
  const kinds = new Map<string, Set<ReactionKind>>()
  for (const { paperId, kind } of reactions) kinds.set(paperId, (kinds.get(paperId) ?? new Set()).add(kind))
  const nothing: ReadonlySet<ReactionKind> = new Set()
  return (paperId) => kinds.get(paperId) ?? nothing
}
