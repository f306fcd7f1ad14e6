/** `/library`: everything a reader said something of, to look through, search, tag, bring in and take out. */
import type { Context } from 'hono'
import { z } from 'zod'
import { CITATION_FILES, CITATION_FORMATS, cite } from '../citation.ts'
import { NotFound } from '../errors.ts'
import { libraryPapers, type ReaderLibrary, readerLibrary } from '../http/reader-library.ts'
import { pageOf } from '../http/routes/library.ts'
import { QUERY_LENGTH_MAX } from '../http/routes/search.ts'
import type { Service } from '../http/service.ts'
import { Tag } from '../http/tagging.ts'
import { REACTION_KINDS } from '../reader.ts'
import { counted } from '../text/counted.ts'
import { ImportForm } from './import.tsx'
import { Layout, sendPage } from './layout.tsx'
import { Entry, KIND_LABELS } from './library-entry.tsx'
import { Empty } from './notice.tsx'
import { Pager } from './pager.tsx'
import { checked, herePath, hrefTo } from './request.ts'
import { SearchField } from './search-form.tsx'
import { knownReader, type Visitor, visitorOf } from './visitor.ts'

const DESCRIPTION = 'What you liked, saved and read: to search, to tag, to bring in and to take out.'
const PAGE_SIZE = 50

const Asked = z.object({
  q: z.string().trim().max(QUERY_LENGTH_MAX).optional(),
  kind: z.enum(REACTION_KINDS).optional(),
  tag: Tag.optional(),
  cursor: z.string().max(400).optional(),
})
type Asked = z.infer<typeof Asked>

const filled = (c: Context) =>
  Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value.trim() !== ''))

export const libraryPage = (service: Service) => async (c: Context) => {
  const { cursor, ...asked } = checked(Asked, filled(c))
  const visitor = await visitorOf(service, c)
  const library = visitor.id ? await readerLibrary(service, visitor.id, asked) : undefined
  const back = herePath(c)
  return sendPage(
    c,
    <Layout title="Library – Kindred" description={DESCRIPTION} place="library">
      <div class="hero">
        <h1>Library</h1>
        {library && library.count > 0 && (
          <p class="kicker">{counted(library.count, 'paper')} that you said something of, newest first.</p>
        )}
      </div>
      {library && library.count > 0 ? (
        <div class="columns">
          <div>
            <Find asked={asked} />
            <Filters library={library} asked={asked} />
            <Entries {...{ library, visitor, asked, back, cursor }} />
          </div>
          <div class="aside">
            <ImportForm />
            <Export asked={asked} />
            <section aria-labelledby="interests">
              <h2 id="interests">Interests</h2>
              <p class="none">
                What these papers are taken to say of you, and what you make of it:{' '}
                <a href="/interests">your interests</a>.
              </p>
            </section>
          </div>
        </div>
      ) : (
        <Nothing />
      )}
    </Layout>,
  )
}

function Nothing() {
  return (
    <div class="reading">
      <Empty title="Your library is empty">
        <p>
          What you like, save or read is kept here. Or bring along what you have: a file from Zotero,
          Mendeley, a BibTeX or RIS file, or one title, DOI or arXiv id a line.
        </p>
        <a class="filled" href="/for-you">
          Find something to like
        </a>
      </Empty>
      <ImportForm />
    </div>
  )
}

function Find({ asked: { q, kind, tag } }: { asked: Asked }) {
  return (
    <search>
      <form action="/library" id="find" data-swap="input">
        {kind && <input type="hidden" name="kind" value={kind} />}
        {tag && <input type="hidden" name="tag" value={tag} />}
        <SearchField
          id="library-q"
          value={q}
          label="Search your library"
          placeholder="Words in your library"
        />
      </form>
    </search>
  )
}

function Filters({ library: { kinds, tags, count }, asked }: { library: ReaderLibrary; asked: Asked }) {
  const to = (filter: Partial<Asked>) => hrefTo('/library', { q: asked.q, ...filter })
  const current = (on: boolean) => (on ? 'true' : undefined)
  return (
    <nav class="tabs" aria-label="Filters">
      <a href={to({})} aria-current={current(!asked.kind && !asked.tag)}>
        All <small>{count}</small>
      </a>
      {Array.from(kinds, ([kind, number]) => (
        <a href={to({ kind })} aria-current={current(asked.kind === kind)}>
          {KIND_LABELS[kind]} <small>{number}</small>
        </a>
      ))}
      {Array.from(tags, ([tag, number]) => (
        <a class="tag" href={to({ tag })} aria-current={current(asked.tag === tag)} dir="auto">
          #{tag} <small>{number}</small>
        </a>
      ))}
    </nav>
  )
}

interface EntriesProps {
  readonly library: ReaderLibrary
  readonly visitor: Visitor
  readonly asked: Asked
  readonly back: string
  readonly cursor?: string
}

function Entries({ library, visitor, asked, back, cursor }: EntriesProps) {
  const { page, next } = pageOf(library.entries, PAGE_SIZE, cursor)
  return (
    <section aria-labelledby="entries">
      <h2 id="entries" class="unseen">
        Papers
      </h2>
      {page.length === 0 && (
        <Empty title="Nothing in your library is like that">
          <a class="plain" href="/library">
            Show all of it
          </a>
        </Empty>
      )}
      <datalist id="known-tags">
        {[...library.tags.keys()].map((tag) => (
          <option value={tag} />
        ))}
      </datalist>
      <ol class="papers">
        {page.map((entry) => (
          <li>
            <Entry entry={entry} visitor={visitor} back={back} />
          </li>
        ))}
      </ol>
      <Pager
        path="/library"
        query={asked}
        next={next}
        later={cursor !== undefined}
        nextLabel="Older"
        startLabel="Newest"
      />
    </section>
  )
}

function Export({ asked: { q, kind, tag } }: { asked: Asked }) {
  const isPart = Boolean(q || kind || tag)
  return (
    <section aria-labelledby="export">
      <h2 id="export">Take {isPart ? 'these' : 'it'} along</h2>
      <ul class="files">
        {CITATION_FORMATS.map((format) => (
          <li>
            <a href={hrefTo('/library/export', { format, q, kind, tag })} download>
              {CITATION_FILES[format].label}
            </a>
          </li>
        ))}
        <li>
          <a href="/settings/data.json" download>
            Everything (JSON)
          </a>
        </li>
      </ul>
    </section>
  )
}

/** The library, or the part of it that is looked at, as a file for reference managers. */
export const exportLibrary = (service: Service) => async (c: Context) => {
  const { format, ...asked } = checked(
    Asked.omit({ cursor: true }).extend({ format: z.enum(CITATION_FORMATS).default('bibtex') }),
    filled(c),
  )
  const reader = await knownReader(service, c)
  if (!reader) throw new NotFound('your library is empty: there is nothing to take along')
  const { type, extension } = CITATION_FILES[format]
  return c.body(cite(await libraryPapers(service, reader, asked), format), 200, {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Disposition': `attachment; filename="library.${extension}"`,
    'Cache-Control': 'no-store',
  })
}
