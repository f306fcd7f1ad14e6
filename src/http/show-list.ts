/**
 * Recommendations that a page shows, kept as a list that was shown, as `POST /v1/readers/{id}/lists` keeps them.
 *
 * A page that is looked at again shows the same list: it is kept once.
 */
import { listLists, putList } from '../db/impressions.ts'
import type { ShownList } from '../impression.ts'
import type { Service } from './service.ts'

/** Pages show several lists side by side; one of them is the same as the newest of its kind. */
const LOOKED_BACK = 8

export interface PageList {
  readonly strategy: string
  readonly snapshot: string
  /** Best first. */
  readonly paperIds: readonly string[]
}

/** @returns id of the list; undefined for one without papers. @throws NotFound when there is no such reader */
export async function showList(
  service: Service,
  readerId: string,
  { strategy, snapshot, paperIds }: PageList,
): Promise<string | undefined> {
  if (paperIds.length === 0) return undefined
  const wanted = paperIds.join()
  const recent = await listLists(service.db, readerId, { limit: LOOKED_BACK })
  const same = (list: ShownList) =>
    list.strategy === strategy &&
    list.snapshot === snapshot &&
    list.shown.map(({ paperId }) => paperId).join() === wanted
  const known = recent.find(same)
  if (known) return known.id
  const id = service.randomId()
  const papers = paperIds.map((paperId) => ({ paperId }))
  await putList(service.db, readerId, { id, strategy, snapshot, madeAt: service.now(), papers })
  return id
}
