/** `/topics`: the collection grouped by theme. */
import type { Context } from 'hono'
import { topicEditReplies } from '../http/routes/topic-edits.ts'
import { topicReply } from '../http/routes/topics.ts'
import type { Service } from '../http/service.ts'
import { topicCounts } from '../http/trend-reply.ts'
import { counted } from '../text/counted.ts'
import type { Topic } from '../topic.ts'
import { sum } from '../vector.ts'
import { Layout, sendPage } from './layout.tsx'
import { Advice, Notice, Problems } from './notice.tsx'
import { Sparkline } from './over-time.tsx'
import { Bar } from './share.tsx'
import { EditList } from './topic-edits.tsx'

const DESCRIPTION = 'What the papers of the collection are about, from the largest topic to the smallest.'
const MEDOIDS_SHOWN = 3
/** In a sparkline. */
const PERIODS_SHOWN = 24

export const topicsPage = (service: Service) => async (c: Context) => {
  const library = service.library.get()
  const [revision] = library.topics.history.revisions
  const outliers = library.count - topicsSize(library.topics.topics)
  const { topics } = library.topics
  const lately = topicCounts(library, { periods: PERIODS_SHOWN })
  const largest = Math.max(1, ...topics.map(({ size }) => size))
  return sendPage(
    c,
    <Layout title="Topics – Kindred" description={DESCRIPTION} place="topics">
      <div class="hero">
        <h1>Topics</h1>
        {topics.length > 0 && (
          <p class="lead">
            {counted(library.count, 'paper')} in {counted(topics.length, 'group')}, found by what their
            abstracts say. Each is named by the words that tell it from the others.
            {outliers > 0 && topics.length > 0 && ` ${counted(outliers, 'paper')} are in none for certain.`}
          </p>
        )}
        {revision && (
          <p>
            <a href="/topics/changes">{counted(revision.changes.length, 'topic')} changed</a> on{' '}
            <time datetime={revision.at}>{revision.at.slice(0, 10)}</time>
          </p>
        )}
      </div>
      <Problems problems={service.library.problems()} />
      {topics.length === 0 && (
        <Notice>
          <Advice text="there are no papers to group yet: run `npm run ingest -- FILE`" />
        </Notice>
      )}
      <ol class="topics">
        {topics.map((topic, place) => {
          const { id, label, about, size, terms, medoids } = topicReply(library, topic)
          return (
            <li>
              <article class="topic">
                <h2>
                  <a href={`/topics/${id}`}>{label}</a>
                </h2>
                <p class="size">
                  <Bar share={size / largest} />
                  {counted(size, 'paper')}
                </p>
                {lately && (
                  <p class="size">
                    <Sparkline counts={lately.counts[place]!} />
                    {sum(lately.counts[place]!).toLocaleString('en')} in the last{' '}
                    {counted(PERIODS_SHOWN, lately.period)}
                  </p>
                )}
                {about && <p class="about">{about}</p>}
                <Terms terms={terms} />
                <p class="unseen">In the middle of it:</p>
                <ul class="medoids">
                  {medoids.slice(0, MEDOIDS_SHOWN).map((card) => (
                    <li>
                      <a href={`/papers/${card.id}`} dir="auto">
                        {card.title}
                      </a>
                    </li>
                  ))}
                </ul>
              </article>
            </li>
          )
        })}
      </ol>
      <EditList edits={await topicEditReplies(service)} />
    </Layout>,
  )
}

function topicsSize(topics: readonly Topic[]): number {
  return sum(topics.map(({ size }) => size))
}

export function Terms({ terms }: { terms: readonly { term: string }[] }) {
  return (
    <p class="terms">
      <span class="unseen">Its words: </span>
      {terms.map(({ term }) => term).join(', ')}
    </p>
  )
}
