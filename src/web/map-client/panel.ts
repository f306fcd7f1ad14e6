/**
 * What stands beside the map, and its change without a new page: the page that a link or the search form leads to is
 * fetched, and its panel takes the place of the one here. So the server alone says what is shown, with and without a script.
 */
import type { MapState } from '../map-state.ts'

const PANEL = 'map-panel'
const FORM = 'map-search'

export interface PanelEvents {
  /** Another panel is there. @param byReader whether they asked for it, rather than going back */
  onState(state: MapState, byReader: boolean): void
  /** A paper of a list is pointed at; undefined when it is not any more. */
  onPaper(row: number | undefined): void
}

export function stateOf(document: Document): MapState {
  return JSON.parse(document.getElementById(PANEL)!.dataset.state!) as MapState
}

export function followPanel({ onState, onPaper }: PanelEvents): void {
  const map = document.querySelector<HTMLElement>('main')!
  let latest = 0
  const go = async (href: string, byReader: boolean) => {
    const turn = ++latest
    try {
      const answer = await fetch(href, { headers: { Accept: 'text/html' } })
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      if (turn !== latest) return
      const panel = page.getElementById(PANEL)
      if (!answer.ok || !panel) throw new Error(`${href}: ${answer.status}`)
      if (byReader) history.pushState(null, '', href)
      document.getElementById(PANEL)!.replaceWith(document.adoptNode(panel))
      const asked = (from: Document) => from.querySelector<HTMLInputElement>(`#${FORM} input`)!
      asked(document).value = asked(page).value
      onPaper(undefined)
      onState(stateOf(document), byReader)
      if (byReader) focusOn(panel)
    } catch {
      // The page itself says what is wrong.
      location.assign(href)
    }
  }
  map.addEventListener('click', (event) => {
    const link =
      event.target instanceof Element
        ? event.target.closest<HTMLAnchorElement>(`#${PANEL} a, .map-names a`)
        : null
    if (
      !link ||
      event.defaultPrevented ||
      event.ctrlKey ||
      event.metaKey ||
      event.shiftKey ||
      event.button !== 0
    )
      return
    if (link.pathname !== location.pathname) return
    event.preventDefault()
    void go(link.href, true)
  })
  map.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (form.id !== FORM) return
    event.preventDefault()
    const q = String(new FormData(form).get('q')).trim()
    void go(q ? `/map?${new URLSearchParams({ q })}` : '/map', true)
  })
  addEventListener('popstate', () => void go(location.href, false))
  for (const [from, to] of [
    ['mouseover', 'mouseout'],
    ['focusin', 'focusout'],
  ] as const) {
    map.addEventListener(from, (event) => {
      const item = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null
      if (item) onPaper(Number(item.dataset.row))
    })
    map.addEventListener(to, (event) => {
      if (event.target instanceof Element && event.target.closest('[data-row]')) onPaper(undefined)
    })
  }
}

/** Whoever goes by keyboard or listens goes on at what they asked for. */
function focusOn(panel: HTMLElement): void {
  panel.tabIndex = -1
  panel.focus({ preventScroll: true })
}
