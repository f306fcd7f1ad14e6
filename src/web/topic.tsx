/** `/topics/:id`: one topic and its papers, newest first. */
import type { Context } from 'hono'
import { topicNamed } from '../http/named-papers.ts'
import { around, slice, topicRows } from '../http/routes/topics.ts'
import type { Service } from '../http/service.ts'
import { topicTimeline } from '../http/trend-reply.ts'
import { counted } from '../text/counted.ts'
import { PaperRows } from './card.tsx'
import { Layout, sendPage } from './layout.tsx'
import { Timeline } from './over-time.tsx'
import { Pager } from './pager.tsx'
import { herePath, PAGE_SIZE, queryOf } from './request.ts'
import { EditForms } from './topic-edits.tsx'
import { Terms } from './topics.tsx'
import { visitorOf } from './visitor.ts'

/** A year of weeks, or five of months. */
const PERIODS_SHOWN = 60

export const topicPage = (service: Service) => async (c: Context) => {
  const { cursor } = queryOf(c)
  const visitor = await visitorOf(service, c)
  const library = service.library.get()
  const topic = topicNamed(library, c.req.param('id')!)
  const { id, label, size, terms, about } = topic
  const { broader, narrower } = around(library, topic)
  const { items, next } = slice(library, id, topicRows(library, topic), PAGE_SIZE, cursor)
  const timeline =
    cursor === undefined ? topicTimeline(library, topic, { periods: PERIODS_SHOWN }) : undefined
  return sendPage(
    c,
    <Layout
      title={`${label} – Kindred`}
      description={`${counted(size, 'paper')} on ${label}`}
      place="topics"
      feed={`/feeds/topics/${id}`}
    >
      <div class="hero">
        <p class="up">
          <a href="/topics">All topics</a>
          {broader && (
            <>
              {' › '}
              <a href={`/topics/${broader.id}`}>{broader.label}</a>
            </>
          )}
        </p>
        <h1>{label}</h1>
        {about && <p class="lead">{about}</p>}
        <Terms terms={terms} />
        <p>
          <a href={`/map?topic=${id}`}>On the map</a>
        </p>
        {narrower.length > 0 && (
          <p>
            Its parts:{' '}
            {narrower.map((part, i) => (
              <>
                {i > 0 && ' · '}
                <a href={`/topics/${part.id}`}>{part.label}</a>
              </>
            ))}
          </p>
        )}
        <EditForms library={library} topic={topic} />
      </div>
      {timeline && (
        <section class="over-time" aria-labelledby="over-time">
          <h2 id="over-time">Over time</h2>
          <Timeline {...timeline} />
        </section>
      )}
      <section aria-labelledby="papers">
        <h2 id="papers">{counted(size, 'paper')}, newest first</h2>
        <PaperRows library={library} rows={items} visitor={visitor} back={herePath(c)} />
        <Pager
          path={`/topics/${id}`}
          next={next}
          later={cursor !== undefined}
          nextLabel="Older papers"
          startLabel="Newest papers"
        />
      </section>
    </Layout>,
  )
}
