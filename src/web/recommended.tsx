/** Why a paper is recommended, on a page: in words, and what these rest on for who opens them. */
import type { recommendationReply } from '../http/recommendation-reply.ts'
import { evidenceOf, type ToldCause, toldCauses } from '../recommend/why.ts'
import { counted } from '../text/counted.ts'
import { percent } from '../text/percent.ts'
import { Bar } from './share.tsx'
import type { Visitor } from './visitor.ts'

export type Recommended = Awaited<ReturnType<typeof recommendationReply>>['papers'][number]

export interface BecauseProps {
  readonly because: Recommended['because']
  readonly visitor: Visitor
}

/** “Because you liked X”: the first reason alone. */
export function Because({ because, visitor }: BecauseProps) {
  return (
    <p class="because">
      <Words causes={toldCauses(because, visitor.said, 1)} />
    </p>
  )
}

/** “Because you liked X, Y, saved Z”, and opened: how much each did, and by which sentences and words. */
export function Why({ paper, visitor }: { paper: Recommended; visitor: Visitor }) {
  const { id, because, shared, distinctive, probability } = paper
  const lines: [string, string][] = [
    ...evidenceOf(paper),
    ['Both say', shared.join(' · ')],
    ['New in it', distinctive.join(' · ')],
  ]
  const readersOf = new Map(because.map(({ title, readers }) => [title, readers]))
  const causes = toldCauses(because, visitor.said, because.length)
  return (
    <details class="why" id={`why-${id}`}>
      <summary>
        <Words causes={toldCauses(because, visitor.said)} plain />
      </summary>
      <ul class="shares">
        {causes.map(({ id, title, share }) => (
          <li>
            <Bar share={share} />
            <span class="share">{percent(share)}</span>
            <span>
              <Title id={id} title={title} />
              {Boolean(readersOf.get(title)) && (
                <span class="none">, read together by {counted(readersOf.get(title)!, 'other reader')}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
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
        {probability >= 0.01 && (
          <>
            <dt>Probable</dt>
            <dd>by {percent(probability)} or more that you would read it</dd>
          </>
        )}
      </dl>
    </details>
  )
}

/** @param props.plain without links, where the whole is pressed */
function Words({ causes, plain }: { causes: readonly ToldCause[]; plain?: boolean }) {
  return (
    <>
      Because you{' '}
      {causes.map(({ verb, id, title }, at) => (
        <>
          {at > 0 && ', '}
          {verb && `${verb} `}
          {plain ? <b dir="auto">{title}</b> : <Title id={id} title={title} />}
        </>
      ))}
    </>
  )
}

/** A paper that the collection does not hold has no page. */
function Title({ id, title }: { id?: string; title: string }) {
  if (!id) return <span dir="auto">{title}</span>
  return (
    <a href={`/papers/${id}`} dir="auto">
      {title}
    </a>
  )
}
