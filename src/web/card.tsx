/** A paper in a list: title, facts, a few lines of it, and what can be said of it. */
import type { Child } from 'hono/jsx'
import type { Card } from '../card.ts'
import type { Library } from '../library.ts'
import type { ReactionKind } from '../reader.ts'
import { counted } from '../text/counted.ts'
import type { Span } from '../text/highlight.ts'
import { teaser } from '../text/teaser.ts'
import { Day } from './dates.tsx'
import { Reactions } from './reactions.tsx'
import { hrefTo } from './request.ts'
import type { Visitor } from './visitor.ts'

export interface PaperCardProps {
  readonly card: Card
  readonly visitor: Visitor
  /** Path of the page. */
  readonly back: string
  /** The list of recommendations that it stands in. */
  readonly list?: string
  /** What can be said of it; the usual unless told. */
  readonly kinds?: readonly ReactionKind[]
  /** What its ids begin with, on a page that may show it twice. */
  readonly ids?: string
  /** Words to mark in the title. */
  readonly titleSpans?: readonly Span[]
  /** A few lines below the title. */
  readonly lines?: Child
  /** First among the facts: a score. */
  readonly firstFact?: Child
  /** Below the lines: reasons. */
  readonly children?: Child
}

export function PaperCard(props: PaperCardProps) {
  const { card, visitor, back, list, kinds, ids = '', titleSpans, firstFact, lines, children } = props
  const { id, title } = card
  const said = visitor.said(id)
  const reactions = { id, title, said, back, list, ids }
  const href = hrefTo(`/papers/${id}`, { list })
  const putAside = ASIDE.filter((kind) => said.has(kind))
  if (putAside.length > 0)
    return (
      <article class="card aside-card" id={`${ids}p-${id}`}>
        <h3 dir="auto">
          <a href={href} id={`${ids}t-${id}`}>
            {title}
          </a>
        </h3>
        <Reactions {...reactions} kinds={putAside} />
      </article>
    )
  return (
    <article class="card" id={`${ids}p-${id}`}>
      <h3 dir="auto">
        <a href={href} id={`${ids}t-${id}`}>
          {titleSpans ? <Marked text={title} spans={titleSpans} /> : title}
        </a>
      </h3>
      <Facts card={card} first={firstFact} />
      {lines && (
        <p class="lines" dir="auto">
          {lines}
        </p>
      )}
      {children}
      <Reactions {...reactions} kinds={kinds} />
    </article>
  )
}

/** A paper of which that was said shrinks to its title, and a button that takes it back. */
const ASIDE: readonly ReactionKind[] = ['dislike', 'hide']

/** When, by whom, and how much it was talked of, as far as it is known. */
export function Facts({ card, first }: { card: Card; first?: Child }) {
  const { publishedOn, authorCount, organisation, commentCount, upvoteCount } = card
  const facts: Child[] = first ? [first] : []
  if (publishedOn) facts.push(<Day day={publishedOn} />)
  if (authorCount) facts.push(counted(authorCount, 'author'))
  if (organisation) facts.push(<span dir="auto">{organisation}</span>)
  if (commentCount) facts.push(counted(commentCount, 'comment'))
  if (upvoteCount) facts.push(counted(upvoteCount, 'upvote'))
  if (facts.length === 0) return undefined
  return (
    <ul class="facts">
      {facts.map((fact) => (
        <li>{fact}</li>
      ))}
    </ul>
  )
}

type RowCardProps = Omit<PaperCardProps, 'card' | 'lines'> & {
  readonly library: Library
  readonly row: number
}

/** A paper of the library, with the beginning of its abstract. */
export function RowCard({ library, row, ...rest }: RowCardProps) {
  return <PaperCard {...rest} card={library.cards[row]!} lines={teaser(library.abstractOf(row))} />
}

interface PaperRowsProps {
  readonly library: Library
  readonly rows: readonly number[]
  readonly visitor: Visitor
  /** Path of the page. */
  readonly back: string
}

/** Papers of the library one below the other. */
export function PaperRows({ library, rows, visitor, back }: PaperRowsProps) {
  return (
    <ol class="papers">
      {rows.map((row) => (
        <li>
          <RowCard library={library} row={row} visitor={visitor} back={back} />
        </li>
      ))}
    </ol>
  )
}

/** A text with some of its words marked. */
export function Marked({ text, spans }: { text: string; spans: readonly Span[] }) {
  const pieces: Child[] = []
  let at = 0
  for (const [start, end] of spans) {
    pieces.push(text.slice(at, start), <mark>{text.slice(start, end)}</mark>)
    at = end
  }
  return (
    <>
      {pieces}
      {text.slice(at)}
    </>
  )
}
