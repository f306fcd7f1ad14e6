/**
 * A page in place of another without a new load: the same request that the browser would make, and of its answer the
 * title and the content. So whatever a form does here, it does the same without a script.
 */
import { tell } from './toast.ts'

const NOT_SHOWN = { isShown: false, isDone: false }

let latest: AbortController | undefined

/**
 * Asks for a page and shows its content here. A later call takes the place of one that is still under way.
 *
 * @param request that accepts text/html
 * @param options.keep ids of elements of the page that stay as they are, such as the field that is typed into
 * @returns whether it is shown, and whether the browser was sent on to it, as it is when something was done
 */
export async function swap(
  request: Request,
  { keep = [] }: { keep?: readonly string[] } = {},
): Promise<{ isShown: boolean; isDone: boolean }> {
  latest?.abort()
  const own = new AbortController()
  latest = own
  document.body.setAttribute('aria-busy', 'true')
  try {
    const answer = await fetch(request, { signal: own.signal })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    if (own.signal.aborted) return NOT_SHOWN
    if (request.method !== 'GET' && answer.status >= 500) {
      tell(page.querySelector('main p')?.textContent ?? 'That did not work.')
      return NOT_SHOWN
    }
    show(page, keep)
    history.replaceState(null, '', addressOf(answer, request))
    const isDone = request.method !== 'GET' && answer.redirected
    if (request.method !== 'GET' && !isDone) beginReading()
    return { isShown: true, isDone }
  } catch {
    if (own.signal.aborted) return NOT_SHOWN
    tell('The service does not answer: that was not sent.')
    document.dispatchEvent(new Event('unanswered'))
    return NOT_SHOWN
  } finally {
    if (latest === own) document.body.removeAttribute('aria-busy')
  }
}

/** Another page than before, though at the same address. */
function beginReading(): void {
  scrollTo({ top: 0 })
  document.getElementById('content')?.focus({ preventScroll: true })
}

/** A page that answers a post has no address of its own to come back to. */
function addressOf(answer: Response, request: Request): string {
  const address = new URL(answer.redirected || request.method === 'GET' ? answer.url : location.href)
  // News are no news when the page is loaded again.
  for (const name of ['said', 'of', 'was']) address.searchParams.delete(name)
  return address.href
}

function show(page: Document, keep: readonly string[]): void {
  const [now, then] = [document.getElementById('content'), page.getElementById('content')]
  if (!now || !then) return
  const focused = document.activeElement?.id
  const opened = [...now.querySelectorAll('details[open][id]')].map(({ id }) => id)
  for (const id of keep) {
    const kept = document.getElementById(id)
    if (kept) page.getElementById(id)?.replaceWith(kept)
  }
  document.title = page.title
  now.replaceChildren(...then.childNodes)
  document.dispatchEvent(new Event('swapped'))
  for (const id of opened) document.getElementById(id)?.setAttribute('open', '')
  if (!focused || document.activeElement?.id === focused) return
  // What was pressed may have gone with its paper: then to where that is undone.
  const next = document.getElementById(focused) ?? document.getElementById('undo')
  next?.focus({ preventScroll: true })
}
