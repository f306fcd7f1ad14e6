/** What was just said of a paper that left the list with it: how to take it back, and what it changed. */
import type { Context } from 'hono'
import { z } from 'zod'
import { listLists } from '../db/impressions.ts'
import { papersById } from '../db/papers.ts'
import type { Service } from '../http/service.ts'
import { REACTION_KINDS, type ReactionKind } from '../reader.ts'
import { counted } from '../text/counted.ts'
import { ListId } from './request.ts'

export interface SaidNews {
  readonly kind: ReactionKind
  readonly paper: { readonly id: string; readonly title: string }
  /** Papers of the list that were not in the one before. */
  readonly entered: ReadonlySet<string>
}

const Asked = z.object({
  said: z.enum(REACTION_KINDS),
  of: z.string().regex(/^[0-9a-f]{40}$/),
  was: ListId.optional(),
})
/** A list before may have others beside it: those of other pages. */
const LOOKED_BACK = 10

/**
 * Undefined where nothing was said, or nobody can tell of what.
 *
 * @param shown.now the list on the page; what entered it is told beside the list that the form stood in
 */
export async function saidOf(
  service: Service,
  c: Context,
  shown: { readerId: string; now?: string },
): Promise<SaidNews | undefined> {
  const asked = Asked.safeParse(c.req.query())
  if (!asked.success) return undefined
  const { said: kind, of, was } = asked.data
  const [paper] = await papersById(service.db, [of])
  if (!paper) return undefined
  const lists = was ? await listLists(service.db, shown.readerId, { limit: LOOKED_BACK }) : []
  const idsOf = (id?: string) => lists.find((list) => list.id === id)?.shown.map(({ paperId }) => paperId)
  const [before, now] = [idsOf(was), idsOf(shown.now)]
  const entered = before && now ? now.filter((id) => !before.includes(id)) : []
  return { kind, paper, entered: new Set(entered) }
}

const WORDS: Readonly<Record<ReactionKind, string>> = {
  like: 'You liked',
  save: 'You saved',
  read: 'You have read',
  dislike: 'You are not interested in',
  hide: 'You hid',
}

export function Said({ news: { kind, paper, entered }, back }: { news: SaidNews; back: string }) {
  const effect =
    entered.size === 0 ? '' : ` ${counted(entered.size, 'paper')} entered the list because of it.`
  return (
    <div class="said" data-news={`${WORDS[kind]} ${paper.title}.${effect}`}>
      <p>
        {WORDS[kind]} <a href={`/papers/${paper.id}`}>{paper.title}</a>.{effect}
      </p>
      <form method="post" action={`/papers/${paper.id}/reactions`} data-swap="submit">
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="undo" value="1" />
        <input type="hidden" name="back" value={back} />
        <button type="submit" class="small" id="undo">
          Undo
        </button>
      </form>
    </div>
  )
}
