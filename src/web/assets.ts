/** The stylesheet and the icon. The stylesheet's address holds its hash, so a browser may keep it for ever. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Hono } from 'hono'

const file = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
const STYLE = file('style.css')
const ICON = file('icon.svg')

const YEAR_SECONDS = 31_536_000

const styleName = `style-${createHash('sha256').update(STYLE).digest('hex').slice(0, 12)}.css`
export const STYLE_PATH = `/assets/${styleName}`

export const assets = () =>
  new Hono()
    .get('/assets/:name{style-[0-9a-f]{12}\\.css}', (c) => {
      // While several servers are being replaced, one may be asked for the style of another.
      const current = c.req.param('name') === styleName
      return c.body(STYLE, 200, {
        'Content-Type': 'text/css; charset=utf-8',
        'Cache-Control': current ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache',
      })
    })
    .get('/favicon.svg', (c) =>
      c.body(ICON, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=86400' }),
    )
    // Asked for by browsers that look at an answer without a page, such as JSON.
    .get('/favicon.ico', (c) => c.redirect('/favicon.svg', 301))
