/** What every page has around it: head, navigation, footer, and the places that the script fills. */
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import { FEED_FORMATS, FEED_TYPES } from '../feeds/document.ts'
import { STYLE_PATH } from './assets.ts'
import { Icon, type IconName } from './icons.tsx'
import { KeysDialog } from './keys.tsx'
import { type ScriptName, script } from './scripts.ts'
import { SearchField } from './search-form.tsx'

export type Place = 'today' | 'search' | 'for you' | 'library' | 'topics' | 'map' | 'settings'

export interface LayoutProps {
  readonly title: string
  readonly description: string
  /** Which part of the navigation the page is. */
  readonly place?: Place
  /** A page with a search form of its own has none in its header. */
  readonly ownSearch?: boolean
  /** As wide as the window, where text is not what is looked at. */
  readonly wide?: boolean
  /** A script beside the one of every page. */
  readonly script?: ScriptName
  /** Path, without its ending, of a feed of the same papers. */
  readonly feed?: string
  readonly children?: Child
}

const PLACES: readonly { place: Place; href: string; label: string; icon: IconName }[] = [
  { place: 'today', href: '/', label: 'Today', icon: 'today' },
  { place: 'search', href: '/search', label: 'Search', icon: 'search' },
  { place: 'for you', href: '/for-you', label: 'For you', icon: 'heart' },
  { place: 'library', href: '/library', label: 'Library', icon: 'library' },
  { place: 'topics', href: '/topics', label: 'Topics', icon: 'topics' },
  { place: 'map', href: '/map', label: 'Map', icon: 'map' },
]

export async function Layout(props: LayoutProps) {
  const { title, description, place, ownSearch, wide, feed, children } = props
  const scripts = await Promise.all([script('page'), ...(props.script ? [script(props.script)] : [])])
  const current = (one: Place) => (one === place ? 'page' : undefined)
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
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
        {scripts.map(({ path }) => (
          <script type="module" src={path} />
        ))}
      </head>
      <body>
        <a class="skip" href="#content">
          Skip to the content
        </a>
        <div class="busy" aria-hidden="true" />
        <p class="offline" id="offline" role="status" hidden>
          The service can’t be reached: this page stays readable, but what you do now is not sent.
        </p>
        <header class="site">
          <div class="wide">
            <a class="brand" href="/">
              <Mark />
              Kindred
            </a>
            <nav class="places" aria-label="Main">
              <ul>
                {PLACES.map(({ place: one, href, label, icon }) => (
                  <li>
                    <a href={href} aria-current={current(one)}>
                      <Icon name={icon} />
                      {label}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
            {ownSearch ? undefined : (
              <search>
                <form action="/search" class="quick">
                  <SearchField id="quick-q" />
                </form>
              </search>
            )}
            <a class="to-settings" href="/settings" aria-current={current('settings')}>
              <Icon name="settings" />
              <span class="unseen">Settings</span>
            </a>
          </div>
        </header>
        <main id="content" class={wide ? 'as-wide' : undefined} tabindex={-1}>
          {children}
        </main>
        <footer class="site">
          <div class="wide">
            <p>
              Kindred finds papers by what they say. Everything is worked out on this machine, and what you
              like stays on it: it <a href="/settings#data">can be taken along or deleted</a> at any time.
            </p>
            <ul>
              <li>
                <a href="/trends">Trends</a>
              </li>
              <li>
                <a href="/settings#keyboard">Keyboard</a>
              </li>
              <li>
                <a href="/reference">API</a>
              </li>
            </ul>
          </div>
        </footer>
        <KeysDialog />
        <p class="toast" id="toast" role="status" />
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
