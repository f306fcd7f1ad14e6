/** The stylesheet, the scripts and the icon. The first two hold their hashes in their addresses, so a browser may keep them for ever. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { mapColoursStyle } from './map-colours.ts'
import { SCRIPT_NAMES, type ScriptName, script } from './scripts.ts'

/** In this order: what comes later goes before. */
const SHEETS = [
  'base',
  'frame',
  'controls',
  'parts',
  'cards',
  'reactions',
  'today',
  'search',
  'paper',
  'for-you',
  'library',
  'interests',
  'settings',
  'topics',
  'over-time',
  'pager',
  'problem',
  'live',
  'map',
  'modes',
]

const file = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
const STYLE = SHEETS.map((name) => file(`style/${name}.css`)).join('') + mapColoursStyle()
const ICON = file('icon.svg')

const YEAR_SECONDS = 31_536_000

const styleHash = createHash('sha256').update(STYLE).digest('hex').slice(0, 12)
export const STYLE_PATH = `/assets/style-${styleHash}.css`

function keptFor(isCurrent: boolean): string {
  return isCurrent ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache'
}

export const assets = () =>
  new Hono()
    .get('/assets/:name{style-[0-9a-f]{12}\\.css}', (c) => {
      // While several servers are being replaced, one may be asked for the style of another.
      return c.body(STYLE, 200, {
        'Content-Type': 'text/css; charset=utf-8',
        'Cache-Control': keptFor(c.req.path === STYLE_PATH),
      })
    })
    .get(`/assets/:name{(?:${SCRIPT_NAMES.join('|')})-[0-9a-f]{12}\\.js}`, async (c) => {
      const { text, path } = await script(c.req.param('name').split('-')[0] as ScriptName)
      return c.body(text, 200, {
        'Content-Type': 'text/javascript; charset=utf-8',
        'Cache-Control': keptFor(c.req.path === path),
      })
    })
    .get('/favicon.svg', (c) =>
      c.body(ICON, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=86400' }),
    )
    // Asked for by browsers that look at an answer without a page, such as JSON.
    .get('/favicon.ico', (c) => c.redirect('/favicon.svg', 301))
