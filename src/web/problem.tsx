/** What a reader sees when something can't be shown: what was asked, what to do, and where to go on. */
import type { Context } from 'hono'
import { problemOf } from '../http/problems.ts'
import { Layout, sendPage } from './layout.tsx'
import { Advice } from './notice.tsx'

/** Paths whose callers are programs; they get problem documents even when a browser asks. */
export const FOR_PROGRAMS = /^\/(?:v1|healthz|readyz|metrics|openapi\.json|reference)(?:\/|$)/

const HEADINGS: Readonly<Record<number, string>> = {
  400: 'That can’t be shown',
  403: 'That was refused',
  404: 'Not found',
  410: 'This list has been renewed',
  413: 'That was too much at once',
  500: 'Something went wrong',
  503: 'Not ready yet',
}

/** Whether an error is answered by a page: somebody looks at it, and it is not the API they look at. */
export function wantsPage(c: Context): boolean {
  return !FOR_PROGRAMS.test(c.req.path) && /\btext\/html\b/i.test(c.req.header('Accept') ?? '')
}

export function sendProblemPage(c: Context, error: unknown): Response | Promise<Response> {
  const { status, detail, nearest = [], retryAfterSeconds } = problemOf(error)
  if (retryAfterSeconds !== undefined) c.header('Retry-After', String(retryAfterSeconds))
  const heading = HEADINGS[status] ?? 'That did not work'
  return sendPage(
    c,
    <Layout title={`${heading} – Kindred`} description={heading}>
      <div class="hero problem">
        <p class="status">{status}</p>
        <h1>{heading}</h1>
        <Advice text={detail} />
        {nearest.length > 0 && (
          <>
            <h2>Did you mean</h2>
            <ul class="nearest">
              {nearest.map(({ id, title }) => (
                <li>
                  <a href={`/papers/${id}`} dir="auto">
                    {title}
                  </a>
                </li>
              ))}
            </ul>
          </>
        )}
        {status >= 500 && <p class="request">Request {c.get('requestId')}</p>}
        <p>
          <a href="/">To the newest papers</a> or <a href="/search">to the search</a>
        </p>
      </div>
    </Layout>,
    status,
  )
}
