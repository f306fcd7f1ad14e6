/** `/topics/changes`: what became of topics, in words; the newest of it stands on `/topics`. */
import type { Context } from 'hono'
import { NO_CHANGES } from '../http/routes/topic-changes.ts'
import type { Service } from '../http/service.ts'
import { counted } from '../text/counted.ts'
import type { TopicChange, TopicRevision } from '../topic-change.ts'
import { toldChange } from '../topics/told-change.ts'
import { Layout, sendPage } from './layout.tsx'
import { Notice } from './notice.tsx'

const DESCRIPTION = 'Topics that came, went, split, merged, grew, shrank or got another name.'

export const topicChangesPage = (service: Service) => (c: Context) => {
  const library = service.library.get()
  const { revisions } = library.topics.history
  const living = new Set(library.topics.tree.nodes.map(({ id }) => id))
  return sendPage(
    c,
    <Layout
      title="What changed in topics – Kindred"
      description={DESCRIPTION}
      place="topics"
      feed="/feeds/topic-changes"
    >
      <div class="hero">
        <p class="up">
          <a href="/topics">All topics</a>
        </p>
        <h1>What changed</h1>
        <p class="lead">
          A topic keeps its address and its name while it is the same one. What else became of topics, rebuild
          by rebuild:
        </p>
      </div>
      {revisions.length === 0 && <Notice>{NO_CHANGES}</Notice>}
      {revisions.map((revision) => (
        <Revision revision={revision} living={living} />
      ))}
    </Layout>,
  )
}

/** @param living ids of topics that there are now; others are named without a link */
function Revision({ revision, living }: { revision: TopicRevision; living: ReadonlySet<string> }) {
  const { at, papersBefore, papers, changes } = revision
  return (
    <section class="revision">
      <h2>
        <time datetime={at}>{at.slice(0, 10)}</time>
        <span class="size">
          {' '}
          {papersBefore === papers
            ? counted(papers, 'paper')
            : `${papersBefore.toLocaleString('en')} → ${counted(papers, 'paper')}`}
        </span>
      </h2>
      <ul class="changes">
        {changes.map((change) => (
          <li>
            <Change change={change} living={living} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Change({ change, living }: { change: TopicChange; living: ReadonlySet<string> }) {
  return (
    <span class={`change ${change.kind}`}>
      {toldChange(change).map((part) =>
        typeof part === 'string' ? (
          part
        ) : living.has(part.id) ? (
          <a href={`/topics/${part.id}`}>{part.label}</a>
        ) : (
          <em>{part.label}</em>
        ),
      )}
    </span>
  )
}
