/** The application: every route under its path, behind the checks that all of them share. */
import { OpenAPIHono } from '@hono/zod-openapi'
import type { HonoRequest, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { requestId } from 'hono/request-id'
import { secureHeaders } from 'hono/secure-headers'
import { NotFound } from './errors.ts'
import { requireToken } from './http/access.ts'
import { logging } from './http/logging.ts'
import { metrics } from './http/metrics.ts'
import { logIfBug, sendProblem } from './http/problems.ts'
import { reference } from './http/reference.ts'
import { backtests } from './http/routes/backtest.ts'
import { digests } from './http/routes/digest.ts'
import { experiments } from './http/routes/experiments.ts'
import { feeds } from './http/routes/feeds.ts'
import { IMPORT_PATH, imports } from './http/routes/imports.ts'
import { interests } from './http/routes/interests.ts'
import { libraries, TAG_PATH } from './http/routes/library.ts'
import { lists } from './http/routes/lists.ts'
import { maps } from './http/routes/map.ts'
import { papers } from './http/routes/papers.ts'
import { previews } from './http/routes/preview.ts'
import { readerExports } from './http/routes/reader-export.ts'
import { readerFeedRoutes } from './http/routes/reader-feeds.ts'
import { readers } from './http/routes/readers.ts'
import { recommendations } from './http/routes/recommendations.ts'
import { searching } from './http/routes/search.ts'
import { searches } from './http/routes/searches.ts'
import { similar } from './http/routes/similar.ts'
import { system } from './http/routes/system.ts'
import { topicChanges } from './http/routes/topic-changes.ts'
import { topicEdits } from './http/routes/topic-edits.ts'
import { topics } from './http/routes/topics.ts'
import { trends } from './http/routes/trends.ts'
import type { Service } from './http/service.ts'
import { DIGEST_PATH, digestLinks } from './web/digest-links.tsx'
import { IMPORT_PAGE } from './web/import.tsx'
import { pages } from './web/pages.ts'
import { FOR_PROGRAMS, sendProblemPage, wantsPage } from './web/problem.tsx'

const BODY_BYTES_MAX = 1024 * 1024
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD'])

const HEADERS = secureHeaders({
  // The service speaks plain HTTP; whoever puts TLS before it adds this there.
  strictTransportSecurity: false,
  // For Internet Explorer, Flash, and a filter that browsers have removed.
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
})
/** Nothing from elsewhere, and neither a script nor a style that stands in a page. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

const compressed = compress()

/** The content policy, unless a page has set a wider one of its own. */
const contentPolicy: MiddlewareHandler = async (c, next) => {
  await next()
  // Set on the answer's own headers: `c.header` would make the answer anew, as a stream, which takes longer than most answers.
  if (!c.res.headers.has('Content-Security-Policy')) c.res.headers.set('Content-Security-Policy', POLICY)
}

export function createApp(service: Service) {
  const app = new OpenAPIHono()
  const { printMetrics, registerMetrics } = metrics(service)
  app.use(requestId(), logging(service.log), HEADERS, contentPolicy, registerMetrics)
  const limited = bodyLimit({
    maxSize: BODY_BYTES_MAX,
    onError: () => {
      throw new HTTPException(413, {
        message: `the body is larger than ${BODY_BYTES_MAX.toLocaleString('en')} bytes`,
      })
    },
  })
  if (service.tokensRequired) app.use('/v1/*', requireToken(service))
  // A file to import has a limit and types of its own; and a call without a body needs none.
  const isUnlimited = ({ method, path }: HonoRequest) =>
    SAFE_METHODS.has(method) || IMPORT_PATH.test(path) || path === IMPORT_PAGE
  app.use((c, next) => (isUnlimited(c.req) ? next() : limited(c, next)))
  app.use('/v1/*', async (c, next) => {
    if (IMPORT_PATH.test(c.req.path) || TAG_PATH.test(c.req.path)) return next()
    const writes = ['POST', 'PUT', 'PATCH'].includes(c.req.method)
    if (writes && !/^application\/json\s*(?:;|$)/i.test(c.req.header('Content-Type') ?? '')) {
      throw new HTTPException(415, {
        message: 'send the body as JSON, with the header Content-Type: application/json',
      })
    }
    await next()
  })
  // A page of another site must not make a reader's browser like a paper here. The API needs no such
  // check: it goes by no cookie, and whoever knows a reader's id needs no browser of theirs.
  // Nor do the links of a mail, which are signed.
  const sameOrigin = csrf()
  const goesByNoCookie = (path: string) => path.startsWith('/v1/') || DIGEST_PATH.test(path)
  app.use((c, next) => (goesByNoCookie(c.req.path) ? next() : sameOrigin(c, next)))

  app
    .route('/', system(service))
    .route('/v1/papers', papers(service))
    .route('/v1/similar', similar(service))
    .route('/v1/search', searching(service))
    // Before the topics, of which none is named "emerging" or "changes".
    .route('/v1', trends(service))
    .route('/v1/topics', topicChanges(service))
    .route('/v1/topics', topicEdits(service))
    .route('/v1/topics', topics(service))
    .route('/v1/map', maps(service))
    .route('/v1/readers', readers(service))
    .route('/v1/readers', readerExports(service))
    .route('/v1/readers', imports(service))
    .route('/v1/readers', libraries(service))
    .route('/v1/readers', lists(service))
    .route('/v1/readers', interests(service))
    .route('/v1/readers', searches(service))
    .route('/v1/readers', digests(service))
    .route('/v1/readers', readerFeedRoutes(service))
    .route('/v1/readers', previews(service))
    .route('/v1/readers', backtests(service))
    .route('/v1/experiments', experiments(service))
    .route('/v1/recommendations', recommendations(service))
    .route('/feeds', feeds(service))
  app.get('/metrics', printMetrics)
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Kindred',
      version: '1',
      description:
        'Research papers alike, grouped by theme, and recommended with reasons. Errors are problem documents (RFC 9457).',
    },
    servers: [{ url: '/' }],
    ...(service.tokensRequired ? { security: [{ token: [] }] } : {}),
  })
  app.route('/reference', reference())
  // Pages and what they load; answers of the API go to programs on the same machine more often than far away.
  app.use((c, next) => (FOR_PROGRAMS.test(c.req.path) ? next() : compressed(c, next)))
  app.route('/digest', digestLinks(service))
  app.route('/', pages(service))
  app.notFound((c) => {
    throw new NotFound(
      wantsPage(c)
        ? `there is no page ${c.req.path}`
        : `there is no ${c.req.method} ${c.req.path}; the calls are listed at /reference`,
    )
  })
  app.onError((error, c) => {
    logIfBug(service.log, error, c)
    return wantsPage(c) ? sendProblemPage(c, error) : sendProblem(c, error)
  })
  return app
}
