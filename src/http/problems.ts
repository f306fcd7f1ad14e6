/**
 * Errors to answers: problem documents, and the only place that picks a status.
 *
 * Source: RFC 9457, https://www.rfc-editor.org/rfc/rfc9457
 */
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Logger } from 'pino'
import { isOutOfReach } from '../db/out-of-reach.ts'
import { Expired, InvalidInput, NotFound, NotReady } from '../errors.ts'
import { loggedPath } from './logging.ts'

export interface Problem {
  readonly type: 'about:blank'
  readonly title: string
  readonly status: number
  /** What was asked and what to do. */
  readonly detail: string
  /** Names the request in the log. */
  readonly requestId?: string
  /** Part of the request to mend. */
  readonly field?: string
  /** Papers the caller may have meant. */
  readonly nearest?: readonly { id: string; title: string }[]
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  410: 'Gone',
  413: 'Content too large',
  415: 'Unsupported media type',
  500: 'Internal error',
  503: 'Not ready',
}

/** The answer to an error: its own words when the caller can mend it, else only a number to look up in the log. */
export function problemOf(error: unknown): Omit<Problem, 'requestId'> & { retryAfterSeconds?: number } {
  const problem = (status: number, detail: string) => ({
    type: 'about:blank' as const,
    title: TITLES[status] ?? 'Error',
    status,
    detail,
  })
  if (error instanceof NotFound) return { ...problem(404, error.message), nearest: error.nearest }
  if (error instanceof InvalidInput) return { ...problem(400, error.message), field: error.field }
  if (error instanceof Expired) return problem(410, error.message)
  if (error instanceof NotReady)
    return { ...problem(503, error.message), retryAfterSeconds: error.retryAfterSeconds }
  if (error instanceof HTTPException && error.status < 500)
    return problem(error.status, error.message || TITLES[error.status] || 'The request was refused')
  if (isOutOfReach(error))
    return { ...problem(503, 'the database does not answer; try again in a moment'), retryAfterSeconds: 1 }
  return problem(500, 'Something went wrong on our side. The log has the details under the request id.')
}

export function sendProblem(c: Context, error: unknown): Response {
  const { retryAfterSeconds, ...problem } = problemOf(error)
  if (retryAfterSeconds !== undefined) c.header('Retry-After', String(retryAfterSeconds))
  const requestId = c.get('requestId') as string | undefined
  return c.body(JSON.stringify({ ...problem, requestId } satisfies Problem), problem.status as 400, {
    'Content-Type': 'application/problem+json',
  })
}

/** Logs what is a bug, whole; what the caller can mend is no news. */
export function logIfBug(log: Logger, error: unknown, c: Context): void {
  const requestId = c.get('requestId') as string | undefined
  // A client that hangs up in the middle of its body is no fault of anybody's.
  if (error instanceof Error && (error.name === 'AbortError' || error.message === 'aborted'))
    log.debug({ requestId }, 'client hung up')
  else if (problemOf(error).status >= 500 && !(error instanceof NotReady))
    log.error({ err: error, requestId, path: loggedPath(c.req.path) }, 'request failed')
}
