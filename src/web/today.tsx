/** `/`: the papers of a day, a week or a month, newest first; beside them what is talked of, and what a reader may like. */
import type { Context } from 'hono'
import { z } from 'zod'
import { cardOf } from '../card.ts'
import { Day as DayText } from '../http/contract.ts'
import { libraryIfAny } from '../http/named-papers.ts'
import { paperPageOf } from '../http/routes/papers.ts'
import type { Service } from '../http/service.ts'
import { dayNumber, type Library } from '../library.ts'
import { counted } from '../text/counted.ts'
import { teaser } from '../text/teaser.ts'
import { hotOf } from '../trends/trends.ts'
import { PaperCard } from './card.tsx'
import { groupBySpan, labelOf } from './dates.tsx'
import { Layout, sendPage } from './layout.tsx'
import { Advice, Notice, Problems } from './notice.tsx'
import { Pager } from './pager.tsx'
import { PeriodStrip } from './period-strip.tsx'
import { checked, herePath, hrefTo, PAGE_SIZE, queryOf } from './request.ts'
import { type Period, periodAt, periodsWithPapers, SPANS, type Span, usualSpan } from './spans.ts'
import { Strip, stripOf } from './strip.tsx'
import { visitorOf } from './visitor.ts'
import { LIKES_TO_BEGIN, Welcome } from './welcome.tsx'

const DESCRIPTION = 'The papers of the day, newest first, and what is talked of.'
const TALKED_OF = 5

const Asked = z.object({
  date: DayText.optional(),
  span: z.enum(SPANS, `must be one of ${SPANS.join(', ')}`).optional(),
})

export const todayPage = (service: Service) => async (c: Context) => {
  const { cursor, q, from, to, topic } = queryOf(c)
  // Where searches and filters were before they had a page of their own.
  if (q || from || to || topic) return c.redirect(`/search${new URL(c.req.url).search}`, 302)
  const { date, ...wanted } = checked(Asked, {
    date: c.req.query('date') || undefined,
    span: c.req.query('span') || undefined,
  })
  const library = libraryIfAny(service)
  const visitor = await visitorOf(service, c)
  const span = wanted.span ?? (library ? usualSpan(library) : 'month')
  const periods = library ? periodsWithPapers(library, span) : []
  const period = periodOf(span, date, periods)
  const isStart = date === undefined && cursor === undefined
  const listed = await paperPageOf(service, {
    to: date === undefined ? undefined : period?.to,
    limit: PAGE_SIZE,
    cursor,
  })
  const papers = listed.papers.map((paper) => ({ ...cardOf(paper), abstract: paper.abstract }))
  const strip = isStart && library ? await stripOf(service, library, visitor) : undefined
  const back = herePath(c)
  return sendPage(
    c,
    <Layout title="Today – Kindred" description={DESCRIPTION} place="today" feed="/feeds/today">
      {isStart && visitor.likes < LIKES_TO_BEGIN && (
        <Welcome likes={visitor.likes} count={library?.count ?? 0} />
      )}
      <Problems problems={service.library.problems()} />
      {strip && <Strip {...strip} visitor={visitor} />}
      <div class="columns">
        <div>
          <div class="today-head">
            <div>
              <h1>{date === undefined ? 'Today' : labelOf(span, period!)}</h1>
              <p class="kicker">{date === undefined ? newestText(service, library) : undefined}</p>
            </div>
            <Spans span={span} date={date} />
          </div>
          {period && <PeriodStrip span={span} periods={periods} shown={period} />}
          {listed.reason && (
            <Notice>
              <Advice text={listed.reason} />
            </Notice>
          )}
          {groupBySpan(papers, span).map((group) => (
            <section class="day" aria-labelledby={`day-${group.key}`}>
              <h2 id={`day-${group.key}`}>
                {group.label}
                <Size periods={periods} name={group.key} />
              </h2>
              <ol class="papers">
                {group.papers.map(({ abstract, ...card }) => (
                  <li>
                    <PaperCard card={card} visitor={visitor} back={back} lines={teaser(abstract)} />
                  </li>
                ))}
              </ol>
            </section>
          ))}
          <Pager
            path="/"
            query={{ date, span: wanted.span }}
            next={listed.next}
            later={!isStart}
            nextLabel="Older papers"
            startLabel="Newest papers"
          />
        </div>
        <div class="aside">
          {library && <TalkedOf library={library} />}
          {library && <TopicsBeside library={library} />}
        </div>
      </div>
    </Layout>,
  )
}

/** The period asked for, or the newest; undefined while nothing is known of any. */
function periodOf(span: Span, date: string | undefined, periods: readonly Period[]): Period | undefined {
  if (date === undefined) return periods[0]
  const asked = periodAt(span, dayNumber(date))
  return periods.find(({ number }) => number === asked.number) ?? asked
}

/** How new the newest papers are: a collection does not fill itself. */
function newestText(service: Service, library: Library | undefined): string | undefined {
  const [newest] = library ? periodsWithPapers(library, 'day') : []
  if (!library || !newest) return undefined
  const isToday = newest.from === service.now().toISOString().slice(0, 10)
  return `${counted(library.count, 'paper')}; the newest ${isToday ? 'came in today' : `are of ${labelOf('day', newest)}`}.`
}

function Size({ periods, name }: { periods: readonly Period[]; name: string }) {
  const count = periods.find((period) => period.name === name)?.count
  return count === undefined ? undefined : <span class="count">{counted(count, 'paper')}</span>
}

const SPAN_LABELS = { day: 'Day', week: 'Week', month: 'Month' } as const

function Spans({ span, date }: { span: Span; date?: string }) {
  return (
    <nav class="segments" aria-label="Papers by">
      {SPANS.map((one) => (
        <a href={hrefTo('/', { date, span: one })} aria-current={one === span ? 'true' : undefined}>
          {SPAN_LABELS[one]}
        </a>
      ))}
    </nav>
  )
}

/** By comments alone, and so apart from what is new. */
function TalkedOf({ library }: { library: Library }) {
  const hot = hotOf(library)
    .filter(({ comments, expected }) => comments > expected)
    .slice(0, TALKED_OF)
  return (
    <section aria-labelledby="talked-of">
      <div class="section-head">
        <h2 id="talked-of">Talked of</h2>
        <a href="/trends">Trends</a>
      </div>
      {hot.length === 0 ? (
        <p class="none">
          No recent paper has more comments than others of its age, as far as its source tells.
        </p>
      ) : (
        <ol class="brief">
          {hot.map(({ row, comments, ageDays, expected }) => (
            <li>
              <a href={`/papers/${library.cards[row]!.id}`} dir="auto">
                {library.cards[row]!.title}
              </a>
              <span>
                {counted(comments, 'comment')}{' '}
                {ageDays === 0 ? 'on its first day' : `in ${counted(ageDays, 'day')}`}; its age has{' '}
                {expected.toFixed(1)}
              </span>
            </li>
          ))}
        </ol>
      )}
      <details>
        <summary>How this is reckoned</summary>
        <p>
          Comments beside those that papers of the same age have, shrunk towards them where there are few, and
          halved with every week. What a paper says has no part in it, nor has what anybody here likes; and
          new papers stand in their own list whether they are talked of or not.
        </p>
      </details>
    </section>
  )
}

const TOPICS_SHOWN = 8

function TopicsBeside({ library }: { library: Library }) {
  const topics = library.topics.topics.slice(0, TOPICS_SHOWN)
  if (topics.length === 0) return undefined
  return (
    <section aria-labelledby="topics-beside">
      <div class="section-head">
        <h2 id="topics-beside">Topics</h2>
        <a href="/topics">All topics</a>
      </div>
      <ul class="chips">
        {topics.map(({ id, label }) => (
          <li>
            <a href={`/topics/${id}`}>{label}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}
