/**
 * A list of recommendations as a reader was shown it, and what the reader did with each paper.
 *
 * In a list that compares two strategies each paper belongs to the team of the strategy that picked it.
 */
import { POLARITY, REACTION_KINDS } from './reader.ts'

export const TEAMS = ['a', 'b'] as const
export type Team = (typeof TEAMS)[number]

/** What a reader can do with a paper of a list: open it, or react to it. */
export const RESPONSE_KINDS = ['open', ...REACTION_KINDS] as const
export type ResponseKind = (typeof RESPONSE_KINDS)[number]

/** The responses that speak for whoever picked the paper. An `open` that a dislike follows does not. */
export const CREDITED_KINDS: readonly ResponseKind[] = RESPONSE_KINDS.filter(
  (kind) => kind === 'open' || POLARITY[kind] > 0,
)

/** One paper in one place of one list. */
export interface Impression {
  /** From 1. */
  readonly rank: number
  readonly paperId: string
  /** Absent where nothing was compared. */
  readonly team?: Team
  readonly response?: ResponseKind
  readonly respondedAt?: Date
}

export interface ShownList {
  /** 128 random bits, 32 hex digits. */
  readonly id: string
  /** The strategy that ranked it, or the comparison of two. */
  readonly strategy: string
  /** Id of the snapshot that it was computed from. */
  readonly snapshot: string
  readonly madeAt: Date
  /** In the order of their ranks. */
  readonly shown: readonly Impression[]
}

export interface Response {
  /** The id of a paper, or one it had before it was merged. */
  readonly paperId: string
  readonly kind: ResponseKind
  readonly at: Date
}

const VERSUS = ':'

/** How a list is labelled in which two strategies, team a's first, were compared. */
export function comparisonOf(teams: readonly [string, string]): string {
  return teams.join(VERSUS)
}

/** The two strategies of a comparison, team a's first. */
export function comparedIn(comparison: string): [string, string] {
  return comparison.split(VERSUS) as [string, string]
}
