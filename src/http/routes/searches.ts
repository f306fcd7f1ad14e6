/** `/v1/readers/{id}/searches`: searches that a reader keeps. */
import { getReader } from '../../db/readers.ts'
import { deleteSearch, listSearches } from '../../db/searches.ts'
import { answers, createRoute, jsonBody, newRouter, z } from '../contract.ts'
import { SavedSearchReply, SearchFields, savedSearchReply, saveSearch } from '../saved-searches.ts'
import type { Service } from '../service.ts'
import { ReaderId, ReaderParams } from './readers.ts'

const list = createRoute({
  method: 'get',
  path: '/{id}/searches',
  summary: 'The searches that a reader saved, oldest first',
  request: { params: ReaderParams },
  responses: answers('All of them.', z.object({ searches: z.array(SavedSearchReply) }), 400, 404),
})
const save = createRoute({
  method: 'post',
  path: '/{id}/searches',
  summary: 'Save a search',
  description:
    'The same search is saved once: saying it again answers the one there is, with the name given last.',
  request: {
    params: ReaderParams,
    body: jsonBody(z.strictObject({ ...SearchFields, mode: SearchFields.mode.default('hybrid') })),
  },
  responses: answers('The search as it is kept.', SavedSearchReply, 400, 404, 413, 415, 503),
})
const remove = createRoute({
  method: 'delete',
  path: '/{id}/searches/{searchId}',
  summary: 'Forget a saved search',
  request: {
    params: z.object({
      id: ReaderId,
      searchId: z
        .string()
        .regex(/^[0-9a-f]{12}$/, 'must be 12 hex digits')
        .openapi({ param: { name: 'searchId', in: 'path' } }),
    }),
  },
  responses: { ...answers('', z.object({}), 400, 404), 204: { description: 'It is gone.' } },
})

export const searches = (service: Service) =>
  newRouter()
    .openapi(list, async (c) => {
      const { id } = c.req.valid('param')
      await getReader(service.db, id)
      return c.json({ searches: (await listSearches(service.db, id)).map(savedSearchReply) }, 200)
    })
    .openapi(save, async (c) => {
      const { name, ...query } = c.req.valid('json')
      return c.json(savedSearchReply(await saveSearch(service, c.req.valid('param').id, query, name)), 200)
    })
    .openapi(remove, async (c) => {
      const { id, searchId: search } = c.req.valid('param')
      await getReader(service.db, id)
      await deleteSearch(service.db, id, search)
      return c.body(null, 204)
    })
