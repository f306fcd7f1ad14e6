/** `POST /v1/readers/{id}/import`: a reading history comes in, as the file that another program wrote. */
import { HTTPException } from 'hono/http-exception'
import { getReader } from '../../db/readers.ts'
import { HISTORY_FORMATS } from '../../ingest/history/format.ts'
import { answers, createRoute, newRouter, z } from '../contract.ts'
import { ImportReply, importFile } from '../import-history.ts'
import type { Service } from '../service.ts'
import { fileLimit, inTurn } from '../uploads.ts'
import { Kind, ReaderParams } from './readers.ts'

/** The path of this route, for the checks of app.ts that don't hold for it: its body is a file. */
export const IMPORT_PATH = /^\/v1\/readers\/[^/]+\/import$/

/** Types that a file of text comes as; curl says x-www-form-urlencoded of anything. Absent is as good. */
const TEXT_TYPE =
  /^(?:$|text\/(?!html)|application\/(?:octet-stream|x-www-form-urlencoded|x-bibtex|x-research-info-systems|x-endnote-refer|(?:[\w.-]+\+)?json)\s*(?:;|$))/i

const file = { schema: z.string().openapi({ format: 'binary' }) }
const importing = createRoute({
  method: 'post',
  path: '/{id}/import',
  summary: 'Bring a reading history in',
  description:
    'The body is the file itself: BibTeX, RIS, CSV as Zotero exports it, CSL-JSON, a reader’s export, Hugging Face papers as JSON, or one id, URL or title a line; with any text type, `application/json` or none. Papers are matched by any of their names. A file adds and never takes away: importing it again changes nothing.',
  request: {
    params: ReaderParams,
    query: z.strictObject({
      kind: Kind.default('save').openapi({ description: 'Said of every entry that tells none itself.' }),
      format: z
        .enum(HISTORY_FORMATS)
        .optional()
        .openapi({ description: 'Recognised by the content when absent.' }),
    }),
    body: {
      content: {
        'application/octet-stream': file,
        'text/plain': file,
        'text/csv': file,
        'application/x-bibtex': file,
        'application/x-research-info-systems': file,
      },
      required: true,
    },
  },
  responses: answers('What became of each entry.', ImportReply, 400, 404, 413, 415, 503),
})

export const imports = (service: Service) => {
  const router = newRouter()
  router.use('/:id/import', fileLimit())
  return router.openapi(importing, async (c) => {
    if (!TEXT_TYPE.test(c.req.header('Content-Type') ?? ''))
      throw new HTTPException(415, {
        message: 'send the file itself as the body, with Content-Type: application/octet-stream',
      })
    const { id } = c.req.valid('param')
    // Before the body is read: nobody should upload a file to learn this.
    await getReader(service.db, id)
    const report = await inTurn(async () => {
      const bytes = new Uint8Array(await c.req.arrayBuffer())
      return importFile(service, id, bytes, c.req.valid('query'))
    })
    return c.json(report, 200)
  })
}
