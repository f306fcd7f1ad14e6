/** `/v1/readers/{id}/feeds` and `/links`: the addresses of a reader's own feeds, and how they are taken back. */
import { putLinkId } from '../../db/readers.ts'
import { answers, createRoute, newRouter, z } from '../contract.ts'
import { originOf, readerFeeds } from '../links.ts'
import type { Service } from '../service.ts'
import { ReaderParams } from './readers.ts'

const Addresses = z.object({ atom: z.url(), rss: z.url(), json: z.url() })

const list = createRoute({
  method: 'get',
  path: '/{id}/feeds',
  summary: 'The addresses of a reader’s own feeds',
  description:
    'Whoever has such an address can read that feed and nothing else. `DELETE /v1/readers/{id}/links` makes all of them invalid.',
  request: { params: ReaderParams },
  responses: answers(
    'Recommendations, and each saved search.',
    z.object({
      recommendations: Addresses,
      searches: z.array(z.object({ id: z.string(), title: z.string(), ...Addresses.shape })),
    }),
    400,
    404,
  ),
})
const revoke = createRoute({
  method: 'delete',
  path: '/{id}/links',
  summary: 'Make every link that a reader was given invalid',
  description: 'Feeds have new addresses from then on.',
  request: { params: ReaderParams },
  responses: { ...answers('', z.object({}), 400, 404), 204: { description: 'None of them works any more.' } },
})

export const readerFeedRoutes = (service: Service) =>
  newRouter()
    .openapi(list, async (c) =>
      c.json(await readerFeeds(service, originOf(service, c), c.req.valid('param').id), 200),
    )
    .openapi(revoke, async (c) => {
      await putLinkId(service.db, c.req.valid('param').id, service.randomId())
      return c.body(null, 204)
    })
