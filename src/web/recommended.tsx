/** Recommendations on a page, and the words for why. */
import type { recommendationReply } from '../http/recommendation-reply.ts'
import { evidenceOf, toldCauses } from '../recommend/why.ts'
import { percent } from '../text/percent.ts'
import type { Visitor } from './visitor.ts'

export type Recommended = ReturnType<typeof recommendationReply>['papers'][number]

export interface BecauseProps {
  readonly because: Recommended['because']
  readonly visitor: Visitor
  /** The first reason alone, without its share. */
  readonly brief?: boolean
}

/** The sentence that did most for a recommendation, the one of the history that it answers, and the interest it serves. */
export function Evidence({ paper }: { readonly paper: Recommended }) {
  return (
    <dl class="shared">
      {evidenceOf(paper).map(([name, text]) => (
        <>
          <dt>{name}</dt>
          <dd dir="auto">{text}</dd>
        </>
      ))}
    </dl>
  )
}

/** “Because you liked X (62 %), Y (21 %), saved Z (9 %)”. */
export function Because({ because, visitor, brief }: BecauseProps) {
  const causes = toldCauses(because, visitor.said, brief ? 1 : undefined)
  return (
    <p class="because">
      Because you{' '}
      {causes.map(({ verb, id, title, share }, at) => (
        <>
          {at > 0 && ', '}
          {verb && `${verb} `}
          <a href={`/papers/${id}`} dir="auto">
            {title}
          </a>
          {!brief && <span class="share"> ({percent(share)})</span>}
        </>
      ))}
    </p>
  )
}
