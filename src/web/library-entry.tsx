/** One paper of a reader's library: what was said of it, its tags, and the forms that change them. */
import type { Context } from 'hono'
import { z } from 'zod'
import { deleteTag } from '../db/tags.ts'
import { paperNamed } from '../http/named-papers.ts'
import type { LibraryEntry } from '../http/reader-library.ts'
import type { Service } from '../http/service.ts'
import { addTag, Tag } from '../http/tagging.ts'
import type { ReactionKind } from '../reader.ts'
import { Facts } from './card.tsx'
import { Day } from './dates.tsx'
import { Reactions } from './reactions.tsx'
import { checked, localPath } from './request.ts'
import { knownReader, readerFor, remember, type Visitor } from './visitor.ts'

export const KIND_LABELS: Readonly<Record<ReactionKind, string>> = {
  like: 'Liked',
  save: 'Saved',
  read: 'Read',
  dislike: 'Not interested',
  hide: 'Hidden',
}

interface EntryProps {
  readonly entry: LibraryEntry
  readonly visitor: Visitor
  readonly back: string
}

export function Entry({ entry: { card, kinds, tags, at, outside }, visitor, back }: EntryProps) {
  const { id, title } = card
  const said = at && (
    <span>
      {kinds.map((kind) => KIND_LABELS[kind]).join(', ')} on <Day day={at.toISOString().slice(0, 10)} />
    </span>
  )
  if (outside)
    return (
      <article class="card" id={`p-${id}`}>
        <h3 dir="auto">{title}</h3>
        <Facts card={card} first={said} />
        <p class="lines">Not in the collection; by its abstract it counts all the same.</p>
        <TakeBack id={id} title={title} back={back} />
      </article>
    )
  return (
    <article class="card" id={`p-${id}`}>
      <h3 dir="auto">
        <a href={`/papers/${id}`} id={`t-${id}`}>
          {title}
        </a>
      </h3>
      <Facts card={card} first={said} />
      <div class="entry-foot">
        <Reactions
          id={id}
          title={title}
          said={visitor.said(id)}
          back={back}
          kinds={['like', 'save', 'read']}
        />
        <Tags id={id} title={title} tags={tags} back={back} />
      </div>
    </article>
  )
}

function TakeBack({ id, title, back }: { id: string; title: string; back: string }) {
  return (
    <form method="post" action="/library/take-back" data-swap="submit">
      <input type="hidden" name="paper" value={id} />
      <input type="hidden" name="back" value={back} />
      <button type="submit" class="reaction" id={`take-back-${id}`}>
        Take out<span class="unseen">: {title}</span>
      </button>
    </form>
  )
}

function Tags({
  id,
  title,
  tags,
  back,
}: {
  id: string
  title: string
  tags: readonly string[]
  back: string
}) {
  return (
    <form method="post" action="/library/tags" class="tags" data-swap="submit">
      <input type="hidden" name="paper" value={id} />
      <input type="hidden" name="back" value={back} />
      {tags.map((tag) => (
        <button
          type="submit"
          name="remove"
          value={tag}
          class="tag-on"
          id={`untag-${id}-${tag}`}
          title="Take it off"
        >
          <span dir="auto">#{tag}</span>
          <span aria-hidden="true"> ×</span>
          <span class="unseen"> (press to take it off {title})</span>
        </button>
      ))}
      <label class="unseen" for={`tag-${id}`}>
        Tag {title}
      </label>
      <input
        id={`tag-${id}`}
        name="tag"
        list="known-tags"
        maxlength={40}
        placeholder="Tag"
        autocomplete="off"
      />
      <button type="submit" class="small">
        Add<span class="unseen"> a tag to {title}</span>
      </button>
    </form>
  )
}

const TagForm = z.object({
  paper: z.string().max(500),
  tag: z.string().optional(),
  remove: z.string().optional(),
  back: z.string().max(4_000).optional(),
})

/** Adds a tag, or takes one off. */
export const tagPaper = (service: Service) => async (c: Context) => {
  const { paper, tag, remove, back } = checked(TagForm, await c.req.parseBody())
  const { id: paperId } = await paperNamed(service, paper)
  if (remove) {
    const reader = await knownReader(service, c)
    if (reader) await deleteTag(service.db, reader, { paperId, tag: remove })
  } else {
    const wanted = checked(z.object({ tag: Tag }), { tag: tag ?? '' })
    const reader = await readerFor(service, c)
    await addTag(service, reader, paperId, wanted.tag)
    await remember(service, c, reader)
  }
  return c.redirect(`${(back && localPath(back)) || '/library'}#p-${paperId}`, 303)
}
