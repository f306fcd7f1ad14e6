/** `/papers/:id`: one paper, what it is about, what is like it, how it is cited, and the way from it to another. */
import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { cardOf } from '../card.ts'
import { putResponse } from '../db/impressions.ts'
import { NotFound } from '../errors.ts'
import { Reference } from '../http/contract.ts'
import { libraryIfAny, paperNamed } from '../http/named-papers.ts'
import type { Service } from '../http/service.ts'
import { becauseOf } from '../http/similar-reply.ts'
import type { Library } from '../library.ts'
import type { Paper } from '../paper.ts'
import { REACTION_KINDS } from '../reader.ts'
import { type Similar, similarToPaper } from '../similar.ts'
import { counted } from '../text/counted.ts'
import { percent } from '../text/percent.ts'
import { plainText } from '../text/plain.ts'
import { teaser } from '../text/teaser.ts'
import { topicsOf } from '../topics/of.ts'
import { BridgeForm, BridgeFound, bridgeTo } from './bridge.tsx'
import { Facts, PaperCard } from './card.tsx'
import { Cite } from './cite.tsx'
import { Layout, sendPage } from './layout.tsx'
import { Advice, Notice } from './notice.tsx'
import { Reactions } from './reactions.tsx'
import { checked, herePath, ListId } from './request.ts'
import { Bar } from './share.tsx'
import { type Visitor, visitorOf } from './visitor.ts'

const SIMILAR_COUNT = 10
const AUTHORS_SHOWN = 20

export const paperPage = (service: Service) => async (c: Context) => {
  const reference = checked(Reference, c.req.param('id'))
  const paper = await paperNamed(service, reference)
  // Each paper has one address. Names may come to mean another paper when papers merge, so not for ever.
  if (reference !== paper.id) return c.redirect(`/papers/${paper.id}`, 302)
  const library = libraryIfAny(service)
  const visitor = await visitorOf(service, c)
  const { id, title, abstract } = paper
  const list = ListId.safeParse(c.req.query('list')).data
  if (list && visitor.id) await opened(service, visitor.id, { list, id })
  const at = library?.rowOf(id)
  const to = c.req.query('to')?.trim()
  const bridge = library && at !== undefined && to ? await bridgeTo(service, library, at, to) : undefined
  const similar =
    library && at !== undefined ? await similarToPaper(library, at, { count: SIMILAR_COUNT }) : undefined
  return sendPage(
    c,
    <Layout
      title={`${title} – Kindred`}
      description={teaser(abstract) || title}
      feed={`/feeds/similar/${id}`}
    >
      <div class="columns paper-page">
        <div>
          <article class="paper">
            <h1 dir="auto">{title}</h1>
            <Authors paper={paper} />
            <Facts card={cardOf(paper)} />
            <div class="actions">
              <Source url={cardOf(paper).url} />
              <Reactions
                id={id}
                title={title}
                said={visitor.said(id)}
                back={herePath(c)}
                list={list}
                kinds={REACTION_KINDS}
              />
            </div>
            <section class="abstract" aria-labelledby="abstract">
              <h2 id="abstract">Abstract</h2>
              <Paragraphs text={abstract} />
            </section>
          </article>
          {bridge && <BridgeFound found={bridge} />}
        </div>
        <div class="after">
          <section class="similar" aria-labelledby="similar">
            <h2 id="similar">Similar papers</h2>
            {library && at !== undefined && similar ? (
              <SimilarPapers
                library={library}
                at={at}
                similar={similar}
                visitor={visitor}
                back={herePath(c)}
              />
            ) : (
              <Notice>
                <Advice
                  text={service.library.problems()[0] ?? 'this paper is not indexed yet: run `npm run embed`'}
                />
              </Notice>
            )}
          </section>
        </div>
        <div class="aside">
          {library && at !== undefined && <PaperTopics library={library} at={at} />}
          {library && at !== undefined && <BridgeForm id={id} to={to} library={library} visitor={visitor} />}
          <Cite paper={paper} />
          {at !== undefined && (
            <section aria-labelledby="elsewhere">
              <h2 id="elsewhere">On the map</h2>
              <p class="none">
                <a href={`/map?paper=${id}`}>See what it stands among</a>
              </p>
            </section>
          )}
        </div>
      </div>
    </Layout>,
  )
}

/** Noted where the reader was shown the paper in that list; else the address was handed on, and says nothing. */
async function opened(service: Service, reader: string, { list, id }: { list: string; id: string }) {
  try {
    await putResponse(service.db, reader, list, { paperId: id, kind: 'open', at: service.now() })
  } catch (error) {
    if (!(error instanceof NotFound)) throw error
  }
}

function Authors({ paper: { authors } }: { paper: Paper }) {
  if (!authors || authors.length === 0) return undefined
  const more = authors.length - AUTHORS_SHOWN
  const names = authors
    .slice(0, AUTHORS_SHOWN)
    .flatMap((name, at): Child[] => [at > 0 && ', ', <bdi>{name}</bdi>])
  return (
    <p class="authors">
      {names}
      {more > 0 && ` and ${counted(more, 'other')}`}
    </p>
  )
}

/** Where the paper itself can be read. An alias from a file might hold any address; only web pages become links. */
function Source({ url }: { url: string | undefined }) {
  if (!url || !/^https?:\/\//.test(url) || !URL.canParse(url)) return undefined
  const host = new URL(url).hostname.replace(/^www\./, '')
  return (
    <a class="source" href={url} rel="noreferrer">
      Read on {host === 'arxiv.org' ? 'arXiv' : host}
    </a>
  )
}

function Paragraphs({ text }: { text: string }) {
  const paragraphs = text.split(/\s*\n\s*/).filter(Boolean)
  if (paragraphs.length === 0) return <p class="none">The source gave no abstract.</p>
  return (
    <>
      {paragraphs.map((paragraph) => (
        <p dir="auto">{paragraph}</p>
      ))}
    </>
  )
}

function PaperTopics({ library, at }: { library: Library; at: number }) {
  const topics = topicsOf(library, at)
  if (topics.length === 0) return undefined
  return (
    <section class="topics-of" aria-labelledby="topics-of">
      <h2 id="topics-of">Topics</h2>
      <ul class="chips">
        {topics.map(({ id, label, probability }) => (
          <li>
            <a href={`/topics/${id}`} title={`probability ${percent(probability)}`}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function SimilarPapers({
  library,
  at,
  similar,
  visitor,
  back,
}: {
  library: Library
  at: number
  similar: readonly Similar[]
  visitor: Visitor
  back: string
}) {
  const because = becauseOf(library, at)
  if (similar.length === 0) return <p class="none">The collection holds no other paper.</p>
  return (
    <ol class="papers">
      {similar.map(({ row: other, score }) => (
        <li>
          <PaperCard
            card={library.cards[other]!}
            visitor={visitor}
            back={back}
            firstFact={
              <span class="score">
                <Bar share={score} />
                {percent(Math.max(0, score))} alike
              </span>
            }
          >
            <Shared because={because(other)} abstract={library.abstractOf(other)} />
          </PaperCard>
        </li>
      ))}
    </ol>
  )
}

/** The sentences of both papers that say most the same, or the other's first ones, and the words that both use. */
function Shared({
  because: { sentences, shared },
  abstract,
}: {
  because: ReturnType<ReturnType<typeof becauseOf>>
  abstract: string
}) {
  const [pair] = sentences
  const told: [string, string][] = pair
    ? [
        ['There', plainText(pair.theirs)],
        ['Here', plainText(pair.yours)],
      ]
    : [['There', teaser(abstract)]]
  const lines = [...told, ['Both', shared.join(' · ')] as const].filter(([, text]) => text)
  return (
    <dl class="shared">
      {lines.map(([name, text]) => (
        <>
          <dt>{name}</dt>
          <dd dir="auto">{text}</dd>
        </>
      ))}
    </dl>
  )
}
