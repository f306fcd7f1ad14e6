/** `/search`: papers by words, by meaning, or both; by filters alone, the newest that pass them. */
import type { Context } from 'hono'
import { rowsWithin } from '../filter.ts'
import { filterNamed } from '../http/named-papers.ts'
import { searchReply } from '../http/routes/search.ts'
import { slice } from '../http/routes/topics.ts'
import type { Service } from '../http/service.ts'
import type { Library } from '../library.ts'
import type { SavedSearch, SearchMode } from '../saved-search.ts'
import { counted } from '../text/counted.ts'
import { Marked, PaperCard, PaperRows } from './card.tsx'
import { Layout, sendPage } from './layout.tsx'
import { Advice, Empty, Notice, Problems } from './notice.tsx'
import { Pager } from './pager.tsx'
import { herePath, hrefTo, PAGE_SIZE, queryOf } from './request.ts'
import { SavedSearches, SaveSearch, searchesOf } from './saved-searches.tsx'
import { type Asked, SearchForm } from './search-form.tsx'
import { type Visitor, visitorOf } from './visitor.ts'

const DESCRIPTION = 'Search the papers by words, by meaning, or both.'
const TOPICS_SHOWN = 12

export const searchPage = (service: Service) => async (c: Context) => {
  const { cursor, ...asked } = queryOf(c)
  const library = service.library.get()
  const page: SearchPage = {
    service,
    library,
    visitor: await visitorOf(service, c),
    back: herePath(c),
    cursor,
  }
  const { q } = asked
  const saved = await searchesOf(service, page.visitor.id)
  const isFiltered = Boolean(asked.from || asked.to || asked.topic)
  return sendPage(
    c,
    <Layout
      title={q ? `${q} – Kindred` : 'Search – Kindred'}
      description={DESCRIPTION}
      place="search"
      ownSearch
    >
      <div class="search-head">
        <h1>Search</h1>
        <SearchForm asked={asked} topics={library.topics.topics} />
      </div>
      <Problems problems={service.library.problems()} />
      <div class="reading">
        {q
          ? await found(page, { ...asked, q }, saved)
          : isFiltered
            ? await filtered(page, asked)
            : beginning(library, saved)}
      </div>
    </Layout>,
  )
}

interface SearchPage {
  readonly service: Service
  readonly library: Library
  readonly visitor: Visitor
  readonly back: string
  readonly cursor: string | undefined
}

const queryFor = ({ q, mode, exact, from, to, topic }: Asked) => ({
  q,
  mode: mode === 'hybrid' ? undefined : mode,
  exact: exact ? '1' : undefined,
  from,
  to,
  topic,
})

const HOW: Readonly<Record<SearchMode, string>> = {
  hybrid: 'By words and by meaning, best first.',
  semantic: 'By meaning alone, nearest first: the words need not be there.',
  keyword: 'By words alone (BM25), best first.',
}

async function found(
  { service, visitor, back, cursor }: SearchPage,
  asked: Asked & { q: string },
  saved: readonly SavedSearch[],
) {
  const { q, mode, exact, from, to, topic } = asked
  const { papers, next, reason, corrected } = await searchReply(service, {
    q,
    mode,
    exact,
    limit: PAGE_SIZE,
    cursor,
    filter: { from, to, topic },
  })
  return (
    <section aria-labelledby="results">
      <div class="section-head">
        <h2 id="results">
          {papers.length > 0 ? 'Best matches' : 'Nothing found'} for “<bdi>{corrected ?? q}</bdi>”
        </h2>
        <SaveSearch asked={asked} saved={saved} />
        <a href="/search">Clear</a>
      </div>
      {corrected && (
        <p class="corrected" role="status">
          No paper holds all words of “<bdi>{q}</bdi>”, so these are for{' '}
          <a href={hrefTo('/search', queryFor({ ...asked, q: corrected }))}>
            <bdi>{corrected}</bdi>
          </a>
          . <a href={hrefTo('/search', queryFor({ ...asked, exact: true }))}>Search for it as it is</a>
        </p>
      )}
      {papers.length === 0 ? (
        <Empty title={reason ? sentence(reason) : 'No paper is like that.'}>
          <p>
            Fewer or other words may find something; by meaning, a whole question does. Filters by day or
            topic leave papers out.
          </p>
          {mode === 'keyword' && (
            <a class="plain" href={hrefTo('/search', queryFor({ ...asked, mode: 'semantic' }))}>
              Search by meaning
            </a>
          )}
        </Empty>
      ) : (
        <p class="how">{reason ? sentence(reason) : HOW[mode]}</p>
      )}
      <ol class="papers">
        {papers.map((paper) => (
          <li>
            <PaperCard
              card={paper}
              visitor={visitor}
              back={back}
              titleSpans={paper.highlights.title}
              lines={paper.snippet && <Marked text={paper.snippet} spans={paper.highlights.snippet} />}
            />
          </li>
        ))}
      </ol>
      <Pager
        path="/search"
        query={queryFor(asked)}
        next={next}
        later={cursor !== undefined}
        nextLabel="More matches"
        startLabel="Best matches"
      />
    </section>
  )
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

/** The newest papers that pass the filters. */
async function filtered({ service, library, visitor, back, cursor }: SearchPage, asked: Asked) {
  const { from, to, topic } = asked
  const filter = await filterNamed(service, library, { from, to, topic })
  const within = new Set(rowsWithin(library, filter))
  const rows = Array.from(library.newestFirst).filter((row) => within.has(row))
  const { items, next } = slice(library, JSON.stringify(['filtered', filter]), rows, PAGE_SIZE, cursor)
  return (
    <section aria-labelledby="results">
      <div class="section-head">
        <h2 id="results">
          {rows.length === 0
            ? 'No paper passes the filters'
            : `${counted(rows.length, 'paper')}, newest first`}
        </h2>
        <a href="/search">Clear</a>
      </div>
      {rows.length === 0 && (
        <Notice>
          <Advice text="no paper of that topic was published in that time; the time may be too short" />
        </Notice>
      )}
      <PaperRows library={library} rows={items} visitor={visitor} back={back} />
      <Pager
        path="/search"
        query={queryFor(asked)}
        next={next}
        later={cursor !== undefined}
        nextLabel="Older papers"
        startLabel="Newest papers"
      />
    </section>
  )
}

/** Nothing asked yet: what can be, with something to follow. */
function beginning(library: Library, saved: readonly SavedSearch[]) {
  if (library.count === 0)
    return (
      <Empty title="There are no papers yet">
        <Advice text="bring some in: `npm run ingest -- FILE`" />
      </Empty>
    )
  return (
    <>
      <SavedSearches saved={saved} />
      <section class="beginning" aria-labelledby="beginning">
        <h2 id="beginning">{counted(library.count, 'paper')} to search</h2>
        <p class="none">
          A few words, a question, or a sentence of a paper. A word typed wrong is understood. Or begin with a
          topic:
        </p>
        <ul class="chips">
          {library.topics.topics.slice(0, TOPICS_SHOWN).map(({ id, label }) => (
            <li>
              <a href={hrefTo('/search', { topic: id })}>{label}</a>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
