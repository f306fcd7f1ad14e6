/** Recommendations on a page, and the words for why. */
import type { recommendationReply } from '../http/recommendation-reply.ts'
import type { ReactionKind } from '../reader.ts'
import { plainText } from '../text/plain.ts'
import { percent } from './share.tsx'
import type { Visitor } from './visitor.ts'

export type Recommended = Awaited<ReturnType<typeof recommendationReply>>['papers'][number]

const REASONS = 3
/** A smaller part explains nothing. */
const SHARE_MIN = 0.05
/** The strongest word said of a paper names it. */
const VERBS: readonly (readonly [ReactionKind, string])[] = [
  ['like', 'liked'],
  ['save', 'saved'],
  ['read', 'read'],
]

export interface BecauseProps {
  readonly because: Recommended['because']
  readonly visitor: Visitor
  /** The first reason alone, without its share. */
  readonly brief?: boolean
}

/** The sentence that did most for a recommendation, the one of the history that it answers, and the interest it serves. */
export function Evidence({ paper }: { readonly paper: Recommended }) {
  const { citation, interest, explored } = paper
  const lines: [string, string | undefined][] = [
    ['There', citation && plainText(citation.theirs)],
    ['Yours', citation && plainText(citation.yours)],
    [explored ? 'To explore, beside' : 'Interest', interest.label],
  ]
  return (
    <dl class="shared">
      {lines.map(
        ([name, text]) =>
          text && (
            <>
              <dt>{name}</dt>
              <dd dir="auto">{text}</dd>
            </>
          ),
      )}
    </dl>
  )
}

/** “Because you liked X (62 %), Y (21 %), saved Z (9 %)”. */
export function Because({ because, visitor, brief }: BecauseProps) {
  const shown = brief ? 1 : REASONS
  const told = because.filter(({ share }, at) => at === 0 || (at < shown && share >= SHARE_MIN))
  let before: string | undefined
  return (
    <p class="because">
      Because you{' '}
      {told.map(({ id, title, share }, at) => {
        const said = visitor.said(id ?? '')
        const verb = VERBS.find(([kind]) => said.has(kind))?.[1] ?? 'liked'
        const repeated = verb === before
        before = verb
        return (
          <>
            {at > 0 && ', '}
            {!repeated && `${verb} `}
            <a href={`/papers/${id}`} dir="auto">
              {title}
            </a>
            {!brief && <span class="share"> ({percent(share)})</span>}
          </>
        )
      })}
    </p>
  )
}
