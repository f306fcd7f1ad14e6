/** Searches that a reader keeps: saved beside what they find, listed where a search begins. */
import type { Context } from 'hono'
import { z } from 'zod'
import { deleteSearch, listSearches } from '../db/searches.ts'
import { parseMode } from '../http/routes/search.ts'
import { saveSearch } from '../http/saved-searches.ts'
import type { Service } from '../http/service.ts'
import { type SavedSearch, searchId } from '../saved-search.ts'
import { checked, hrefTo } from './request.ts'
import type { Asked } from './search-form.tsx'
import { knownReader, readerFor, remember } from './visitor.ts'

const addressOf = ({ q, mode, from, to, topic }: Asked) =>
  hrefTo('/search', { q, mode: mode === 'hybrid' ? undefined : mode, from, to, topic })

export async function searchesOf(service: Service, readerId: string | undefined): Promise<SavedSearch[]> {
  return readerId ? listSearches(service.db, readerId) : []
}

interface SaveSearchProps {
  readonly asked: Asked & { readonly q: string }
  readonly saved: readonly SavedSearch[]
}

/** Saves the search that is looked at, or says that it is. */
export function SaveSearch({ asked: { q, mode, from, to, topic }, saved }: SaveSearchProps) {
  const id = searchId({ q, mode, from, to, topic })
  const isSaved = saved.some((search) => search.id === id)
  const fields = { q, mode, from, to, topic }
  return (
    <form method="post" action={isSaved ? '/search/forget' : '/search/save'} data-swap="submit">
      {isSaved && <input type="hidden" name="id" value={id} />}
      {Object.entries(fields).map(
        ([name, value]) => value && <input type="hidden" name={name} value={value} />,
      )}
      <button type="submit" class={isSaved ? 'reaction save on' : 'reaction save'} id="save-search">
        {isSaved ? 'Saved search' : 'Save this search'}
        {isSaved && <span class="unseen"> (press to take it back)</span>}
      </button>
    </form>
  )
}

export function SavedSearches({ saved }: { saved: readonly SavedSearch[] }) {
  if (saved.length === 0) return undefined
  return (
    <section class="saved" aria-labelledby="saved">
      <h2 id="saved">Saved searches</h2>
      <ul>
        {saved.map(({ id, name, ...search }) => (
          <li>
            <a href={addressOf(search)} dir="auto">
              {name ?? search.q}
            </a>
            <form method="post" action="/search/forget" data-swap="submit">
              <input type="hidden" name="id" value={id} />
              <button type="submit" class="small" id={`forget-${id}`}>
                Remove<span class="unseen">: {name ?? search.q}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
      <p class="none">
        Each has a feed: see <a href="/settings#feeds">your feeds</a>.
      </p>
    </section>
  )
}

const Search = z.object({
  q: z.string().trim().min(1, 'is empty; type some words'),
  mode: z.string().optional().transform(parseMode),
  from: z.string().optional(),
  to: z.string().optional(),
  topic: z.string().optional(),
})

export const keepSearch = (service: Service) => async (c: Context) => {
  const asked = checked(Search, await c.req.parseBody())
  const reader = await readerFor(service, c)
  await saveSearch(service, reader, asked)
  await remember(service, c, reader)
  return c.redirect(addressOf(asked), 303)
}

const Forgotten = z.object({ id: z.string().max(40), q: z.string().optional() })

export const forgetSearch = (service: Service) => async (c: Context) => {
  const fields = await c.req.parseBody()
  const { id, q } = checked(Forgotten, fields)
  const reader = await knownReader(service, c)
  if (reader) await deleteSearch(service.db, reader, id)
  return c.redirect(q ? addressOf(checked(Search, fields)) : '/search', 303)
}
