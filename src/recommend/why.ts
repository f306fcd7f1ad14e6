/** Why a paper is recommended, in words: the same on a page, in a feed and in a mail. */
import type { ReactionKind } from '../reader.ts'
import { percent } from '../text/percent.ts'
import { plainText } from '../text/plain.ts'

const CAUSES = 3
/** A smaller part explains nothing. */
const SHARE_MIN = 0.05
/** The strongest word said of a paper names it. */
const VERBS: readonly (readonly [ReactionKind, string])[] = [
  ['like', 'liked'],
  ['save', 'saved'],
  ['read', 'read'],
]

/** What is known of why, as answers hold it. */
export interface Reasons {
  readonly because: readonly { readonly id?: string; readonly title: string; readonly share: number }[]
  readonly citation?: { readonly theirs: string; readonly yours: string }
  readonly interest: { readonly label: string }
  readonly explored?: boolean
}

export interface ToldCause {
  /** `liked`, `saved` or `read`; absent where it is the one of the cause before. */
  readonly verb?: string
  /** Absent for a paper given by title and abstract alone. */
  readonly id?: string
  readonly title: string
  /** Part of the score, in [0, 1]. */
  readonly share: number
}

/**
 * The papers of the history that did most, as “Because you liked X (62 %), Y (21 %), saved Z (9 %)” tells them.
 *
 * @param said what the reader said of a paper
 * @param count at most so many; the first is told however small its share
 */
export function toldCauses(
  because: Reasons['because'],
  said: (paperId: string) => ReadonlySet<ReactionKind>,
  count = CAUSES,
): ToldCause[] {
  let before: string | undefined
  return because
    .filter(({ share }, at) => at === 0 || (at < count && share >= SHARE_MIN))
    .map(({ id, title, share }) => {
      const kinds = said(id ?? '')
      const verb = VERBS.find(([kind]) => kinds.has(kind))?.[1] ?? 'liked'
      const repeated = verb === before
      before = verb
      return { verb: repeated ? undefined : verb, id, title, share }
    })
}

/** The sentence that did most, the one of the history that it answers, and the interest: each with its name. */
export function evidenceOf({ citation, interest, explored }: Reasons): [name: string, text: string][] {
  const lines: [string, string | undefined][] = [
    ['There', citation && plainText(citation.theirs)],
    ['Yours', citation && plainText(citation.yours)],
    [explored ? 'To explore, beside' : 'Interest', interest.label],
  ]
  return lines.filter((line): line is [string, string] => Boolean(line[1]))
}

/** “Because you liked X (62 %), saved Z (9 %)”, as plain text. */
export function becauseText(causes: readonly ToldCause[]): string {
  const told = causes.map(({ verb, title, share }) => `${verb ? `${verb} ` : ''}${title} (${percent(share)})`)
  return `Because you ${told.join(', ')}`
}
