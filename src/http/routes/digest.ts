/** `/v1/readers/{id}/digest`: recommendations by mail. */
import { USUAL_DIGEST } from '../../digest.ts'
import { answers, createRoute, jsonBody, newRouter, z } from '../contract.ts'
import { DigestFields, digestFields, Moment, SendingReply, sendingReply } from '../digest-reply.ts'
import { changeDigest, type DigestState, digestState, removeDigest } from '../digest-settings.ts'
import type { Service } from '../service.ts'
import { ReaderParams } from './readers.ts'

const DigestReply = DigestFields.extend({
  next: Moment.optional().openapi({ description: 'When the next one is due.' }),
  sendings: z
    .array(SendingReply)
    .openapi({ description: 'What became of those of the last 30 days, newest first.' }),
}).openapi('Digest')

const get = createRoute({
  method: 'get',
  path: '/{id}/digest',
  summary: 'The digest of a reader',
  request: { params: ReaderParams },
  responses: answers('What is sent, when, and what became of it.', DigestReply, 400, 404),
})
const put = createRoute({
  method: 'put',
  path: '/{id}/digest',
  summary: 'Have recommendations sent by mail',
  description:
    'Never the same paper twice, each with why, and nothing on a day without a good one. A new address gets one mail that asks to confirm.',
  request: {
    params: ReaderParams,
    body: jsonBody(
      z.strictObject({
        address: DigestFields.shape.address,
        period: DigestFields.shape.period.default(USUAL_DIGEST.period),
        weekday: DigestFields.shape.weekday.default(USUAL_DIGEST.weekday),
        hour: DigestFields.shape.hour.default(USUAL_DIGEST.hour),
        timeZone: DigestFields.shape.timeZone.default(USUAL_DIGEST.timeZone),
        count: DigestFields.shape.count.default(USUAL_DIGEST.count),
        bar: DigestFields.shape.bar.default(USUAL_DIGEST.bar),
      }),
    ),
  },
  responses: answers('The digest as it is kept.', DigestReply, 400, 404, 413, 415, 503),
})
const remove = createRoute({
  method: 'delete',
  path: '/{id}/digest',
  summary: 'Send nothing any more, and forget the address',
  request: { params: ReaderParams },
  responses: { ...answers('', z.object({}), 400, 404), 204: { description: 'Nothing is sent any more.' } },
})

export const digests = (service: Service) =>
  newRouter()
    .openapi(get, async (c) => c.json(digestReply(await digestState(service, c.req.valid('param').id)), 200))
    .openapi(put, async (c) => {
      const state = await changeDigest(service, c.req.valid('param').id, c.req.valid('json'))
      return c.json(digestReply(state), 200)
    })
    .openapi(remove, async (c) => {
      await removeDigest(service, c.req.valid('param').id)
      return c.body(null, 204)
    })

function digestReply({ digest, next, sendings }: DigestState): z.infer<typeof DigestReply> {
  return { ...digestFields(digest), next: next?.toISOString(), sendings: sendings.map(sendingReply) }
}
