/** Saved searches as they are asked for, kept and answered. */
import { listSearches, putSearch } from '../db/searches.ts'
import { InvalidInput } from '../errors.ts'
import { type SavedSearch, SEARCH_MODES, type SearchQuery, searchId } from '../saved-search.ts'
import { FilterQuery, z } from './contract.ts'
import { filterNamed } from './named-papers.ts'
import { QueryText } from './routes/search.ts'
import type { Service } from './service.ts'

/** More than anybody follows. */
const SEARCHES_MAX = 100
const NAME_LENGTH_MAX = 100

export const SearchFields = {
  q: QueryText,
  mode: z.enum(SEARCH_MODES),
  from: FilterQuery.from,
  to: FilterQuery.to,
  topic: FilterQuery.topic,
  name: z
    .string()
    .trim()
    .min(1)
    .max(NAME_LENGTH_MAX)
    .optional()
    .openapi({ description: 'What the reader calls it.' }),
}

export const SavedSearchReply = z
  .object({ id: z.string(), ...SearchFields, createdAt: z.string().openapi({ format: 'date-time' }) })
  .openapi('SavedSearch')

/**
 * Keeps a search for a reader.
 *
 * @throws NotFound when there is no such reader or topic; InvalidInput when there are too many, or the days don't fit
 */
export async function saveSearch(
  service: Service,
  readerId: string,
  query: SearchQuery,
  name?: string,
): Promise<SavedSearch> {
  const { db } = service
  if (query.from && query.to && query.from > query.to)
    throw new InvalidInput(`from ${query.from} is later than to ${query.to}`, 'from')
  if (query.topic) await filterNamed(service, service.library.get(), { topic: query.topic })
  const id = searchId(query)
  const known = await listSearches(db, readerId)
  if (known.length >= SEARCHES_MAX && !known.some((search) => search.id === id))
    throw new InvalidInput(`a reader has at most ${SEARCHES_MAX} saved searches: remove one first`, 'q')
  return putSearch(db, readerId, { ...query, id, name, createdAt: service.now() })
}

export function savedSearchReply({ createdAt, ...search }: SavedSearch) {
  return { ...search, createdAt: createdAt.toISOString() }
}
