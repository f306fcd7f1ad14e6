/**
 * `/reference`: the API as a page where calls can be tried, and `/openapi.json`, which it is made from.
 *
 * Swagger UI's own files are served from its package, because a page that fetches them from
 * elsewhere is blank on a laptop without a network.
 */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Hono } from 'hono'

const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
const FILES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
}

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kindred API</title>
<link rel="icon" href="/reference/favicon-32x32.png">
<link rel="stylesheet" href="/reference/swagger-ui.css">
</head>
<body>
<noscript>This page tries calls with JavaScript. The same contract is at <a href="/openapi.json">/openapi.json</a>.</noscript>
<div id="reference"></div>
<script src="/reference/swagger-ui-bundle.js"></script>
<script src="/reference/start.js"></script>
</body>
</html>
`

const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#reference', deepLinking: true, tryItOutEnabled: true, validatorUrl: null })\n`

/** Swagger UI styles its parts inline and draws its icons from data URLs; nothing else needs either. */
const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"

export function reference() {
  const files = new Map<string, Buffer>()
  return new Hono()
    .use(async (c, next) => {
      await next()
      c.header('Content-Security-Policy', POLICY)
    })
    .get('/', (c) => c.html(PAGE))
    .get('/start.js', (c) => c.body(START, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }))
    .get('/:file', (c) => {
      const name = c.req.param('file')
      const type = FILES[name]
      if (!type) return c.notFound()
      if (!files.has(name)) files.set(name, readFileSync(join(folder, name)))
      return c.body(new Uint8Array(files.get(name)!), 200, {
        'Content-Type': type,
        'Cache-Control': 'public, max-age=86400',
      })
    })
}
