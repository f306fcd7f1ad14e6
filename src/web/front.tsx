/** `/`: the papers, newest first, or what a search finds. */
import type { Context } from 'hono'
import { type Card, cardOf } from '../card.ts'
import { corpusRevision } from '../db/papers.ts'
import { rowsWithin } from '../filter.ts'
import { filterNamed, libraryIfAny } from '../http/named-papers.ts'
import { readerHistory } from '../http/reader-history.ts'
import { recommendationReply } from '../http/recommendation-reply.ts'
import { paperPageOf } from '../http/routes/papers.ts'
import { searchReply } from '../http/routes/search.ts'
import { slice } from '../http/routes/topics.ts'
import type { Service } from '../http/service.ts'
import type { Library } from '../library.ts'
import { counted, Marked, PaperCard, teaser } from './card.tsx'
import { groupByDay } from './dates.tsx'
import { Layout, sendPage } from './layout.tsx'
import { Advice, Notice, Problems } from './notice.tsx'
import { Pager } from './pager.tsx'
import { Because, type Recommended } from './recommended.tsx'
import { herePath, PAGE_SIZE, queryOf } from './request.ts'
import { type Asked, SearchForm } from './search-form.tsx'
import { type Visitor, visitorOf } from './visitor.ts'

const DESCRIPTION =
  'Research papers, newest first: search them by words or meaning, see what is alike, and get recommendations with reasons.'
const STRIP_COUNT = 3

export const frontPage = (service: Service) => async (c: Context) => {
  const { q, cursor, ...asked } = queryOf(c)
  const library = libraryIfAny(service)
  const visitor = await visitorOf(service, c)
  const list = { visitor, back: herePath(c), library }
  const results = q
    ? await found(service, { ...asked, q }, cursor, list)
    : await newest(service, asked, cursor, list)
  const start = !q && !cursor && !asked.from && !asked.to && !asked.topic
  const recommended = start && library ? await recommendedTo(service, library, visitor) : []
  // Counting the rows of a large database takes long enough to hold other readers up.
  const count = library?.count ?? (start ? (await corpusRevision(service.db)).count : 0)
  return sendPage(
    c,
    <Layout title={q ? `${q} – Kindred` : 'Kindred'} description={DESCRIPTION} place="papers" ownSearch>
      <div class="hero">
        <h1 class={start ? undefined : 'unseen'}>
          {q ? `Papers on ${q}` : 'Find the papers you will want to read'}
        </h1>
        {start && count > 0 && (
          <p class="lead">
            Search {counted(count, 'paper')} by words or by meaning. Like a few, and find more of their kind
            under <a href="/for-you">For you</a>.
          </p>
        )}
        <SearchForm asked={{ ...asked, q }} topics={library?.topics.topics ?? []} />
      </div>
      <Problems problems={service.library.problems()} />
      {recommended.length > 0 && <Strip papers={recommended} visitor={visitor} />}
      {results}
    </Layout>,
  )
}

interface ListProps {
  readonly visitor: Visitor
  readonly back: string
  readonly library: Library | undefined
}

/** What a search finds, best first. */
async function found(
  service: Service,
  asked: Asked & { q: string },
  cursor: string | undefined,
  list: ListProps,
) {
  const { q, mode, ...filter } = asked
  const { papers, next, reason } = await searchReply(service, { q, mode, limit: PAGE_SIZE, cursor, filter })
  return (
    <section aria-labelledby="results">
      <div class="section-head">
        <h2 id="results">
          {papers.length > 0 ? 'Best matches' : 'Nothing found'} for “<bdi>{q}</bdi>”
        </h2>
        <a href="/">Clear</a>
      </div>
      {reason && (
        <Notice>
          <Advice text={reason} />
        </Notice>
      )}
      <ol class="papers">
        {papers.map((paper) => (
          <li>
            <PaperCard
              card={paper}
              visitor={list.visitor}
              back={list.back}
              titleSpans={paper.highlights.title}
              lines={paper.snippet && <Marked text={paper.snippet} spans={paper.highlights.snippet} />}
            />
          </li>
        ))}
      </ol>
      <Pager
        path="/"
        query={{ q, mode: mode === 'hybrid' ? undefined : mode, ...filter }}
        next={next}
        later={cursor !== undefined}
        nextLabel="More matches"
        startLabel="Best matches"
      />
    </section>
  )
}

/** The papers, newest first, under their days. */
async function newest(service: Service, asked: Asked, cursor: string | undefined, list: ListProps) {
  const { from, to, topic } = asked
  const { papers, next, reason } = topic
    ? await newestOfTopic(service, { from, to, topic }, cursor)
    : await newestOfAll(service, { from, to }, cursor)
  return (
    <>
      {(from || to || topic) && (
        <div class="section-head">
          <h2>Papers that pass the filters</h2>
          <a href="/">Clear</a>
        </div>
      )}
      {reason && (
        <Notice>
          <Advice text={reason} />
        </Notice>
      )}
      {groupByDay(papers.map(({ card, abstract }) => ({ ...card, abstract }))).map((group) => (
        <section class="day" aria-labelledby={`day-${group.key}`}>
          <h2 id={`day-${group.key}`}>{group.label}</h2>
          <ol class="papers">
            {group.papers.map(({ abstract, ...card }) => (
              <li>
                <PaperCard card={card} visitor={list.visitor} back={list.back} lines={teaser(abstract)} />
              </li>
            ))}
          </ol>
        </section>
      ))}
      <Pager
        path="/"
        query={{ from, to, topic }}
        next={next}
        later={cursor !== undefined}
        nextLabel="Older papers"
        startLabel="Newest papers"
      />
    </>
  )
}

interface Listed {
  readonly papers: readonly { readonly card: Card; readonly abstract: string }[]
  readonly next: string | null
  readonly reason?: string
}

/** From the database, so that there is a list before there is an index. */
async function newestOfAll(
  service: Service,
  range: { from?: string; to?: string },
  cursor: string | undefined,
): Promise<Listed> {
  const { papers, next, reason } = await paperPageOf(service, { ...range, limit: PAGE_SIZE, cursor })
  return { papers: papers.map((paper) => ({ card: cardOf(paper), abstract: paper.abstract })), next, reason }
}

async function newestOfTopic(
  service: Service,
  filter: { from?: string; to?: string; topic: string },
  cursor: string | undefined,
): Promise<Listed> {
  const library = service.library.get()
  const within = new Set(rowsWithin(library, await filterNamed(service, library, filter)))
  const rows = Array.from(library.newestFirst).filter((row) => within.has(row))
  const { items, next } = slice(library, JSON.stringify(['front', filter]), rows, PAGE_SIZE, cursor)
  const papers = items.map((row) => ({ card: library.cards[row]!, abstract: library.abstractOf(row) }))
  return { papers, next, reason: papers.length === 0 ? 'no paper passes the filters' : undefined }
}

async function recommendedTo(
  service: Service,
  library: Library,
  visitor: Visitor,
): Promise<readonly Recommended[]> {
  if (!visitor.id || !visitor.hasTaste) return []
  const history = await readerHistory(service, library, visitor.id)
  const request = { question: ['front'], limit: STRIP_COUNT }
  return (await recommendationReply(library, history, request, {})).papers
}

function Strip({ papers, visitor }: { papers: readonly Recommended[]; visitor: Visitor }) {
  return (
    <section class="strip" aria-labelledby="for-you">
      <div class="section-head">
        <h2 id="for-you">For you</h2>
        <a href="/for-you">All recommendations</a>
      </div>
      <ol>
        {papers.map((paper) => (
          <li>
            <h3 dir="auto">
              <a href={`/papers/${paper.id}`}>{paper.title}</a>
            </h3>
            <Because because={paper.because} visitor={visitor} brief />
          </li>
        ))}
      </ol>
    </section>
  )
}
