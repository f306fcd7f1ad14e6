/** The periods around the one shown, each with a bar for its papers: a calendar of what there is. */
import { counted } from '../text/counted.ts'
import { labelOf, shortLabelOf } from './dates.tsx'
import { hrefTo } from './request.ts'
import type { Period, Span } from './spans.ts'

const SHOWN = 12
/** On a phone, before the one shown and after. */
const NEAR = { before: 4, after: 1 }
const HEIGHT = 28

interface PeriodStripProps {
  readonly span: Span
  /** Those with papers, newest first. */
  readonly periods: readonly Period[]
  readonly shown: Period
}

export function PeriodStrip({ span, periods, shown }: PeriodStripProps) {
  // The first that is not later than the one shown, which may have no papers itself.
  const place = periods.findIndex(({ number }) => number <= shown.number)
  const at = place === -1 ? periods.length - 1 : place
  const start = Math.max(0, Math.min(at - Math.floor(SHOWN / 2), periods.length - SHOWN))
  const around = periods.slice(start, start + SHOWN).reverse()
  const own = around.length - 1 - (at - start)
  if (around.length < 2) return undefined
  const most = Math.max(...around.map(({ count }) => count))
  const earlier = periods.find(({ number }) => number < shown.number)
  const later = periods.findLast(({ number }) => number > shown.number)
  return (
    <nav class="periods" aria-label={`Other ${span}s`}>
      <ol>
        {around.map((period, i) => (
          <li class={i < own - NEAR.before || i > own + NEAR.after ? 'far' : undefined}>
            <a
              href={hrefTo('/', { date: period.from, span })}
              aria-current={period.number === shown.number ? 'date' : undefined}
              title={`${labelOf(span, period)}: ${counted(period.count, 'paper')}`}
            >
              <svg viewBox={`0 0 10 ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
                <rect
                  x="1"
                  y={HEIGHT - Math.max(2, Math.round((HEIGHT * period.count) / most))}
                  width="8"
                  height={HEIGHT}
                />
              </svg>
              <span aria-hidden="true">{shortLabelOf(span, period)}</span>
              <span class="unseen">
                {labelOf(span, period)}, {counted(period.count, 'paper')}
              </span>
            </a>
          </li>
        ))}
      </ol>
      <div class="turn">
        {earlier ? <a href={hrefTo('/', { date: earlier.from, span })}>← Earlier {span}</a> : <span />}
        <form action="/" class="jump">
          <input type="hidden" name="span" value={span} />
          <label>
            <span class="unseen">Day to go to</span>
            <input type="date" name="date" value={shown.from} />
          </label>
          <button type="submit" class="small">
            Go
          </button>
        </form>
        {later ? <a href={hrefTo('/', { date: later.from, span })}>Later {span} →</a> : <span />}
      </div>
    </nav>
  )
}
