/** One log line a request, as JSON on standard output; no body, no header; reader ids and signed links masked. */
import type { MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'

const READER_ID = /(\/readers\/)[0-9a-f]{32}/
/** Every token of signed-link.ts begins with a link id. */
const TOKEN = /\/[0-9a-f]{32}\.[^/]*/

/** A path as it may stand in a log: who knows a reader's id is the reader, and who has a link may follow it. */
export function loggedPath(path: string): string {
  return path.replace(READER_ID, '$1…').replace(TOKEN, '/…')
}

export function logging(log: Logger): MiddlewareHandler {
  return async (c, next) => {
    const started = performance.now()
    await next()
    log.info(
      {
        requestId: c.get('requestId') as string,
        method: c.req.method,
        path: loggedPath(c.req.path),
        status: c.res.status,
        ms: Math.round((performance.now() - started) * 10) / 10,
      },
      'request',
    )
  }
}
