/** What every page has around it: head, navigation, footer. */
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import { FEED_FORMATS, FEED_TYPES } from '../feeds/document.ts'
import { STYLE_PATH } from './assets.ts'
import { SearchField } from './search-form.tsx'

export type Place = 'papers' | 'for you' | 'topics' | 'map' | 'trends'

export interface LayoutProps {
  readonly title: string
  readonly description: string
  /** Which part of the navigation the page is. */
  readonly place?: Place
  /** A page with a search form of its own has none in its header. */
  readonly ownSearch?: boolean
  /** As wide as the window, where text is not what is looked at. */
  readonly wide?: boolean
  /** Address of a script that makes the page do more. */
  readonly script?: string
  /** Path, without its ending, of a feed of the same papers. */
  readonly feed?: string
  readonly children?: Child
}

const LINKS: readonly { place?: Place; href: string; label: string }[] = [
  { place: 'papers', href: '/', label: 'Papers' },
  { place: 'for you', href: '/for-you', label: 'For you' },
  { place: 'topics', href: '/topics', label: 'Topics' },
  { place: 'map', href: '/map', label: 'Map' },
  { place: 'trends', href: '/trends', label: 'Trends' },
  { href: '/reference', label: 'API' },
]

export function Layout({ title, description, place, ownSearch, wide, script, feed, children }: LayoutProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <meta name="description" content={description} />
        <meta name="color-scheme" content="light dark" />
        {/* With no referrer at all a browser posts forms with "Origin: null", which the check against
            other sites' forms has to refuse. */}
        <meta name="referrer" content="same-origin" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={STYLE_PATH} />
        {feed &&
          FEED_FORMATS.map((format) => (
            <link rel="alternate" type={FEED_TYPES[format]} href={`${feed}.${format}`} />
          ))}
        {script && <script type="module" src={script} />}
      </head>
      <body>
        <a class="skip" href="#content">
          Skip to the content
        </a>
        <header class="site">
          <div class="wide">
            <a class="brand" href="/">
              <Mark />
              Kindred
            </a>
            <nav aria-label="Main">
              <ul>
                {LINKS.map((link) => (
                  <li>
                    <a
                      href={link.href}
                      aria-current={link.place && link.place === place ? 'page' : undefined}
                    >
                      {link.label}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
            {ownSearch ? undefined : (
              <search>
                <form action="/" class="quick">
                  <SearchField id="quick-q" />
                </form>
              </search>
            )}
          </div>
        </header>
        <main id="content" class={wide ? 'as-wide' : undefined} tabindex={-1}>
          {children}
        </main>
        <footer class="site">
          <div class="wide">
            <p>
              Kindred finds papers by what they say. Everything is worked out on this server; what you like is
              kept under a random number in a cookie, and <a href="/for-you#data">can be taken back</a>.
            </p>
          </div>
        </footer>
      </body>
    </html>
  )
}

function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
      <circle class="one" cx="11" cy="16" r="9" />
      <circle class="two" cx="21" cy="16" r="9" />
      <path class="both" d="M16 8.5a9 9 0 0 1 0 15 9 9 0 0 1 0-15Z" />
    </svg>
  )
}

/** Sends a page. It is one reader's own, and may differ at the next look. */
export function sendPage(c: Context, page: Child, status = 200): Response | Promise<Response> {
  c.header('Cache-Control', 'private, no-cache')
  c.header('Vary', 'Cookie, Accept')
  return c.html(html`<!doctype html>${page}`, status as 200)
}
