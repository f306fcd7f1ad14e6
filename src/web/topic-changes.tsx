/** `/topics/changes`: what became of topics, in words; the newest of it stands on `/topics`. */
import type { Context } from 'hono'
import { NO_CHANGES } from '../http/routes/topic-changes.ts'
import type { Service } from '../http/service.ts'
import type { TopicChange, TopicRevision, TopicShare } from '../topic-change.ts'
import { counted } from './card.tsx'
import { Layout, sendPage } from './layout.tsx'
import { Notice } from './notice.tsx'

const DESCRIPTION = 'Topics that came, went, split, merged, grew, shrank or got another name.'

export const topicChangesPage = (service: Service) => (c: Context) => {
  const library = service.library.get()
  const { revisions } = library.topics.history
  return sendPage(
    c,
    <Layout title="What changed in topics – Kindred" description={DESCRIPTION} place="topics">
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
        <Revision revision={revision} living={new Set(library.topics.tree.nodes.map(({ id }) => id))} />
      ))}
    </Layout>,
  )
}

/** @param living ids of topics that there are now; others are named without a link */
export function Revision({ revision, living }: { revision: TopicRevision; living: ReadonlySet<string> }) {
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
  const { kind, labelBefore, papersBefore, papers, others } = change
  const own = <Named id={change.id} label={change.label} living={living} />
  const list = <Others others={others} living={living} />
  const sizes = `${papersBefore.toLocaleString('en')} → ${counted(papers, 'paper')}`
  const sentence = {
    born: (
      <>
        {own} is new: {counted(papers, 'paper')}
        {others.length > 0 && <>, some of them until now in {list}</>}
      </>
    ),
    died: (
      <>
        {own} is gone{others.length > 0 && <>; its papers are in {list}</>}
      </>
    ),
    split:
      papers === 0 ? (
        <>
          {own} fell apart into {list}
        </>
      ) : (
        <>
          {own} split: {counted(papers, 'paper')} stayed, others are in {list}
        </>
      ),
    merged: (
      <>
        {own} took in {list}, and has {counted(papers, 'paper')}
      </>
    ),
    grew: (
      <>
        {own} grew, {sizes}
      </>
    ),
    shrank: (
      <>
        {own} shrank, {sizes}
      </>
    ),
    renamed: (
      <>
        {own} was called “{labelBefore}”
      </>
    ),
  }
  return <span class={`change ${kind}`}>{sentence[kind]}</span>
}

function Named({ id, label, living }: { id: string; label: string; living: ReadonlySet<string> }) {
  return living.has(id) ? <a href={`/topics/${id}`}>{label}</a> : <em>{label}</em>
}

function Others({ others, living }: { others: readonly TopicShare[]; living: ReadonlySet<string> }) {
  return (
    <>
      {others.map(({ id, label, papers }, i) => (
        <>
          {i > 0 && ', '}
          <Named id={id} label={label} living={living} /> ({papers.toLocaleString('en')})
        </>
      ))}
    </>
  )
}
