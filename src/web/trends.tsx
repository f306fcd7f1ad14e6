/** `/trends`: what rises by what papers say, and, apart from it, what is talked of. */
import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { z } from 'zod'
import type { Service } from '../http/service.ts'
import { riseAsked } from '../http/trend-reply.ts'
import type { Library } from '../library.ts'
import { counted } from '../text/counted.ts'
import type { Burst } from '../trends/bursts.ts'
import { dayText, numberOf, PERIODS } from '../trends/calendar.ts'
import { type Evidence, isEmerging } from '../trends/emerging.ts'
import type { HotPaper } from '../trends/hot.ts'
import { hotOf, type NamedTheme, type Rise } from '../trends/trends.ts'
import type { Window } from '../trends/window.ts'
import { RowCard } from './card.tsx'
import { Day } from './dates.tsx'
import { Layout, sendPage } from './layout.tsx'
import { Advice, Notice, Problems } from './notice.tsx'
import { Sparkline } from './over-time.tsx'
import { checked, herePath, hrefTo } from './request.ts'
import { type Visitor, visitorOf } from './visitor.ts'

const DESCRIPTION =
  'Themes and words that rise in the collection by what its papers say, and papers talked of now.'
const SHOWN = 10
const WORDS_SHOWN = 24
const WORDS_NEAR_SHOWN = 8
/** A word that all papers use a little more is no news, however sure it is. */
const WORD_RATIO_MIN = 1.2
/** Where nothing rises for sure: so many that come next to it. */
const NEAR_SHOWN = 3

const Query = z.object({ period: z.enum(PERIODS).optional().catch(undefined) })

export const trendsPage = (service: Service) => async (c: Context) => {
  const { period } = checked(Query, { period: c.req.query('period') })
  const visitor = await visitorOf(service, c)
  const library = service.library.get()
  const { rise, ...why } = riseAsked(library, { period })
  const hot = hotOf(library)
    .filter(({ comments, expected }) => comments > expected)
    .slice(0, SHOWN)
  return sendPage(
    c,
    <Layout title="Trends – Kindred" description={DESCRIPTION} place="topics">
      <div class="hero">
        <h1>Trends</h1>
        {rise && <Lead window={rise.window} />}
      </div>
      <Problems problems={service.library.problems()} />
      {rise ? (
        <Rising library={library} rise={rise} />
      ) : (
        <Notice>
          <Advice text={'reason' in why ? why.reason : ''} />
        </Notice>
      )}
      <Hot library={library} hot={hot} visitor={visitor} back={herePath(c)} />
    </Layout>,
  )
}

function Lead({ window }: { window: Window }) {
  const { period, periods, recent, before, rows, recentCount } = window
  const other = period === 'week' ? 'month' : 'week'
  return (
    <>
      <p class="lead">
        What rises by content alone: {counted(recentCount, 'paper')} of the last {counted(periods, period)},
        since <Day day={dayText(recent.firstDay)} />, set against{' '}
        {counted(rows.length - recentCount, 'paper')} before them, since{' '}
        <Day day={dayText(before.firstDay)} />. Comments have no part in it; what is talked of stands below,
        by itself.
      </p>
      <p>
        <a href={hrefTo('/trends', { period: other })}>In {other}s instead</a>
      </p>
    </>
  )
}

function Rising({ library, rise }: { library: Library; rise: Rise }) {
  const { window, topics, themes } = rise
  const all = rise.bursts()
  const words = all
    .filter((burst) => isEmerging(burst) && burst.ratio >= WORD_RATIO_MIN)
    .slice(0, WORDS_SHOWN)
  const near = all.filter((burst) => !isEmerging(burst)).slice(0, WORDS_NEAR_SHOWN)
  return (
    <>
      <section class="rising" aria-labelledby="topics">
        <h2 id="topics">Emerging topics</h2>
        <Found all={topics} what="topic">
          {({ topic, ...evidence }) => (
            <article>
              <h3>
                <a href={`/topics/${topic.id}`}>{topic.label}</a>
              </h3>
              <Told
                evidence={evidence}
                counts={windowCounts(
                  library,
                  window,
                  (row) => library.topics.topics[library.topics.assignment[row]!] === topic,
                )}
                window={window}
              />
            </article>
          )}
        </Found>
      </section>
      <section class="rising" aria-labelledby="themes">
        <h2 id="themes">Emerging themes</h2>
        <p class="none">Papers near to one another that are mostly recent, whatever topics they are in.</p>
        <Found all={themes} what="theme">
          {(theme) => <ThemeFound library={library} window={window} theme={theme} />}
        </Found>
      </section>
      <section class="rising" aria-labelledby="words">
        <h2 id="words">Words on the rise</h2>
        {words.length === 0 && <p class="none">No word is clearly in many more papers than before.</p>}
        <Words words={words} />
        {near.length > 0 && (
          <>
            <p class="none">Next to them come words that may have risen by chance:</p>
            <Words words={near} />
          </>
        )}
      </section>
    </>
  )
}

function Words({ words }: { words: readonly Burst[] }) {
  return (
    <ul class="words">
      {words.map(({ term, recent, expected }) => (
        <li>
          <a href={hrefTo('/search', { q: term, mode: 'keyword' })}>{term}</a>{' '}
          <span>
            in {counted(recent, 'paper')}, {about(expected)} expected
          </span>
        </li>
      ))}
    </ul>
  )
}

/** What rises for sure; if nothing does, it says so, and shows what comes next to it. */
function Found<T extends Evidence>({
  all,
  what,
  children,
}: {
  all: readonly T[]
  what: string
  children: (found: T) => Child
}) {
  const sure = all.filter(isEmerging).slice(0, SHOWN)
  const near = all.filter(({ ratio }) => ratio > 1).slice(0, NEAR_SHOWN)
  return (
    <>
      {sure.length === 0 && (
        <p class="none">
          No {what} clearly rises: what more there is of any may be chance.
          {near.length > 0 && ' Next to it come:'}
        </p>
      )}
      <ol>
        {(sure.length > 0 ? sure : near).map((found) => (
          <li>{children(found)}</li>
        ))}
      </ol>
    </>
  )
}

function ThemeFound({ library, window, theme }: { library: Library; window: Window; theme: NamedTheme }) {
  const rows = new Set([...theme.rows, ...theme.rowsBefore])
  const middle = library.cards[theme.middle]!
  return (
    <article>
      <h3>{theme.terms.join(', ')}</h3>
      <Told evidence={theme} counts={windowCounts(library, window, (row) => rows.has(row))} window={window} />
      <p class="middle">
        In the middle of it:{' '}
        <a href={`/papers/${middle.id}`} dir="auto">
          {middle.title}
        </a>
      </p>
    </article>
  )
}

function Told({ evidence, counts, window }: { evidence: Evidence; counts: Uint32Array; window: Window }) {
  const { recent, expected, ratio, low, high } = evidence
  return (
    <div class="told-rise">
      <Sparkline counts={counts} recentFrom={counts.length - window.periods} />
      <p>
        {counted(recent, 'recent paper')}, where {about(expected)} would be expected
        {isEmerging(evidence)
          ? `: ${times(ratio)} as often as before, between ${figure(low)} and ${times(high)} with 90\u00a0% probability.`
          : '. That may be chance.'}
      </p>
    </div>
  )
}

/** Papers of each period of the window, the oldest first. */
function windowCounts(
  { days }: Library,
  { period, rows, before, recent }: Window,
  isMember: (row: number) => boolean,
): Uint32Array {
  const first = numberOf(period, before.firstDay)
  const counts = new Uint32Array(numberOf(period, recent.lastDay) - first + 1)
  for (const row of rows) if (isMember(row)) counts[numberOf(period, days[row]!) - first]!++
  return counts
}

interface HotProps {
  readonly library: Library
  readonly hot: readonly HotPaper[]
  readonly visitor: Visitor
  readonly back: string
}

function Hot({ library, hot, visitor, back }: HotProps) {
  return (
    <section aria-labelledby="hot">
      <h2 id="hot">Hot now, by comments for their age</h2>
      {hot.length === 0 && (
        <p class="none">
          No recent paper has more comments than others of its age, as far as its source tells.
        </p>
      )}
      <ol class="papers">
        {hot.map(({ row, comments, ageDays, expected }) => (
          <li>
            <RowCard library={library} row={row} visitor={visitor} back={back}>
              <p class="because">
                {counted(comments, 'comment')}{' '}
                {ageDays === 0 ? 'on its first day' : `in ${counted(ageDays, 'day')}`}; papers of its age have{' '}
                {about(expected)}.
              </p>
            </RowCard>
          </li>
        ))}
      </ol>
    </section>
  )
}

function about(number: number): string {
  return number < 10 ? number.toFixed(1) : Math.round(number).toLocaleString('en')
}

function figure(ratio: number): string {
  return ratio.toFixed(ratio < 10 ? 1 : 0)
}

function times(ratio: number): string {
  return `${figure(ratio)} times`
}
