/** Topics merged and split by hand: the forms on a topic's page, the list of what was said, and what they post. */
import type { Context } from 'hono'
import { z } from 'zod'
import { deleteTopicEdit } from '../db/topic-edits.ts'
import { topicNamed } from '../http/named-papers.ts'
import { keepEdit, type topicEditReplies } from '../http/routes/topic-edits.ts'
import type { Service } from '../http/service.ts'
import type { Library } from '../library.ts'
import type { Topic } from '../topic.ts'
import { mergeOf, splitOf } from '../topics/edit.ts'
import { checked } from './request.ts'

type Edits = Awaited<ReturnType<typeof topicEditReplies>>

/** For a topic of the usual level: with which to make it one, and to make it two. */
export function EditForms({ library, topic }: { library: Library; topic: Topic }) {
  const { topics } = library.topics
  if (!topics.includes(topic)) return undefined
  return (
    <details class="edit-topic">
      <summary>Not right? Merge or split it</summary>
      <form method="post" action={`/topics/${topic.id}/merge`}>
        <label for="with">This and</label>
        <select id="with" name="with">
          {topics
            .filter((other) => other !== topic)
            .map(({ id, label }) => (
              <option value={id}>{label}</option>
            ))}
        </select>
        <button type="submit">are one topic</button>
      </form>
      {topic.size > 1 && (
        <form method="post" action={`/topics/${topic.id}/split`}>
          <button type="submit">This is two topics</button>
        </form>
      )}
    </details>
  )
}

/** What was said, with the way to take it back. */
export function EditList({ edits }: { edits: Edits }) {
  if (edits.length === 0) return undefined
  return (
    <section class="topic-edits" aria-labelledby="topic-edits">
      <h2 id="topic-edits">By hand</h2>
      <ul>
        {edits.map(({ id, verdict, parts, carriedOut }) => (
          <li>
            <form method="post" action={`/topics/edits/${id}/undo`}>
              <span>
                {parts.map(({ papers }, i) => (
                  <>
                    {i > 0 && (verdict === 'together' ? ' with ' : ' from ')}“
                    {papers[0]?.title ?? 'a paper that is gone'}”
                  </>
                ))}
                {verdict === 'together' ? ': one topic' : ': topics of their own'}
                {!carriedOut && (
                  <>
                    , from the next <code>npm run embed</code> on
                  </>
                )}
              </span>{' '}
              <button type="submit">Take back</button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}

const With = z.object({ with: z.string().max(20) })

export const mergeTopics = (service: Service) => async (c: Context) => {
  const library = service.library.get()
  const other = checked(With, await c.req.parseBody()).with
  const topics = [c.req.param('id')!, other].map((id) => topicNamed(library, id))
  await keepEdit(service, mergeOf(library, topics))
  return c.redirect('/topics#topic-edits', 303)
}

export const splitTopic = (service: Service) => async (c: Context) => {
  const library = service.library.get()
  await keepEdit(service, splitOf(library, topicNamed(library, c.req.param('id')!), 2))
  return c.redirect('/topics#topic-edits', 303)
}

export const undoEdit = (service: Service) => async (c: Context) => {
  await deleteTopicEdit(service.db, c.req.param('id')!)
  return c.redirect('/topics', 303)
}
