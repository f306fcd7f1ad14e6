/** From one page of a list to the next. Cursors lead forwards only; back is the browser's own button, or the start. */
import { hrefTo } from './request.ts'

export interface PagerProps {
  readonly path: string
  readonly query?: Readonly<Record<string, string | undefined>>
  readonly next: string | null
  /** Whether this is not the first page. */
  readonly later: boolean
  readonly nextLabel: string
  readonly startLabel: string
}

export function Pager({ path, query = {}, next, later, nextLabel, startLabel }: PagerProps) {
  if (!next && !later) return undefined
  return (
    <nav class="pager" aria-label="Pages">
      {later && <a href={hrefTo(path, query)}>{startLabel}</a>}
      {next && (
        <a class="next" rel="next" href={hrefTo(path, { ...query, cursor: next })}>
          {nextLabel}
        </a>
      )}
    </nav>
  )
}
