/** `/papers/:id`: one paper, what it is about, and what is like it. */
import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { cardOf } from '../card.ts'
import { Reference } from '../http/contract.ts'
import { libraryIfAny, paperNamed } from '../http/named-papers.ts'
import type { Service } from '../http/service.ts'
import { becauseOf } from '../http/similar-reply.ts'
import type { Library } from '../library.ts'
import { paperAsSubject } from '../likeness.ts'
import type { Paper } from '../paper.ts'
import { type Similar, similarPapers } from '../similar.ts'
import { plainText } from '../text/plain.ts'
import { topicsOf } from '../topics/of.ts'
import { counted, Facts, PaperCard, teaser } from './card.tsx'
import { Layout, sendPage } from './layout.tsx'
import { Advice, Notice } from './notice.tsx'
import { Reactions } from './reactions.tsx'
import { checked, herePath } from './request.ts'
import { Bar, percent } from './share.tsx'
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
  const at = library?.rowOf(id)
  const similar = library && at !== undefined ? await similarTo(library, at) : undefined
  return sendPage(
    c,
    <Layout title={`${title} – Kindred`} description={teaser(abstract) || title} place="papers">
      <article class="paper">
        <h1 dir="auto">{title}</h1>
        <Authors paper={paper} />
        <Facts card={cardOf(paper)} />
        <div class="actions">
          <Source url={cardOf(paper).url} />
          {at !== undefined && (
            <a class="source" href={`/map?paper=${id}`}>
              On the map
            </a>
          )}
          <Reactions id={id} title={title} said={visitor.said(id)} back={herePath(c)} />
        </div>
        <section class="abstract" aria-labelledby="abstract">
          <h2 id="abstract">Abstract</h2>
          <Paragraphs text={abstract} />
        </section>
        {library && at !== undefined && <PaperTopics library={library} at={at} />}
      </article>
      <section class="similar" aria-labelledby="similar">
        <h2 id="similar">Similar papers</h2>
        {library && at !== undefined && similar ? (
          <SimilarPapers library={library} at={at} similar={similar} visitor={visitor} back={herePath(c)} />
        ) : (
          <Notice>
            <Advice
              text={service.library.problems()[0] ?? 'this paper is not indexed yet: run `npm run embed`'}
            />
          </Notice>
        )}
      </section>
    </Layout>,
  )
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
        {topics.map(({ id, label, similarity }) => (
          <li>
            <a href={`/topics/${id}`} title={`${percent(similarity)} alike`}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function similarTo(library: Library, at: number): Promise<Similar[]> {
  const seed = paperAsSubject(library, at)
  return similarPapers(library, [seed], { count: SIMILAR_COUNT, exclude: new Set([at]) })
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
            <Shared because={becauseOf(library, at, other)} abstract={library.abstractOf(other)} />
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
  because: ReturnType<typeof becauseOf>
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
